package org.apache.hadoop.io;

import java.util.Arrays;

/// The order of bytes.
public final class WritableComparator {
    private WritableComparator() {}

    /// Compares as unsigned numbers, from the first byte on; a prefix comes before what it begins.
    public static int compareBytes(
            byte[] left, int leftStart, int leftLength, byte[] right, int start, int length) {
        return Arrays.compareUnsigned(
                left, leftStart, leftStart + leftLength, right, start, start + length);
    }
}
