package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.util.Optional;

/// Reads a partition from segment to segment. For one thread.
///
/// It has its own file handle: a thread that is interrupted while it reads loses its own reader
/// (the JDK closes the handle) and disturbs nobody else.
final class SegmentReader implements FrameReader {
    private static final int WINDOW_BYTES = 32 << 10;

    private final SegmentedPartition partition;
    private final LogFiles files;
    private long nextOffset;
    private Optional<Place> place = Optional.empty();
    private boolean closed;

    SegmentReader(SegmentedPartition partition, LogFiles files, long fromOffset) {
        this.partition = partition;
        this.files = files;
        this.nextOffset = fromOffset;
    }

    @Override
    public Optional<StoredFrame> next() {
        if (closed) {
            throw new LogFailed("a reader of partition " + partition.name() + " is closed");
        }
        partition.requireUsable();
        if (nextOffset >= partition.endOffset()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read());
        } catch (IOException e) {
            partition.segmentOf(nextOffset); // says so when the frame was trimmed meanwhile
            throw new LogFailed(
                    "cannot read frame " + nextOffset + " of partition " + partition.name(), e);
        }
    }

    private StoredFrame read() throws IOException {
        Segment segment = partition.segmentOf(nextOffset);
        Place at = placeIn(segment);
        Optional<FrameHead> head = at.heads.at(at.position, segment.durableBytes());
        if (head.isEmpty() || head.get().offset() != nextOffset) {
            throw Damage.noValidHead(segment, nextOffset, at.position);
        }
        StoredFrame frame = at.view.show(head.get(), segment, at.position);
        at.position += head.get().frameBytes();
        nextOffset++;
        return frame;
    }

    private Place placeIn(Segment segment) throws IOException {
        if (place.isEmpty()) {
            place = Optional.of(new Place(HeadReader.open(files, segment, WINDOW_BYTES), segment));
            place.get().stale = true;
        } else if (place.get().segment != segment) {
            place.get().stale = true;
            place.get().heads.move(segment);
            place.get().segment = segment;
        }
        if (place.get().stale) { // also when finding the position failed before
            place.get().position = positionOfNext(segment, place.get().heads);
            place.get().stale = false;
        }
        return place.get();
    }

    private long positionOfNext(Segment segment, HeadReader heads) throws IOException {
        if (nextOffset == segment.baseOffset()) {
            return segment.header().bytes();
        }
        SparseIndex.Entry from = segment.index().floorOfOffset(nextOffset);
        if (from.offset() == nextOffset) {
            return from.position();
        }
        return SegmentSearch.first(heads, segment, from, head -> head.offset() == nextOffset)
                .orElseThrow(() -> Damage.noValidHead(segment, nextOffset, segment.durableBytes()))
                .position();
    }

    @Override
    public void close() {
        closed = true;
        place.ifPresent(
                at -> {
                    at.view.close();
                    at.heads.close();
                });
        place = Optional.empty();
    }

    /// Where the reader stands: the open segment and the position of the next frame in it, which
    /// must be looked for while it is stale.
    private static final class Place {
        private final HeadReader heads;
        private final FrameView view;
        private Segment segment;
        private long position;
        private boolean stale;

        Place(HeadReader heads, Segment segment) {
            this.heads = heads;
            this.view = new FrameView(heads, segment);
            this.segment = segment;
        }
    }
}
