package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Reads folders in batches, and remembers a few of them: the next page of a listing goes on in the
/// batch of the page before, so that paging through a large folder does not read it for every page.
///
/// A batch is used again only while the folder's time of change and the count of changes made by
/// this process are what they were before it was read. Safe for use by many threads.
final class FolderBatches {
    /// An entry takes some 400 bytes: a batch about 3 MiB.
    private static final int BATCH_ENTRIES = 8_192;

    private static final int REMEMBERED_MAX = 12;

    /// Reading a smaller folder again costs less than remembering it.
    private static final int REMEMBERED_ENTRIES_MIN = 1_000;

    private record State(FileTime modified, long changes) {}

    private record Remembered(Path folder, State state, FolderBatch batch) {}

    private final FolderChanges changes;

    /// The latest used comes first. Guarded by itself.
    private final Deque<Remembered> remembered = new ArrayDeque<>();

    FolderBatches(FolderChanges changes) {
        this.changes = changes;
    }

    FolderBatch read(Path folder, byte[] bound) throws IOException {
        Optional<State> state = state(folder);
        if (state.isEmpty()) {
            return new FolderBatch(bound, List.of(), false);
        }
        Optional<FolderBatch> known = recall(folder, state.get(), bound);
        if (known.isPresent()) {
            return known.get().startingAt(bound);
        }
        FolderScan scan = new FolderScan(bound, BATCH_ENTRIES);
        FolderBatch batch = scan.run(folder);
        if (scan.oneFolder() && batch.entries().size() >= REMEMBERED_ENTRIES_MIN) {
            remember(new Remembered(folder, state.get(), batch));
        }
        return batch;
    }

    /// The count is taken first: a change that comes between makes the state older than the names,
    /// never newer.
    private Optional<State> state(Path folder) throws IOException {
        long count = changes.count(folder);
        try {
            return Optional.of(new State(Files.getLastModifiedTime(folder), count));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<FolderBatch> recall(Path folder, State state, byte[] bound) {
        synchronized (remembered) {
            Iterator<Remembered> all = remembered.iterator();
            while (all.hasNext()) {
                Remembered one = all.next();
                if (!one.folder().equals(folder)) {
                    continue;
                }
                if (!one.state().equals(state)) {
                    all.remove();
                } else if (one.batch().covers(bound)) {
                    all.remove();
                    remembered.addFirst(one);
                    return Optional.of(one.batch());
                }
            }
            return Optional.empty();
        }
    }

    private void remember(Remembered one) {
        synchronized (remembered) {
            remembered.addFirst(one);
            if (remembered.size() > REMEMBERED_MAX) {
                remembered.removeLast();
            }
        }
    }
}
