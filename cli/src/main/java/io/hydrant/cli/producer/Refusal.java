package io.hydrant.cli.producer;

import io.hydrant.cli.client.WireFailure;

import java.util.Set;

import javax.net.ssl.SSLException;

/// Which refusals pass by themselves, so that it is worth to send again.
final class Refusal {
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    /// Of whole requests, beside every status of 500 and more.
    private static final Set<String> PASSING_CODES =
            Set.of(
                    "ProvisionedThroughputExceededException",
                    "LimitExceededException",
                    "ThrottlingException",
                    "Throttling",
                    "RequestLimitExceeded",
                    "KMSThrottlingException",
                    "ResourceInUseException",
                    "ServiceUnavailable",
                    "ServiceUnavailableException",
                    "InternalFailure",
                    "InternalFailureException",
                    "RequestTimeout",
                    "SlowDown");

    /// Of single records; all others pass.
    private static final Set<String> LASTING_RECORD_CODES =
            Set.of(
                    "AccessDeniedException",
                    "InvalidArgumentException",
                    "InvalidKMSResourceException",
                    "KMSAccessDeniedException",
                    "KMSDisabledException",
                    "KMSInvalidStateException",
                    "KMSNotFoundException",
                    "KMSOptInRequired",
                    "ResourceNotFoundException",
                    "ValidationException");

    private Refusal() {}

    static boolean passes(WireFailure failure) {
        if (failure.code().equals(WireFailure.NO_ANSWER)) {
            // A certificate that is not trusted now will not be trusted in a minute either.
            return !(failure.getCause() instanceof SSLException);
        }
        return failure.status() >= SERVER_ERRORS
                || failure.status() == TOO_MANY_REQUESTS
                || PASSING_CODES.contains(failure.code());
    }

    static boolean passes(PutAnswer.Result refused) {
        return !LASTING_RECORD_CODES.contains(refused.errorCode());
    }
}
