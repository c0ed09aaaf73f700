package io.hydrant.functions.pattern;

import java.nio.ByteBuffer;
import java.time.Instant;

/// Which records pass.
public interface RecordFilter {
    /// For mappings without patterns.
    RecordFilter ALL = _ -> true;

    boolean passes(Candidate record);

    /// A record, as patterns see it.
    ///
    /// @param data as it was put
    record Candidate(
            String partitionKey, String sequenceNumber, Instant arrival, ByteBuffer data) {}
}
