package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where partitions lie on disk:
///
///     <log>/records/firehose/eu-west-1/clicks/lane-0+/00000000000000000000.segment
///     <log>/bookkeeping/...
///
/// A folder per segment of the name; the last one carries a `+`, which no name holds, so that a
/// partition may also be named like the beginning of another. A partition that is being deleted is
/// first renamed to `lane-0+deleted`, so that a crash leaves it either whole or surely gone.
final class PartitionFolders {
    private static final String MARK = "+";
    private static final String DELETED = "+deleted";
    private static final String SEGMENT = ".segment";
    private static final String UNFINISHED = ".new";

    private final LogFiles files;
    private final Path root;

    PartitionFolders(LogFiles files, Path root) {
        this.files = files;
        this.root = root;
    }

    Path folder(PartitionName name, Purpose purpose) {
        return tree(purpose).resolve(name.value() + MARK);
    }

    private Path tree(Purpose purpose) {
        return root.resolve(purpose.name().toLowerCase(Locale.ROOT));
    }

    static Path segment(Path folder, long baseOffset) {
        return folder.resolve("%020d".formatted(baseOffset) + SEGMENT);
    }

    static Path unfinished(Path segment) {
        return segment.resolveSibling(segment.getFileName() + UNFINISHED);
    }

    /// A partition's segment files in order of their offsets.
    List<LogFiles.Entry> segments(Path folder) throws IOException {
        return files.list(folder).stream()
                .filter(entry -> entry.name().endsWith(SEGMENT))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    long segmentBytes(Path folder) throws IOException {
        return segments(folder).stream().mapToLong(LogFiles.Entry::bytes).sum();
    }

    /// Removes what an interrupted creation of a segment left.
    void removeUnfinished(Path folder) throws IOException {
        for (LogFiles.Entry entry : files.list(folder)) {
            if (entry.name().endsWith(UNFINISHED)) {
                files.delete(folder.resolve(entry.name()));
            }
        }
    }

    /// Creates a folder and its parents so that their names are on disk.
    void create(Path folder) throws IOException {
        if (files.exists(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        create(parent);
        files.createDirectory(folder);
        files.syncDirectory(parent);
    }

    /// Makes the log's folder, finishes interrupted deletions and finds the partitions there are.
    Map<PartitionName, Found> open() throws IOException {
        create(root);
        Map<PartitionName, Found> found = new HashMap<>();
        for (Purpose purpose : Purpose.values()) {
            create(tree(purpose));
            walk(tree(purpose), "", purpose, found);
        }
        // names that a killed process had created but not yet synced must not vanish later
        files.syncDirectory(root);
        return found;
    }

    private void walk(Path folder, String prefix, Purpose purpose, Map<PartitionName, Found> found)
            throws IOException {
        files.syncDirectory(folder);
        for (LogFiles.Entry entry : files.list(folder)) {
            Path path = folder.resolve(entry.name());
            if (entry.directory() && entry.name().endsWith(DELETED)) {
                remove(path);
            } else if (entry.directory() && entry.name().endsWith(MARK)) {
                String name = prefix + entry.name();
                note(
                        new PartitionName(name.substring(0, name.length() - MARK.length())),
                        path,
                        purpose,
                        found);
            } else if (entry.directory()) {
                walk(path, prefix + entry.name() + "/", purpose, found);
            }
        }
    }

    private void note(
            PartitionName name, Path folder, Purpose purpose, Map<PartitionName, Found> found)
            throws IOException {
        if (!segments(folder).isEmpty()) { // else its creation was interrupted
            found.put(name, new Found(purpose, segmentBytes(folder)));
        }
    }

    /// Deletes a partition; once this returns it will never be seen again.
    void delete(PartitionName name, Purpose purpose) throws IOException {
        Path folder = folder(name, purpose);
        Path tombstone = folder.resolveSibling(folder.getFileName() + "deleted");
        remove(tombstone);
        files.rename(folder, tombstone);
        files.syncDirectory(folder.getParent());
        remove(tombstone);
    }

    private void remove(Path folder) throws IOException {
        for (LogFiles.Entry entry : files.list(folder)) {
            files.delete(folder.resolve(entry.name()));
        }
        files.delete(folder);
    }

    /// @param bytes size of the segment files
    record Found(Purpose purpose, long bytes) {}
}
