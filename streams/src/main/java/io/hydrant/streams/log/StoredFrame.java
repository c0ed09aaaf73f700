package io.hydrant.streams.log;

import java.nio.ByteBuffer;
import java.time.Instant;

/// A frame as the log kept it. Valid until its reader moves on.
public interface StoredFrame {
    long offset();

    Instant arrival();

    int recordCount();

    /// Length of record `index`.
    int recordBytes(int index);

    /// Where record `index` starts in [#payload()], relative to its position.
    int recordStart(int index);

    ByteBuffer metadata();

    /// All records, read from disk and checked against their checksum at the first call.
    ///
    /// @throws LogFailed when the checksum does not hold
    ByteBuffer payload();

    int payloadBytes();
}
