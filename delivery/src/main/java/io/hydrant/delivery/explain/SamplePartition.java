package io.hydrant.delivery.explain;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A few frames in memory, all of one arrival. For one thread; buffers of appended frames are kept
/// as they are.
final class SamplePartition implements LogPartition {
    private final PartitionName name;
    private final Instant arrival;
    private final List<Kept> frames = new ArrayList<>();

    SamplePartition(String name, Instant arrival) {
        this.name = new PartitionName(name);
        this.arrival = arrival;
    }

    private record Kept(long offset, Instant arrival, Frame frame, int[] starts)
            implements StoredFrame {
        @Override
        public int recordCount() {
            return starts.length;
        }

        @Override
        public int recordBytes(int index) {
            return frame.recordBytes()[index];
        }

        @Override
        public int recordStart(int index) {
            return starts[index];
        }

        @Override
        public ByteBuffer metadata() {
            return frame.metadata().slice();
        }

        @Override
        public ByteBuffer payload() {
            return frame.payload().slice();
        }

        @Override
        public int payloadBytes() {
            return frame.payload().remaining();
        }
    }

    @Override
    public PartitionName name() {
        return name;
    }

    @Override
    public CompletableFuture<Appended> append(Frame frame) {
        int[] starts = new int[frame.recordBytes().length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + frame.recordBytes()[i - 1];
        }
        Kept kept = new Kept(frames.size(), arrival, frame, starts);
        frames.add(kept);
        return CompletableFuture.completedFuture(new Appended(kept.offset(), arrival));
    }

    @Override
    public long firstOffset() {
        return 0;
    }

    @Override
    public long endOffset() {
        return frames.size();
    }

    @Override
    public Extent extentFrom(long offset) {
        long records = 0;
        long bytes = 0;
        for (Kept frame : frames.subList((int) offset, frames.size())) {
            records += frame.recordCount();
            bytes += frame.payloadBytes();
        }
        return new Extent(frames.size() - offset, records, bytes);
    }

    @Override
    public long offsetAt(Instant instant) {
        return arrival.isBefore(instant) ? endOffset() : 0;
    }

    @Override
    public FrameReader reader(long fromOffset) {
        return new Reader(fromOffset);
    }

    @Override
    public void trimBelow(long offset) {
        // what was delivered is still to be shown
    }

    @Override
    public boolean awaitBeyond(long offset, Duration atMost) {
        return endOffset() > offset;
    }

    private final class Reader implements FrameReader {
        private long next;

        Reader(long next) {
            this.next = next;
        }

        @Override
        public Optional<StoredFrame> next() {
            return next < frames.size() ? Optional.of(frames.get((int) next++)) : Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
