package io.hydrant.storage.file;

import java.util.Arrays;
import java.util.List;

/// The first entries of a folder from a bound on, in key order.
///
/// @param more whether others come behind them
record FolderBatch(byte[] bound, List<FolderLevel.Entry> entries, boolean more) {
    /// Whether the names from another bound on begin in here.
    boolean covers(byte[] from) {
        return Arrays.compareUnsigned(bound, from) <= 0
                && (!more || Arrays.compareUnsigned(from, entries.getLast().name()) <= 0);
    }

    FolderBatch startingAt(byte[] from) {
        List<FolderLevel.Entry> wanted =
                entries.stream().filter(entry -> isWanted(entry.name(), from)).toList();
        return new FolderBatch(from, wanted, more);
    }

    /// Names at or behind the bound, and the folder the bound lies in.
    static boolean isWanted(byte[] name, byte[] bound) {
        return Arrays.compareUnsigned(name, bound) >= 0
                || name.length > 0
                        && name[name.length - 1] == '/'
                        && KeyWalk.startsWith(bound, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FolderBatch that
                && Arrays.equals(bound, that.bound)
                && entries.equals(that.entries)
                && more == that.more;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bound) * 31 + entries.hashCode();
    }
}
