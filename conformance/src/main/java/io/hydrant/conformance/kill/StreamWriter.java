package io.hydrant.conformance.kill;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// A way to put records into a stream. For use by one thread.
interface StreamWriter extends AutoCloseable {
    /// What the answer said of one record.
    sealed interface Outcome {
        record Taken(String shardId, BigInteger sequenceNumber) implements Outcome {}

        record Refused(String code) implements Outcome {}

        static Outcome of(String shardId, String sequenceNumber, String code) {
            return sequenceNumber == null
                    ? new Refused(code)
                    : new Taken(shardId, new BigInteger(sequenceNumber));
        }
    }

    /// Whether the records were taken nobody knows.
    final class OutcomeUnknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /// With `PutRecord`.
    ///
    /// @param after the number that must be exceeded
    /// @throws OutcomeUnknown when the connection broke or the server failed
    Outcome put(StreamAttempts.Attempt attempt, Optional<BigInteger> after);

    /// With `PutRecords`; outcome `i` is that of attempt `i`.
    ///
    /// @throws OutcomeUnknown when the connection broke or the server failed
    List<Outcome> putAll(List<StreamAttempts.Attempt> attempts);

    @Override
    void close();
}
