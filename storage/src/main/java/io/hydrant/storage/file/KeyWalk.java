package io.hydrant.storage.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Visits the keys of a bucket in UTF-8 byte order, a bounded number of names in memory per level.
///
/// Folders sort as their name with a `/` behind it, so visiting depth first in that order is the
/// order of the keys. Used by one thread; sees changes made meanwhile or not.
final class KeyWalk {
    /// How deep the walk goes.
    enum Depth {
        /// Every key under the prefix.
        ALL,
        /// Keys up to the first `/` after the prefix; what lies below is one item.
        ONE_LEVEL
    }

    /// A key, or with [Depth#ONE_LEVEL] the common start of those in a folder (ends in `/`).
    record Item(byte[] key, Optional<FileVersion> version) {
        boolean isCommonPrefix() {
            return version.isEmpty();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item that && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }
    }

    /// Which keys are visited.
    ///
    /// @param from the first key wanted
    record KeyRange(byte[] prefix, byte[] from) {
        @Override
        public boolean equals(Object other) {
            return other instanceof KeyRange that
                    && Arrays.equals(prefix, that.prefix)
                    && Arrays.equals(from, that.from);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(prefix) * 31 + Arrays.hashCode(from);
        }
    }

    private final FolderBatches batches;
    private final Depth depth;
    private final byte[] prefix;
    private final Deque<FolderLevel> levels = new ArrayDeque<>();
    private byte[] skipped = new byte[0];

    KeyWalk(FolderBatches batches, Path bucket, KeyRange range, Depth depth) {
        byte[] prefix = range.prefix();
        byte[] from = range.from();
        this.batches = batches;
        this.depth = depth;
        this.prefix = prefix;
        byte[] folderPrefix = Arrays.copyOf(prefix, lastSlash(prefix) + 1);
        Path folder = StoreFolders.resolve(bucket, KeyNames.folderOf(folderPrefix));
        byte[] first = Arrays.compareUnsigned(from, prefix) < 0 ? prefix : from;
        if (BucketTree.isFolder(folder)) {
            push(folder, folderPrefix, first);
        }
    }

    Optional<Item> next() throws IOException {
        while (!levels.isEmpty()) {
            FolderLevel level = levels.peek();
            Optional<FolderLevel.Entry> found = level.next();
            if (found.isEmpty()) {
                levels.pop();
                continue;
            }
            FolderLevel.Entry entry = found.get();
            byte[] key = join(level.keyPrefix(), entry.name());
            if (isSkipped(key)) {
                continue;
            }
            if (!startsWith(key, prefix) && !startsWith(prefix, key)) {
                if (Arrays.compareUnsigned(key, prefix) > 0) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<Item> item = entry.isFolder() ? enter(entry, key, level) : item(entry, key);
            if (item.isPresent()) {
                return item;
            }
        }
        return Optional.empty();
    }

    /// Leaves out all keys that start so; only keys after the last one visited may.
    void skip(byte[] start) {
        skipped = start;
        while (!levels.isEmpty() && startsWith(levels.peek().keyPrefix(), start)) {
            levels.pop();
        }
    }

    private Optional<Item> item(FolderLevel.Entry entry, byte[] key) throws IOException {
        Optional<FileVersion> version = FileVersion.of(entry.path());
        return version.isEmpty() ? Optional.empty() : Optional.of(new Item(key, version));
    }

    private Optional<Item> enter(FolderLevel.Entry entry, byte[] key, FolderLevel level)
            throws IOException {
        if (depth == Depth.ONE_LEVEL) {
            boolean holdsKeys = FolderLevel.holdsKeys(entry.path());
            return holdsKeys ? Optional.of(new Item(key, Optional.empty())) : Optional.empty();
        }
        push(entry.path(), key, level.from());
        return Optional.empty();
    }

    private void push(Path folder, byte[] keyPrefix, byte[] from) {
        levels.push(new FolderLevel(batches, folder, keyPrefix, from));
    }

    private boolean isSkipped(byte[] key) {
        return skipped.length > 0 && startsWith(key, skipped);
    }

    static boolean startsWith(byte[] text, byte[] start) {
        return text.length >= start.length
                && Arrays.equals(text, 0, start.length, start, 0, start.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(first.length + second.length);
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static int lastSlash(byte[] text) {
        for (int i = text.length - 1; i >= 0; i--) {
            if (text[i] == '/') {
                return i;
            }
        }
        return -1;
    }
}
