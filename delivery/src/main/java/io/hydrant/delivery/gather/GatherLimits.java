package io.hydrant.delivery.gather;

import io.hydrant.kernel.error.InvalidArgument;

/// How much waiting records may take.
///
/// @param memoryBytesMax memory for all stores together
/// @param stagedBytesMax size of all staging files together
/// @param diskBytesFreeMin nothing is staged when less than this would stay free on the disk: the
///   log and the ledger need it more
public record GatherLimits(long memoryBytesMax, long stagedBytesMax, long diskBytesFreeMin) {
    public GatherLimits {
        requireNotNegative("memoryBytesMax", memoryBytesMax);
        requireNotNegative("stagedBytesMax", stagedBytesMax);
        requireNotNegative("diskBytesFreeMin", diskBytesFreeMin);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new InvalidArgument(name + " must be at least 0 but was " + value);
        }
    }
}
