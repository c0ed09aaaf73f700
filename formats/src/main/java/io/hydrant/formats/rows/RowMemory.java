package io.hydrant.formats.rows;

import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The memory of all rows that wait for their files, with one budget.
///
/// Over the budget the rows of the largest stores go to staging files, until a quarter of the
/// budget is free: that takes the fewest writes. The thread that needed memory does it. The budget
/// is exceeded only by what a single thread needs to go on while nothing can be staged: a row that
/// is larger than the budget, or one chunk while all others are being read.
///
/// For many threads.
public final class RowMemory implements Closeable {
    private final long bytesMax;
    private final StagingFiles files;
    private final Chunks chunks;
    private final Set<RowStore> stores = ConcurrentHashMap.newKeySet();
    private final Telemetry.Counter bytesStaged;

    /// Thousands of stores of one schema share it.
    private volatile RowCodec lastCodec = new RowCodec(new TableSchema(List.of()));

    /// Held while rows are written to a staging file: one thread makes room for all.
    private final ReentrantLock staging = new ReentrantLock();

    private RowMemory(long bytesMax, StagingFiles files, Telemetry telemetry) {
        this.bytesMax = bytesMax;
        this.files = files;
        this.chunks = new Chunks(bytesMax);
        this.bytesStaged =
                telemetry.counter(
                        "hydrant_rows_staged_bytes_total",
                        "Bytes of rows written to staging files",
                        Labels.NONE);
        telemetry.gauge(
                "hydrant_rows_memory_bytes",
                "Memory held for rows that wait for their files",
                Labels.NONE,
                this::bytesHeld);
        telemetry.gauge(
                "hydrant_rows_staged_bytes",
                "Bytes of rows in staging files",
                Labels.NONE,
                this::bytesStaged);
    }

    /// @param bytesMax the budget
    /// @param stagingFolder is made if it is missing, and belongs to this memory alone; what a
    ///   crash left there is deleted
    public static RowMemory open(long bytesMax, Path stagingFolder, Telemetry telemetry)
            throws IOException {
        if (bytesMax < 0) {
            throw new InvalidArgument("bytesMax must be at least 0 but was " + bytesMax);
        }
        return new RowMemory(bytesMax, StagingFiles.open(stagingFolder), telemetry);
    }

    /// An empty store for rows of this schema; close it when its rows are written.
    public RowStore store(TableSchema schema) {
        RowCodec codec = lastCodec;
        if (!codec.schema().equals(schema)) {
            codec = new RowCodec(schema);
            lastCodec = codec;
        }
        RowStore store = new RowStore(codec, this);
        stores.add(store);
        return store;
    }

    public long bytesMax() {
        return bytesMax;
    }

    /// Memory held, with that which is kept for the next rows.
    public long bytesHeld() {
        return chunks.bytesHeld();
    }

    /// Memory that the rows of open stores take.
    public long bytesInUse() {
        return chunks.bytesInUse();
    }

    /// Bytes of rows in staging files.
    public long bytesStaged() {
        return files.bytes();
    }

    /// Memory for rows, at once or after others' rows were staged. The caller holds no monitor of a
    /// store.
    Chunk take(int bytes) throws IOException {
        Optional<Chunk> chunk = chunks.take(bytes);
        if (chunk.isPresent()) {
            return chunk.get();
        }
        staging.lock();
        try {
            chunk = chunks.take(bytes); // another thread may have made room
            if (chunk.isPresent()) {
                return chunk.get();
            }
            stageLargest(bytesMax - bytesMax / 4 - bytes);
            return chunks.take(bytes).orElseGet(() -> chunks.takeBeyond(bytes));
        } finally {
            staging.unlock();
        }
    }

    private void stageLargest(long bytesInUseWanted) throws IOException {
        for (Candidate candidate : candidates()) {
            RowStore store = candidate.store;
            List<Chunk> leaving = store.leave();
            while (!leaving.isEmpty()) {
                if (!stage(store, leaving)) {
                    break;
                }
                if (chunks.bytesInUse() <= bytesInUseWanted) {
                    return;
                }
                leaving = store.leave();
            }
        }
    }

    private record Candidate(RowStore store, long bytes) {}

    /// The largest first.
    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (RowStore store : stores) {
            long bytes = store.bytesInMemory();
            if (bytes > 0) {
                candidates.add(new Candidate(store, bytes));
            }
        }
        candidates.sort(Comparator.comparingLong(Candidate::bytes).reversed());
        return candidates;
    }

    /// Returns whether the store is still open.
    private boolean stage(RowStore store, List<Chunk> leaving) throws IOException {
        Optional<Extent> extent = Optional.empty();
        try {
            extent = Optional.of(files.append(leaving));
        } finally {
            if (extent.isEmpty() && !store.stay()) {
                chunks.giveBack(leaving);
            }
        }
        boolean open = store.left(extent.get());
        chunks.giveBack(leaving);
        bytesStaged.add(extent.get().bytes());
        if (!open) {
            files.release(List.of(extent.get()));
        }
        return open;
    }

    void forget(RowStore store, List<Chunk> free, List<Extent> released) throws IOException {
        stores.remove(store);
        chunks.giveBack(free);
        files.release(released);
    }

    /// Deletes the staging files. No store is used afterwards.
    @Override
    public void close() throws IOException {
        files.close();
    }
}
