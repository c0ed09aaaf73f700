package io.hydrant.streams.shard;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/// Data streams for tests: streams and shards are kept in memory, records in the log that is given.
///
/// Shards are split, merged, trimmed and forgotten when the test says so. Safe for use by many
/// threads, so that tests can reshard under load.
public final class MemoryStreams implements ShardDirectory {
    private static final Runnable NOTHING = () -> {};
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    private final StreamLog log;
    private final InstantSource clock;
    private final ConcurrentMap<DataStreamId, Stream> streams = new ConcurrentHashMap<>();
    private final Map<DataStreamId, List<Runnable>> watchers = new ConcurrentHashMap<>();
    private int createdCount;

    public MemoryStreams(StreamLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /// Makes a stream of so many shards of equal width, without encryption and quotas, for records
    /// up to 1 MiB.
    public synchronized Stream create(DataStreamId id, int shardCount) {
        createdCount++;
        Stream stream = new Stream(id, clock.instant(), createdCount);
        BigInteger width = HASH_KEYS.divide(BigInteger.valueOf(shardCount));
        for (int i = 0; i < shardCount; i++) {
            HashKey start = HashKey.of(width.multiply(BigInteger.valueOf(i)));
            HashKey end =
                    i == shardCount - 1
                            ? HashKey.MAX
                            : HashKey.of(
                                    width.multiply(BigInteger.valueOf(i + 1L))
                                            .subtract(BigInteger.ONE));
            stream.add(new HashKeyRange(start, end), List.of());
        }
        streams.put(id, stream);
        changed(id);
        return stream;
    }

    public void delete(DataStreamId id) {
        streams.remove(id);
        changed(id);
    }

    /// @throws DataStreamNotFound when there is no such stream
    public Stream stream(DataStreamId id) {
        return Optional.ofNullable(streams.get(id)).orElseThrow(() -> new DataStreamNotFound(id));
    }

    @Override
    public List<Shard> shards(DataStreamId id) {
        return List.copyOf(stream(id).shards);
    }

    @Override
    public StreamState state(DataStreamId id) {
        Stream stream = stream(id);
        return new StreamState(stream.created, true, stream.encrypted);
    }

    @Override
    public Watch watch(DataStreamId id, Runnable changed) {
        List<Runnable> all = watchers.computeIfAbsent(id, _ -> new CopyOnWriteArrayList<>());
        all.add(changed);
        return () -> all.remove(changed);
    }

    private void changed(DataStreamId id) {
        watchers.getOrDefault(id, List.of()).forEach(Runnable::run);
    }

    /// One stream, open for changes by the test.
    public final class Stream implements WritableStream {
        private final DataStreamId id;
        private final Instant created;
        private final int generation;
        private final ReadWriteLock closing = new ReentrantReadWriteLock();
        private final List<MemoryShard> shards = new CopyOnWriteArrayList<>();
        private final Set<CompletableFuture<Appended>> pending = ConcurrentHashMap.newKeySet();
        private volatile List<Shard> open = List.of();
        private volatile boolean encrypted;
        private volatile boolean quotasHold;
        private volatile int recordBytesMax = 1 << 20;
        private volatile UnaryOperator<CompletableFuture<Appended>> appends =
                UnaryOperator.identity();
        private final AtomicReference<Runnable> beforeAppend = new AtomicReference<>(NOTHING);
        private long shardsMade;

        private Stream(DataStreamId id, Instant created, int generation) {
            this.id = id;
            this.created = created;
            this.generation = generation;
        }

        @Override
        public DataStreamId id() {
            return id;
        }

        public Instant created() {
            return created;
        }

        @Override
        public boolean encrypted() {
            return encrypted;
        }

        @Override
        public int recordBytesMax() {
            return recordBytesMax;
        }

        @Override
        public boolean quotasHold() {
            return quotasHold;
        }

        @Override
        public List<Shard> openShards() {
            return open;
        }

        @Override
        public CompletableFuture<Appended> append(Shard shard, Frame frame) {
            beforeAppend.getAndSet(NOTHING).run();
            closing.readLock().lock();
            try {
                if (shard.closed().isPresent()) {
                    throw new ShardClosed(id, shard.id());
                }
                CompletableFuture<Appended> appended = shard.log().append(frame);
                pending.add(appended);
                appended.whenComplete((_, _) -> pending.remove(appended));
                return appends.apply(appended);
            } finally {
                closing.readLock().unlock();
            }
        }

        public Stream encrypt(boolean on) {
            encrypted = on;
            return this;
        }

        public Stream holdQuotas(boolean hold) {
            quotasHold = hold;
            return this;
        }

        public Stream limitRecords(int bytesMax) {
            recordBytesMax = bytesMax;
            return this;
        }

        /// Lets a test look at or spoil the future of each append to come.
        public void interceptAppends(UnaryOperator<CompletableFuture<Appended>> step) {
            appends = step;
        }

        /// Runs something, such as a split, right before the next append.
        public void beforeNextAppend(Runnable step) {
            beforeAppend.set(step);
        }

        /// Shard `index` of the stream, open or closed.
        public Shard shard(int index) {
            return find(new ShardId(index));
        }

        /// Closes a shard and opens its two children.
        ///
        /// @param at the first hash key of the second child
        public void split(ShardId parent, HashKey at) {
            reshard(
                    List.of(find(parent)),
                    range ->
                            List.of(
                                    new HashKeyRange(range.start(), before(at)),
                                    new HashKeyRange(at, range.end())));
        }

        /// Splits a shard in the middle.
        public void split(ShardId parent) {
            HashKeyRange range = find(parent).range();
            BigInteger sum = range.start().toBigInteger().add(range.end().toBigInteger());
            split(parent, HashKey.of(sum.shiftRight(1).add(BigInteger.ONE)));
        }

        /// Closes two neighbours and opens their child.
        public void merge(ShardId first, ShardId second) {
            reshard(List.of(find(first), find(second)), List::of);
        }

        /// Lets the records below a frame count as gone.
        public void moveHorizon(ShardId shard, long offset) {
            find(shard).moveHorizon(offset);
        }

        /// Forgets a closed shard whose records are all gone.
        public void expire(ShardId shard) {
            shards.remove(find(shard));
            changed(id);
        }

        private interface Division {
            List<HashKeyRange> of(HashKeyRange range);
        }

        private void reshard(List<MemoryShard> parents, Division division) {
            closing.writeLock().lock();
            try {
                // all that a closed shard will ever have lies below the end of its log
                CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
                        .handle((_, _) -> true)
                        .join();
                parents.forEach(parent -> parent.close(clock.instant()));
                HashKeyRange whole =
                        new HashKeyRange(
                                parents.getFirst().range().start(),
                                parents.getLast().range().end());
                division.of(whole).forEach(range -> add(range, parents));
            } finally {
                closing.writeLock().unlock();
            }
            changed(id);
        }

        private void add(HashKeyRange range, List<MemoryShard> parents) {
            ShardId next = new ShardId(shardsMade);
            shardsMade++;
            shards.add(new MemoryShard(this, next, range, parents, clock.instant()));
            List<Shard> nowOpen = new ArrayList<>(shards);
            nowOpen.removeIf(shard -> shard.closed().isPresent());
            nowOpen.sort((a, b) -> a.range().start().compareTo(b.range().start()));
            open = List.copyOf(nowOpen);
        }

        private MemoryShard find(ShardId shard) {
            return shards.stream()
                    .filter(candidate -> candidate.id().equals(shard))
                    .findFirst()
                    .orElseThrow(() -> ShardNotFound.reading(id, shard.toString()));
        }

        LogPartition partition(ShardId shard) {
            return log.partition(
                    new PartitionName(
                            "kinesis/%s/%s/%s/%d/%s"
                                    .formatted(
                                            id.account(),
                                            id.region(),
                                            id.name(),
                                            generation,
                                            shard)),
                    StreamLog.Purpose.RECORDS);
        }

        private static HashKey before(HashKey key) {
            return HashKey.of(key.toBigInteger().subtract(BigInteger.ONE));
        }
    }
}
