package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.kernel.error.InvalidArgument;

/// Records that go to the function together.
///
/// @param positions in the lane's source, contiguous but for records that are processed already;
///   1-10,000 ranges
/// @param records how many
/// @param bytes of them, before Base64
/// @param encodedBytes of them, in Base64; may be too large, at the cost of memory
public record TransformBatch(
        LambdaProcessor processor,
        PositionRanges positions,
        long records,
        long bytes,
        long encodedBytes) {
    /// The metadata of one frame of the processed log must be able to hold them.
    static final int RANGES_MAX = 10_000;

    public TransformBatch {
        int ranges = positions.count();
        if (ranges < 1 || ranges > RANGES_MAX) {
            throw new InvalidArgument(
                    "a batch must have 1-10,000 ranges of positions but had " + ranges);
        }
    }

    /// How long so many bytes are in Base64.
    public static long encodedBytes(long bytes) {
        return Math.ceilDiv(bytes, 3) * 4;
    }

    /// How long records are in Base64 at most.
    public static long encodedBytesMax(long records, long bytes) {
        return encodedBytes(bytes) + 4 * records;
    }
}
