package io.hydrant.delivery.plan;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// The function that transforms records before they are delivered.
///
/// @param functionArn perhaps with a version or alias
/// @param retriesMax how often a batch is tried again that the function failed on; 0-300
/// @param batchBytes a batch is sent when it holds this much, before Base64
/// @param batchInterval or when its first record has waited this long
public record LambdaProcessor(
        String functionArn, int retriesMax, long batchBytes, Duration batchInterval) {
    public LambdaProcessor {
        if (retriesMax < 0 || retriesMax > 300) {
            throw new InvalidArgument("retriesMax must be 0-300 but was " + retriesMax);
        }
        if (batchBytes < 1) {
            throw new InvalidArgument("batchBytes must be at least 1 but was " + batchBytes);
        }
    }
}
