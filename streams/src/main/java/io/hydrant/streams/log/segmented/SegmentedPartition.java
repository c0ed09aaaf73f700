package io.hydrant.streams.log.segmented;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A partition as its users see it: what the committer has published. Safe for use by many threads.
final class SegmentedPartition implements LogPartition {
    private static final int LOOKUP_WINDOW_BYTES = 32 << 10;

    private final PartitionName name;
    private final InstantSource clock;
    private final LogFiles files;
    private final CommitQueue queue;
    private final AtomicLong trimOffset = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private volatile State state;
    private volatile Optional<String> unusable = Optional.empty();

    SegmentedPartition(PartitionName name, LogSurroundings surroundings, State recovered) {
        this.name = name;
        this.clock = surroundings.clock();
        this.files = surroundings.config().files();
        this.queue = surroundings.queue();
        this.state = recovered;
    }

    @Override
    public PartitionName name() {
        return name;
    }

    /// Waits while too much is waiting to be written, then returns; the future is completed by the
    /// committer's thread, so what depends on it must not block: join it instead.
    @Override
    public CompletableFuture<Appended> append(Frame frame) {
        PendingAppend append = PendingAppend.of(this, frame, clock.millis());
        if (unusable.isPresent()) {
            append.done().completeExceptionally(new LogFailed(unusable.get()));
        } else {
            queue.add(append);
        }
        return append.done();
    }

    @Override
    public long firstOffset() {
        return state.segments().getFirst().baseOffset();
    }

    @Override
    public long endOffset() {
        return state.end().offset();
    }

    /// An offset below [#firstOffset()] counts from there.
    @Override
    public Extent extentFrom(long offset) {
        return lookUp(
                now -> {
                    if (offset > now.end().offset()) {
                        throw beyondEnd(offset, now);
                    }
                    PartitionEnd before = endBefore(offset, now);
                    return new Extent(
                            now.end().offset() - before.offset(),
                            now.end().records() - before.records(),
                            now.end().payloadBytes() - before.payloadBytes());
                });
    }

    private PartitionEnd endBefore(long offset, State now) throws IOException {
        if (offset == now.end().offset()) {
            return now.end();
        }
        Segment segment = now.segmentOf(offset).orElse(now.segments().getFirst());
        if (offset <= segment.baseOffset()) {
            return PartitionEnd.at(segment.header());
        }
        SparseIndex.Entry from = segment.index().floorOfOffset(offset);
        try (HeadReader heads = HeadReader.open(files, segment, LOOKUP_WINDOW_BYTES)) {
            return SegmentSearch.first(heads, segment, from, head -> head.offset() == offset)
                    .map(found -> PartitionEnd.before(found.head()))
                    .orElseThrow(() -> Damage.noValidHead(segment, offset, segment.durableBytes()));
        }
    }

    @Override
    public long offsetAt(Instant arrival) {
        long millis = ceilingMillis(arrival);
        return lookUp(
                now -> {
                    for (int i = 0; i < now.segments().size(); i++) {
                        if (now.lastArrivalMillis(i) >= millis) {
                            return offsetIn(now.segments().get(i), millis, now);
                        }
                    }
                    return now.end().offset();
                });
    }

    private long offsetIn(Segment segment, long millis, State now) throws IOException {
        SparseIndex.Entry from = segment.index().floorOfArrival(millis);
        try (HeadReader heads = HeadReader.open(files, segment, LOOKUP_WINDOW_BYTES)) {
            return SegmentSearch.first(heads, segment, from, head -> head.arrivalMillis() >= millis)
                    .map(found -> found.head().offset())
                    .orElse(now.endOf(segment));
        }
    }

    private static long ceilingMillis(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(instant) ? millis + 1 : millis;
    }

    @Override
    public FrameReader reader(long fromOffset) {
        requireUsable();
        State now = state;
        if (fromOffset > now.end().offset()) {
            throw beyondEnd(fromOffset, now);
        }
        if (fromOffset < firstOffset()) {
            throw new InvalidArgument(
                    "reader of partition "
                            + name
                            + " must start at or above its first offset "
                            + firstOffset()
                            + " but was asked for "
                            + fromOffset);
        }
        return new SegmentReader(this, files, fromOffset);
    }

    /// Files are removed soon after, by the committer's thread.
    @Override
    public void trimBelow(long offset) {
        State now = state;
        if (offset > now.end().offset()) {
            throw beyondEnd(offset, now);
        }
        long before = trimOffset.getAndAccumulate(offset, Math::max);
        if (offset > before) {
            queue.trim(this);
        }
    }

    @Override
    public boolean awaitBeyond(long offset, Duration atMost) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lockInterruptibly();
        try {
            while (endOffset() <= offset) {
                requireUsable();
                if (nanos <= 0) {
                    return false;
                }
                nanos = published.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    long bytesOnDisk() {
        return state.segments().stream().mapToLong(Segment::durableBytes).sum();
    }

    long trimOffset() {
        return trimOffset.get();
    }

    State state() {
        return state;
    }

    /// Shows everybody a new state. For the committer.
    void publish(State next) {
        lock.lock();
        try {
            state = next;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Makes all further use fail. For the committer.
    void retire(String reason) {
        lock.lock();
        try {
            unusable = Optional.of(reason);
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void requireUsable() {
        if (unusable.isPresent()) {
            throw new LogFailed(unusable.get());
        }
    }

    /// The segment that holds a frame below the end.
    Segment segmentOf(long offset) {
        return state.segmentOf(offset)
                .orElseThrow(
                        () ->
                                new LogFailed(
                                        "frame "
                                                + offset
                                                + " of partition "
                                                + name
                                                + " was trimmed; the first is "
                                                + firstOffset()));
    }

    private InvalidArgument beyondEnd(long offset, State now) {
        return new InvalidArgument(
                "offset in partition "
                        + name
                        + " must not be above its end "
                        + now.end().offset()
                        + " but was "
                        + offset);
    }

    /// Looks again when the segment was trimmed between looking it up and opening it.
    private <T> T lookUp(Lookup<T> lookup) {
        while (true) {
            requireUsable();
            State now = state;
            try {
                return lookup.in(now);
            } catch (NoSuchFileException e) {
                if (state.segments() == now.segments()) {
                    throw new LogFailed("a segment of partition " + name + " is missing", e);
                }
            } catch (IOException e) {
                throw new LogFailed("cannot read partition " + name + ": " + e.getMessage(), e);
            }
        }
    }

    private interface Lookup<T> {
        T in(State now) throws IOException;
    }

    /// What is durable at one moment.
    ///
    /// @param segments in order of their offsets; never none
    record State(List<Segment> segments, PartitionEnd end) {
        Segment active() {
            return segments.getLast();
        }

        Optional<Segment> segmentOf(long offset) {
            int low = 0;
            int high = segments.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (segments.get(middle).baseOffset() <= offset) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == 0 ? Optional.empty() : Optional.of(segments.get(low - 1));
        }

        /// Arrival of the last frame at or below the end of segment `index`.
        long lastArrivalMillis(int index) {
            return index + 1 < segments.size()
                    ? segments.get(index + 1).header().arrivalFloorMillis()
                    : end.arrivalMillis();
        }

        long endOf(Segment segment) {
            int next = segments.indexOf(segment) + 1;
            return next < segments.size() ? segments.get(next).baseOffset() : end.offset();
        }
    }
}
