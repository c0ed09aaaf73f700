package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The entries of one folder in key order, read in batches so that a folder of millions of names
/// never lies in memory whole.
///
/// Used by one thread.
final class FolderLevel {
    static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::name, Arrays::compareUnsigned)
                    .thenComparing(Entry::isOther);

    /// @param name the segment's bytes, with a `/` behind it for a folder
    /// @param isOther whether it is an object at its other path
    record Entry(byte[] name, Path path, boolean isFolder, boolean isOther) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Entry that && path.equals(that.path);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }
    }

    private final FolderBatches batches;
    private final Path folder;
    private final byte[] keyPrefix;
    private final byte[] from;
    private byte[] bound;
    private List<Entry> batch = List.of();
    private int index;
    private boolean more;
    private byte[] lastName;

    FolderLevel(FolderBatches batches, Path folder, byte[] keyPrefix, byte[] from) {
        this.batches = batches;
        this.folder = folder;
        this.keyPrefix = keyPrefix;
        this.from = from;
        this.bound =
                KeyWalk.startsWith(from, keyPrefix)
                        ? Arrays.copyOfRange(from, keyPrefix.length, from.length)
                        : new byte[0];
        boolean allSmaller =
                !KeyWalk.startsWith(from, keyPrefix) && Arrays.compareUnsigned(keyPrefix, from) < 0;
        this.more = !allSmaller;
        this.lastName = new byte[] {'/'};
    }

    byte[] keyPrefix() {
        return keyPrefix;
    }

    /// The first key wanted, wherever it lies.
    byte[] from() {
        return from;
    }

    Optional<Entry> next() throws IOException {
        while (true) {
            if (index == batch.size()) {
                if (!more) {
                    return Optional.empty();
                }
                load();
                if (batch.isEmpty()) {
                    return Optional.empty();
                }
            }
            Entry entry = batch.get(index++);
            boolean hidden = entry.isOther() && Arrays.equals(entry.name(), lastName);
            lastName = entry.name();
            if (!hidden) {
                return Optional.of(entry);
            }
        }
    }

    /// Whether any key lies in a folder or below it.
    static boolean holdsKeys(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (KeyNames.decode(child.getFileName().toString()).isEmpty()) {
                    continue;
                }
                boolean isFolder = BucketTree.isFolder(child);
                if (isFolder ? holdsKeys(child) : BucketTree.isFile(child)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void load() throws IOException {
        FolderBatch loaded = batches.read(folder, bound);
        batch = loaded.entries();
        more = loaded.more();
        index = 0;
        if (!batch.isEmpty()) {
            bound = after(batch.getLast());
        }
    }

    /// The smallest name behind an entry and, for a folder, behind all it holds.
    private static byte[] after(Entry entry) {
        byte[] name = entry.name();
        if (entry.isFolder()) {
            byte[] next = name.clone();
            next[next.length - 1]++;
            return next;
        }
        return Arrays.copyOf(name, name.length + 1);
    }
}
