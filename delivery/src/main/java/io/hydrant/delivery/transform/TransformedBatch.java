package io.hydrant.delivery.transform;

import io.hydrant.streams.log.Frame;

import java.util.List;

/// What became of a batch.
///
/// @param frames of the processed log, to be appended in this order; each stands for the positions
///   its [ProcessedFrame] names. None when all records were dropped
/// @param counts of its records
public record TransformedBatch(TransformBatch batch, List<Frame> frames, Counts counts) {
    public TransformedBatch {
        frames = List.copyOf(frames);
    }

    /// @param ok records that were transformed
    /// @param okBytes of them, as the function returned them
    /// @param dropped records that the function dropped
    /// @param failed records that go to the error output
    /// @param attempts how often the function was invoked for the batch
    public record Counts(long ok, long okBytes, long dropped, long failed, int attempts) {}
}
