package io.hydrant.storage.file;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// One look at all names of a folder that keeps the smallest at or behind a bound.
///
/// Used once, by one thread.
final class FolderScan {
    private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

    private final byte[] bound;
    private final int entriesMax;
    private final PriorityQueue<FolderLevel.Entry> smallest =
            new PriorityQueue<>(256, FolderLevel.ORDER.reversed());
    private boolean more;
    private boolean oneFolder = true;

    FolderScan(byte[] bound, int entriesMax) {
        this.bound = bound;
        this.entriesMax = entriesMax;
    }

    FolderBatch run(Path folder) throws IOException {
        collect(folder, "");
        List<FolderLevel.Entry> sorted = new ArrayList<>(smallest);
        sorted.sort(FolderLevel.ORDER);
        return new FolderBatch(bound, sorted, more);
    }

    /// Whether all names were in the folder itself, and none in one that continues a long segment.
    boolean oneFolder() {
        return oneFolder;
    }

    private void collect(Path directory, String chunks) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                consider(child, chunks);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Removed while the walk was on its way here.
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void consider(Path child, String chunks) throws IOException {
        String name = child.getFileName().toString();
        Optional<KeyNames.Decoded> decoded = KeyNames.decode(chunks + name);
        if (decoded.isEmpty()) {
            LOG.debug("{} is no name of a key and not listed", child);
            return;
        }
        if (decoded.get().kind() == KeyNames.Kind.CONTINUES) {
            String longer = chunks + name.substring(0, name.length() - KeyNames.CONTINUES.length());
            if (BucketTree.isFolder(child)) {
                oneFolder = false;
                collect(child, longer);
            }
            return;
        }
        if (!chunks.isEmpty() && !KeyNames.isChunked(chunks, name)) {
            return;
        }
        add(child, decoded.get());
    }

    private void add(Path child, KeyNames.Decoded decoded) {
        byte[] plain = decoded.segment();
        byte[] slashed = Arrays.copyOf(plain, plain.length + 1);
        slashed[plain.length] = '/';
        if (!wanted(plain) && !wanted(slashed)) {
            return;
        }
        boolean full = smallest.size() >= entriesMax;
        if (full && Arrays.compareUnsigned(plain, smallest.peek().name()) > 0) {
            more = true;
            return;
        }
        boolean isOther = decoded.kind() == KeyNames.Kind.OTHER;
        boolean isFolder = !isOther && BucketTree.isFolder(child);
        byte[] name = isFolder ? slashed : plain;
        if (!wanted(name)) {
            return;
        }
        smallest.add(new FolderLevel.Entry(name, child, isFolder, isOther));
        if (smallest.size() > entriesMax) {
            smallest.poll();
            more = true;
        }
    }

    private boolean wanted(byte[] name) {
        return FolderBatch.isWanted(name, bound);
    }
}
