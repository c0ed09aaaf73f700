package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/// Walks a segment's heads from an indexed frame on, and adds to the index on the way.
final class SegmentSearch {
    private SegmentSearch() {}

    /// The first frame at or behind an entry of the segment's own index that is wanted.
    ///
    /// @return empty when no durable frame of the segment is
    static Optional<Located> first(
            HeadReader heads, Segment segment, SparseIndex.Entry from, Predicate<FrameHead> wanted)
            throws IOException {
        long limit = segment.durableBytes();
        long position = from.position();
        long offset = from.offset();
        while (position < limit) {
            Optional<FrameHead> head = heads.at(position, limit);
            if (head.isEmpty() || head.get().offset() != offset) {
                throw Damage.noValidHead(segment, offset, position);
            }
            segment.index()
                    .offer(new SparseIndex.Entry(offset, head.get().arrivalMillis(), position));
            if (wanted.test(head.get())) {
                return Optional.of(new Located(head.get(), position));
            }
            position += head.get().frameBytes();
            offset++;
        }
        return Optional.empty();
    }

    /// @param position where the head starts in the file
    record Located(FrameHead head, long position) {}
}
