package io.hydrant.streams.log;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// One append-only sequence of frames. Safe for use by many threads; each reader is for one.
public interface LogPartition {
    PartitionName name();

    /// Appends a frame. The future completes once the frame would survive `kill -9` and power loss;
    /// frames get offsets in the order of the calls. It fails with [LogFull] (nothing was kept,
    /// later appends may succeed again), or with [LogFailed] when the disk failed.
    ///
    /// The frame's buffers must not change until the future is done.
    CompletableFuture<Appended> append(Frame frame);

    /// Offset of the oldest frame kept; equals [#endOffset()] when there is none.
    long firstOffset();

    /// Offset the next frame will get. Every frame below it is durable.
    long endOffset();

    /// How much lies from this frame (inclusive) to the end.
    Extent extentFrom(long offset);

    /// Offset of the first frame that arrived at or after this instant; [#endOffset()] when there
    /// is none.
    long offsetAt(Instant arrival);

    /// Reads on from an offset, which must not be below [#firstOffset()] or above [#endOffset()].
    FrameReader reader(long fromOffset);

    /// Allows the log to forget frames below this offset. Never goes back; survives restarts at
    /// least roughly: after a restart [#firstOffset()] may be lower again, never higher.
    void trimBelow(long offset);

    /// Waits until [#endOffset()] is greater than this offset.
    ///
    /// @return false when the time passed first
    boolean awaitBeyond(long offset, Duration atMost) throws InterruptedException;

    /// Where an appended frame came to lie.
    ///
    /// @param arrival the log's clock at the append; never before the arrival of the frame below
    record Appended(long offset, Instant arrival) {}

    /// @param payloadBytes the records' own bytes, without framing
    record Extent(long frames, long records, long payloadBytes) {}
}
