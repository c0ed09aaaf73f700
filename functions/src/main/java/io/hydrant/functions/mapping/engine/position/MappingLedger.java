package io.hydrant.functions.mapping.engine.position;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.StoredFrame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/// The positions of one mapping in all its shards, kept in a partition of the log. Safe for use by
/// many threads, of which each keeps the progress of shards of its own.
///
/// What changes something returns when that would survive power loss; when it throws
/// [LogException], it is to be called again with the same: until then the change may or may not
/// survive. The lock is not held while the log writes.
public final class MappingLedger {
    private static final int ENTRIES_BETWEEN_SNAPSHOTS = 2_000;
    private static final ByteBuffer NO_METADATA = ByteBuffer.allocate(0);

    private final LogPartition partition;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ShardKey, ShardProgress> shards = new TreeMap<>();
    private int entriesSinceSnapshot;
    private boolean closed;

    private MappingLedger(LogPartition partition) {
        this.partition = partition;
    }

    /// Reads the ledger back.
    ///
    /// @throws LogFailed when what is there cannot be understood
    public static MappingLedger open(LogPartition partition) {
        MappingLedger ledger = new MappingLedger(partition);
        try (FrameReader reader = partition.reader(partition.firstOffset())) {
            for (Optional<StoredFrame> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                ledger.replay(next.get());
            }
        }
        return ledger;
    }

    public Optional<ShardProgress> find(ShardKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(shards.get(key));
        } finally {
            lock.unlock();
        }
    }

    public Map<ShardKey, ShardProgress> all() {
        lock.lock();
        try {
            return Map.copyOf(shards);
        } finally {
            lock.unlock();
        }
    }

    /// Keeps how far the mapping has come in a shard; nothing happens once the ledger is closed.
    public void keep(ShardKey key, ShardProgress progress) {
        change(LedgerCodec.progress(key, progress), () -> shards.put(key, progress));
    }

    /// Forgets shards that are not there any more.
    public void forget(Collection<ShardKey> keys) {
        keys.forEach(key -> change(LedgerCodec.forgotten(key), () -> shards.remove(key)));
    }

    /// Nothing is written from now on: another may open the ledger, or remove it.
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void change(byte[] entry, Runnable step) {
        CompletableFuture<Appended> kept;
        Optional<CompletableFuture<Appended>> snapshot = Optional.empty();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            kept = append(entry);
            step.run();
            entriesSinceSnapshot++;
            if (entriesSinceSnapshot >= ENTRIES_BETWEEN_SNAPSHOTS) {
                snapshot = Optional.of(append(LedgerCodec.snapshot(shards)));
                entriesSinceSnapshot = 0;
            }
        } finally {
            lock.unlock();
        }
        await(kept);
        // in memory the snapshot had all entries before it, whether or not their appends fail
        snapshot.ifPresent(appended -> partition.trimBelow(await(appended).offset()));
    }

    private CompletableFuture<Appended> append(byte[] entry) {
        int[] lengths = {entry.length};
        return partition.append(new Frame(NO_METADATA, lengths, ByteBuffer.wrap(entry)));
    }

    private Appended await(CompletableFuture<Appended> appended) {
        try {
            return appended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException failure
                    ? failure
                    : new LogFailed("ledger " + partition.name() + " cannot be written", e);
        }
    }

    private void replay(StoredFrame frame) {
        ByteBuffer payload = frame.payload();
        for (int i = 0; i < frame.recordCount(); i++) {
            byte[] entry = new byte[frame.recordBytes(i)];
            payload.get(payload.position() + frame.recordStart(i), entry);
            try {
                LedgerCodec.apply(entry, shards);
                entriesSinceSnapshot++;
            } catch (IOException | InvalidArgument e) {
                throw new LogFailed(
                        "ledger %s, frame %d: %s"
                                .formatted(partition.name(), frame.offset(), e.getMessage()),
                        e);
            }
        }
    }
}
