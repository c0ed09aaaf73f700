package io.hydrant.delivery.gather;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The memory of all records that wait in open partitions, with one budget.
///
/// Over the budget the records of the largest stores go to staging files, until a quarter of the
/// budget is free: that takes the fewest writes. The thread that needed memory does it. The budget
/// is exceeded only by what a single thread needs to go on while nothing can be staged: a record
/// that is larger than the budget, or one chunk while all others are being read.
///
/// When records cannot be staged (the disk is full, or [GatherLimits] forbid it), the largest
/// stores that nobody reads are lost until there is room, and if that is not enough, the store that
/// needed memory. The next time memory is needed it is tried again.
///
/// For many threads.
public final class RecordMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordMemory.class);

    /// Readers wait for what is being written.
    private static final int STAGED_TOGETHER_BYTES = 4 << 20;

    private final long bytesMax;
    private final StagingFiles files;
    private final Chunks chunks;
    private final Set<RecordStore> stores = ConcurrentHashMap.newKeySet();
    private final Telemetry.Counter bytesStaged;
    private final Telemetry.Counter storesLost;

    /// Held while records are written to a staging file: one thread makes room for all.
    private final ReentrantLock staging = new ReentrantLock();

    /// Guarded by [#staging].
    private long failureCount;

    private RecordMemory(long bytesMax, StagingFiles files, Telemetry telemetry) {
        this.bytesMax = bytesMax;
        this.files = files;
        this.chunks = new Chunks(bytesMax);
        this.bytesStaged =
                telemetry.counter(
                        "hydrant_gathered_staged_bytes_total",
                        "Bytes of waiting records written to staging files",
                        Labels.NONE);
        this.storesLost =
                telemetry.counter(
                        "hydrant_gathered_lost_stores_total",
                        "Open partitions whose records are read from the log again, because they"
                                + " could not be staged or read back",
                        Labels.NONE);
        telemetry.gauge(
                "hydrant_gathered_memory_bytes",
                "Memory held for records that wait in open partitions",
                Labels.NONE,
                this::bytesHeld);
        telemetry.gauge(
                "hydrant_gathered_staging_bytes",
                "Bytes of waiting records in staging files",
                Labels.NONE,
                this::bytesStaged);
    }

    /// @param stagingFolder is made if it is missing, and belongs to this memory alone; what a
    ///   crash left there is deleted
    public static RecordMemory open(GatherLimits limits, Path stagingFolder, Telemetry telemetry)
            throws IOException {
        StagingFiles files = StagingFiles.open(stagingFolder, limits);
        return new RecordMemory(limits.memoryBytesMax(), files, telemetry);
    }

    /// An empty store; close it when its records are delivered.
    ///
    /// @param form what its records are going to be
    public RecordStore store(RecordForm form) {
        RecordStore store = new RecordStore(this, form);
        stores.add(store);
        return store;
    }

    public long bytesMax() {
        return bytesMax;
    }

    /// Memory held, with that which is kept for the next records.
    public long bytesHeld() {
        return chunks.bytesHeld();
    }

    /// Memory that the records of open stores take.
    public long bytesInUse() {
        return chunks.bytesInUse();
    }

    /// Bytes of records in staging files.
    public long bytesStaged() {
        return files.bytes();
    }

    /// Memory for records, at once or after others' records were staged; none if they could not be.
    /// The caller holds no monitor of a store.
    ///
    /// @param bytesHeld by the store
    /// @param recordBytes of the next record, with its length in front
    Optional<Chunk> take(long bytesHeld, int recordBytes) {
        int bytes = Chunks.bytesOfNext(bytesHeld, recordBytes);
        Optional<Chunk> chunk = chunks.take(bytes, recordBytes);
        if (chunk.isPresent()) {
            return chunk;
        }
        staging.lock();
        try {
            chunk = chunks.take(bytes, recordBytes); // another thread may have made room
            if (chunk.isPresent()) {
                return chunk;
            }
            boolean staged = makeRoom(bytes);
            chunk = chunks.take(bytes, recordBytes);
            if (chunk.isPresent() || !staged) {
                return chunk;
            }
            return Optional.of(chunks.takeBeyond(bytes));
        } finally {
            staging.unlock();
        }
    }

    /// Returns false if something could not be staged.
    private boolean makeRoom(int bytes) {
        List<RecordStore> largestFirst = largestFirst();
        try {
            stage(largestFirst, bytesMax - bytesMax / 4 - bytes);
            return true;
        } catch (IOException e) {
            failureCount++;
            if (Long.bitCount(failureCount) == 1) { // the 1st, 2nd, 4th, 8th: the log stays small
                LOG.warn(
                        "records could not be staged in {}, {} times so far: the objects of the"
                                + " largest open partitions are rendered from the log",
                        files.folder(),
                        failureCount,
                        e);
            }
            discard(largestFirst, bytesMax - bytes);
            return false;
        }
    }

    private record Candidate(RecordStore store, long bytes) {}

    private List<RecordStore> largestFirst() {
        List<Candidate> candidates = new ArrayList<>();
        for (RecordStore store : stores) {
            long bytes = store.bytesInMemory();
            if (bytes > 0) {
                candidates.add(new Candidate(store, bytes));
            }
        }
        candidates.sort(Comparator.comparingLong(Candidate::bytes).reversed());
        return candidates.stream().map(Candidate::store).toList();
    }

    private void stage(List<RecordStore> largestFirst, long bytesInUseWanted) throws IOException {
        Deque<RecordStore> rest = new ArrayDeque<>(largestFirst);
        List<Leaving> leaving = leaving(rest, bytesInUseWanted);
        while (!leaving.isEmpty()) {
            stage(leaving);
            leaving = leaving(rest, bytesInUseWanted);
        }
    }

    /// Chunks that go to a staging file together, so that it is written in large pieces.
    private record Leaving(RecordStore store, List<Chunk> chunks) {}

    /// @param stores from each one piece is taken; those that may have more stay
    private List<Leaving> leaving(Deque<RecordStore> stores, long bytesInUseWanted) {
        List<Leaving> leaving = new ArrayList<>();
        List<RecordStore> more = new ArrayList<>();
        long wanted = Math.min(chunks.bytesInUse() - bytesInUseWanted, STAGED_TOGETHER_BYTES);
        long taken = 0;
        while (taken < wanted && !stores.isEmpty()) {
            RecordStore store = stores.pop();
            List<Chunk> piece = store.leave();
            if (!piece.isEmpty()) {
                leaving.add(new Leaving(store, piece));
                more.add(store);
                taken += piece.stream().mapToLong(chunk -> chunk.bytes().length).sum();
            }
        }
        more.reversed().forEach(stores::push);
        return leaving;
    }

    private void stage(List<Leaving> leaving) throws IOException {
        List<Extent> extents = List.of();
        try {
            extents = files.append(leaving.stream().map(Leaving::chunks).toList());
        } finally {
            for (int i = extents.size(); i < leaving.size(); i++) {
                stay(leaving.get(i));
            }
        }
        for (int i = 0; i < leaving.size(); i++) {
            left(leaving.get(i), extents.get(i));
        }
    }

    private void stay(Leaving one) {
        if (!one.store().stay()) {
            chunks.giveBack(one.chunks());
        }
    }

    private void left(Leaving one, Extent extent) {
        boolean needed = one.store().left(extent);
        chunks.giveBack(one.chunks());
        bytesStaged.add(extent.bytes());
        if (!needed) {
            files.release(List.of(extent));
        }
    }

    private void discard(List<RecordStore> largestFirst, long bytesInUseWanted) {
        for (RecordStore store : largestFirst) {
            if (chunks.bytesInUse() <= bytesInUseWanted) {
                return;
            }
            store.discard();
        }
    }

    void lost() {
        storesLost.add(1);
    }

    void giveBack(List<Chunk> free, List<Extent> released) {
        chunks.giveBack(free);
        files.release(released);
    }

    void forget(RecordStore store) {
        stores.remove(store);
    }

    /// Deletes the staging files. No store is used afterwards.
    @Override
    public void close() {
        files.close();
    }
}
