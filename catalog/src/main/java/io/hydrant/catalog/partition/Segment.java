package io.hydrant.catalog.partition;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// A share of a table's partitions; all shares together hold each partition once.
///
/// @param number from 0 to below `total`
public record Segment(int number, int total) {
    public static final Segment WHOLE = new Segment(0, 1);

    boolean holds(String rowName) {
        CRC32 sum = new CRC32();
        sum.update(rowName.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % total == number;
    }
}
