package io.hydrant.functions.runtime;

import java.util.Optional;

/// What became of an invocation that reached its function.
///
/// @param answer the function's answer, or the description of its failure: JSON
/// @param failure whether and how it failed, as `X-Amz-Function-Error` says it
/// @param logTail the last 4 KiB of what it logged, from START to REPORT
public record InvocationOutcome(Payload answer, Optional<Failure> failure, byte[] logTail) {
    /// An answer of a function: 6 MiB and 100 bytes.
    public static final int PAYLOAD_BYTES_MAX = 6_291_556;

    public InvocationOutcome(byte[] payload, Optional<Failure> failure, byte[] logTail) {
        this(Payload.of(payload), failure, logTail);
    }

    /// The answer, copied if its array is longer.
    public byte[] payload() {
        return answer.toBytes();
    }

    /// @param type such as `Sandbox.Timedout`, `Runtime.ExitError`, or what the function named
    public record Failure(String type) {}
}
