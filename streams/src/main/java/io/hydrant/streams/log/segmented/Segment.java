package io.hydrant.streams.log.segmented;

import java.nio.file.Path;

/// What readers may know of a segment file. Safe for use by many threads.
final class Segment {
    private static final long INDEX_ENTRIES = 64;
    private static final long INDEX_BYTES_MIN = 16 << 10;

    private final Path path;
    private final SegmentHeader header;
    private final SparseIndex index;
    private volatile long durableBytes;

    /// @param segmentBytes how big segments of this partition get; sets how dense the index is
    Segment(Path path, SegmentHeader header, long durableBytes, long segmentBytes) {
        this.path = path;
        this.header = header;
        this.durableBytes = durableBytes;
        this.index =
                new SparseIndex(
                        Math.max(INDEX_BYTES_MIN, segmentBytes / INDEX_ENTRIES),
                        new SparseIndex.Entry(
                                header.baseOffset(), header.arrivalFloorMillis(), header.bytes()));
    }

    Path path() {
        return path;
    }

    SegmentHeader header() {
        return header;
    }

    SparseIndex index() {
        return index;
    }

    long baseOffset() {
        return header.baseOffset();
    }

    /// How much of the file may be read.
    long durableBytes() {
        return durableBytes;
    }

    void publish(long bytes) {
        durableBytes = bytes;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
