package io.hydrant.storage.s3;

import io.hydrant.storage.object.ObjectStoreException;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.UncheckedIOException;
import java.util.Optional;

/// How failures of the SDK look to the rest of the program.
final class SdkFailures {
    private SdkFailures() {}

    /// @param subject what the call was about
    static ObjectStoreException toStoreException(SdkException failure, Object subject) {
        String message = subject + ": " + failure.getMessage();
        if (failure instanceof S3Exception refused) {
            return new ObjectStoreException(code(refused), message, failure);
        }
        // Everything else of the SDK is its own: no connection, time over, an answer cut off.
        return new ObjectStoreException("ConnectionFailed", message, failure);
    }

    /// The SDK translates no failure of reading an answer's XML: the connection broke within it.
    static ObjectStoreException ofAnswer(UncheckedIOException failure, Object subject) {
        String message = subject + ": the answer broke off: " + failure.getMessage();
        return new ObjectStoreException("ConnectionFailed", message, failure);
    }

    private static String code(S3Exception refused) {
        Optional<String> told =
                Optional.ofNullable(refused.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .filter(code -> !code.isBlank() && !code.matches("\\d+.*"));
        return told.orElseGet(() -> byStatus(refused.statusCode()));
    }

    /// Answers without a body tell nothing but their status.
    private static String byStatus(int status) {
        return switch (status) {
            case 301, 307, 308 -> "PermanentRedirect";
            case 400 -> "InvalidRequest";
            case 401, 403 -> "AccessDenied";
            case 404 -> "NoSuchKey";
            case 408 -> "RequestTimeout";
            case 412 -> "PreconditionFailed";
            case 416 -> "InvalidRange";
            case 429, 503 -> "SlowDown";
            default -> "InternalError";
        };
    }
}
