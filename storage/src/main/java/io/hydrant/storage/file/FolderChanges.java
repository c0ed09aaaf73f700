package io.hydrant.storage.file;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;

/// Counts the changes this process makes to the names in folders. A folder's time of change is too
/// coarse to tell two changes of the same moment apart; this is not. Safe for use by many threads.
///
/// Folders share counters, so a count may also rise for a change elsewhere.
final class FolderChanges {
    private final AtomicLongArray counts = new AtomicLongArray(4_096);

    /// To be called after the change, before it is answered.
    void changed(Path folder) {
        counts.incrementAndGet(index(folder));
    }

    long count(Path folder) {
        return counts.get(index(folder));
    }

    private int index(Path folder) {
        int hash = folder.hashCode();
        return (hash ^ hash >>> 16) & counts.length() - 1;
    }
}
