package io.hydrant.streams.shard;

import io.hydrant.kernel.error.InvalidArgument;

/// The place of one record in a shard, or the boundary before it.
///
/// @param offset of the frame in the shard's partition: 0 to 2^49 - 2
/// @param record index in the frame: 0-9,999; one more than the last means the next frame
public record RecordPosition(long offset, int record) implements Comparable<RecordPosition> {
    public static final RecordPosition START = new RecordPosition(0, 0);

    /// Behind every record of a frame, as a frame holds at most 10,000.
    public static final int RECORD_MAX = 10_000;

    private static final long OFFSET_MAX = (1L << 49) - 2;

    public RecordPosition {
        if (offset < 0 || offset > OFFSET_MAX || record < 0 || record > RECORD_MAX) {
            throw new InvalidArgument("no record can be at " + offset + "/" + record);
        }
    }

    public static RecordPosition ofFrame(long offset) {
        return new RecordPosition(offset, 0);
    }

    /// Right after this record.
    public RecordPosition next() {
        return record == RECORD_MAX
                ? new RecordPosition(offset + 1, 0)
                : new RecordPosition(offset, record + 1);
    }

    @Override
    public int compareTo(RecordPosition other) {
        int byOffset = Long.compare(offset, other.offset);
        return byOffset != 0 ? byOffset : Integer.compare(record, other.record);
    }
}
