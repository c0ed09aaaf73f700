package io.hydrant.functions.refusal;

import io.hydrant.kernel.error.HydrantException;

/// Why something about functions is refused. Messages are the service's own where they are known.
public abstract sealed class FunctionsException extends HydrantException
        permits InvalidParameter,
                InvalidContent,
                NotFound,
                Conflict,
                InUse,
                RevisionMismatch,
                PayloadTooLarge,
                TooManyRequests,
                PolicyTooLong,
                RunnerMissing {
    private static final long serialVersionUID = 1L;

    FunctionsException(String message) {
        super(message);
    }
}
