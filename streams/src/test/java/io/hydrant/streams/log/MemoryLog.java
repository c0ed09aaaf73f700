package io.hydrant.streams.log;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// A log in memory, for tests. It keeps what was appended when a lane "crashes"; trimmed frames and
/// deleted partitions are really gone.
public final class MemoryLog implements StreamLog {
    private final InstantSource clock;
    private final Map<PartitionName, Partition> partitions = new HashMap<>();
    private Predicate<PartitionName> refuses = _ -> false;
    private Predicate<PartitionName> unreadable = _ -> false;

    public MemoryLog(InstantSource clock) {
        this.clock = clock;
    }

    /// Appends to these partitions fail as on a full disk.
    public synchronized void refuse(Predicate<PartitionName> partitionNames) {
        refuses = partitionNames;
    }

    /// Payloads in these partitions cannot be read, as on a disk that fails; heads can.
    public synchronized void unreadable(Predicate<PartitionName> partitionNames) {
        unreadable = partitionNames;
    }

    @Override
    public synchronized LogPartition partition(PartitionName name, Purpose purpose) {
        return partitions.computeIfAbsent(name, Partition::new);
    }

    @Override
    public synchronized Set<PartitionName> partitions() {
        return Set.copyOf(partitions.keySet());
    }

    @Override
    public synchronized void delete(PartitionName name) {
        Partition removed = partitions.remove(name);
        if (removed != null) {
            removed.deleted = true;
        }
    }

    @Override
    public void close() {}

    private record Kept(
            Partition in,
            long offset,
            Instant arrival,
            byte[] head,
            int[] recordBytes,
            byte[] bytes)
            implements StoredFrame {
        @Override
        public int recordCount() {
            return recordBytes.length;
        }

        @Override
        public int recordBytes(int index) {
            return recordBytes[index];
        }

        @Override
        public int recordStart(int index) {
            int start = 0;
            for (int i = 0; i < index; i++) {
                start += recordBytes[i];
            }
            return start;
        }

        @Override
        public ByteBuffer metadata() {
            return ByteBuffer.wrap(head).asReadOnlyBuffer();
        }

        @Override
        public int payloadBytes() {
            return bytes.length;
        }

        @Override
        public ByteBuffer payload() {
            in.requireReadable();
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
    }

    private final class Partition implements LogPartition {
        private final PartitionName name;
        private final List<Kept> frames = new ArrayList<>();
        private long trimmed;
        private boolean deleted;

        Partition(PartitionName name) {
            this.name = name;
        }

        @Override
        public PartitionName name() {
            return name;
        }

        @Override
        public CompletableFuture<Appended> append(Frame frame) {
            synchronized (MemoryLog.this) {
                if (refuses.test(name)) {
                    return CompletableFuture.failedFuture(new LogFull("no room for " + name));
                }
                requireThere();
                Kept kept =
                        new Kept(
                                this,
                                endOffset(),
                                clock.instant(),
                                copy(frame.metadata()),
                                frame.recordBytes(),
                                copy(frame.payload()));
                frames.add(kept);
                MemoryLog.this.notifyAll();
                return CompletableFuture.completedFuture(
                        new Appended(kept.offset(), kept.arrival()));
            }
        }

        @Override
        public long firstOffset() {
            synchronized (MemoryLog.this) {
                return trimmed;
            }
        }

        @Override
        public long endOffset() {
            synchronized (MemoryLog.this) {
                return frames.size();
            }
        }

        @Override
        public Extent extentFrom(long offset) {
            synchronized (MemoryLog.this) {
                requireThere();
                long records = 0;
                long bytes = 0;
                long from = Math.max(offset, trimmed);
                for (Kept frame : frames.subList((int) from, frames.size())) {
                    records += frame.recordCount();
                    bytes += frame.payloadBytes();
                }
                return new Extent(frames.size() - from, records, bytes);
            }
        }

        @Override
        public long offsetAt(Instant arrival) {
            synchronized (MemoryLog.this) {
                requireThere();
                long below = frames.stream().filter(f -> f.arrival().isBefore(arrival)).count();
                return Math.max(below, trimmed);
            }
        }

        @Override
        public FrameReader reader(long fromOffset) {
            requireThere();
            if (fromOffset < firstOffset() || fromOffset > endOffset()) {
                throw new LogFailed("no frame " + fromOffset + " in " + name);
            }
            return new Reader(this, fromOffset);
        }

        @Override
        public void trimBelow(long offset) {
            synchronized (MemoryLog.this) {
                trimmed = Math.max(trimmed, offset);
            }
        }

        @Override
        public boolean awaitBeyond(long offset, Duration atMost) {
            return endOffset() > offset;
        }

        private void requireReadable() {
            synchronized (MemoryLog.this) {
                if (unreadable.test(name)) {
                    throw new LogFailed("a payload of " + name + " cannot be read");
                }
            }
        }

        private void requireThere() {
            synchronized (MemoryLog.this) {
                if (deleted) {
                    throw new LogFailed("partition " + name + " was deleted");
                }
            }
        }

        private static byte[] copy(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }

        private Optional<StoredFrame> at(long offset) {
            synchronized (MemoryLog.this) {
                requireThere();
                if (offset < trimmed) {
                    throw new LogFailed("frame " + offset + " of " + name + " was trimmed");
                }
                return offset < frames.size()
                        ? Optional.of(frames.get((int) offset))
                        : Optional.empty();
            }
        }
    }

    private static final class Reader implements FrameReader {
        private final Partition partition;
        private long next;

        Reader(Partition partition, long next) {
            this.partition = partition;
            this.next = next;
        }

        @Override
        public Optional<StoredFrame> next() {
            Optional<StoredFrame> frame = partition.at(next);
            if (frame.isPresent()) {
                next++;
            }
            return frame;
        }

        @Override
        public void close() {}
    }
}
