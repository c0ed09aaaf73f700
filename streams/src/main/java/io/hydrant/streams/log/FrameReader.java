package io.hydrant.streams.log;

import java.util.Optional;

/// Reads frames in order of their offsets. For one thread.
public interface FrameReader extends AutoCloseable {
    /// The next frame, or empty at the present end of the partition (later calls may find more).
    ///
    /// The frame before it must no longer be used: frames share the reader's buffers. Reads the
    /// frame's head only; its payload is read when asked for.
    ///
    /// @throws LogFailed when a frame fails its checksum or was trimmed or deleted meanwhile
    Optional<StoredFrame> next();

    @Override
    void close();
}
