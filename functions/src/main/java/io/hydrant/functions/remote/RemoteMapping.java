package io.hydrant.functions.remote;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// Which functions run where.
///
/// @param concurrency invocations at once; who comes then waits for a while, then is throttled
/// @param timeout how long to wait for an answer, from the moment the invocation is sent
public record RemoteMapping(
        RemoteScope scope, RemotePlace place, int concurrency, Duration timeout) {
    public static final int CONCURRENCY_MAX = 1_000;

    public RemoteMapping {
        if (concurrency < 1 || concurrency > CONCURRENCY_MAX) {
            throw new InvalidArgument(
                    "concurrency must be 1-" + CONCURRENCY_MAX + " but was " + concurrency);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new InvalidArgument("timeout must be above zero but was " + timeout);
        }
    }
}
