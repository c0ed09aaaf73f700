package io.hydrant.query.engine.scan;

import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lists the files of partitions. A folder that is not there has none.
///
/// Few partitions are listed one by one. Many are found in one listing of what they have in common,
/// unless that turns out to hold much besides them.
final class PartitionFiles {
    private static final int PAGE = 1_000;
    private static final int ONE_BY_ONE_MAX = 16;

    /// So many objects of others are passed over in a common listing, and so many more for each
    /// partition.
    private static final int OTHERS_MAX = 10_000;

    private static final int OTHERS_PER_PARTITION_MAX = 20;

    private final ObjectStore objects;
    private final RunningStatement running;

    PartitionFiles(ObjectStore objects, RunningStatement running) {
        this.objects = objects;
        this.running = running;
    }

    List<ScanFile> list(List<ScanPartition> partitions) throws QueryFailure {
        if (partitions.size() > ONE_BY_ONE_MAX) {
            Optional<List<ScanFile>> together = listTogether(partitions);
            if (together.isPresent()) {
                return together.get();
            }
        }
        List<ScanFile> files = new ArrayList<>();
        for (ScanPartition partition : partitions) {
            TableFolder folder = partition.folder();
            String after = "";
            while (true) {
                List<StoredObject> page = page(folder.bucket(), folder.prefix(), after);
                for (StoredObject object : page) {
                    if (folder.holds(object.address().key(), object.bytes())) {
                        files.add(new ScanFile(partition, object));
                    }
                }
                if (page.size() < PAGE) {
                    break;
                }
                after = page.getLast().address().key();
            }
        }
        return files;
    }

    /// Empty when that is no good way.
    private Optional<List<ScanFile>> listTogether(List<ScanPartition> partitions)
            throws QueryFailure {
        TreeMap<String, ScanPartition> byPrefix = new TreeMap<>();
        String bucket = partitions.getFirst().folder().bucket();
        for (ScanPartition partition : partitions) {
            TableFolder folder = partition.folder();
            if (!folder.bucket().equals(bucket)
                    || Optional.ofNullable(byPrefix.put(folder.prefix(), partition)).isPresent()) {
                return Optional.empty();
            }
        }
        if (isNested(byPrefix)) {
            return Optional.empty();
        }
        String common = common(byPrefix.firstKey(), byPrefix.lastKey());
        long othersMax = OTHERS_MAX + (long) OTHERS_PER_PARTITION_MAX * partitions.size();
        long others = 0;
        List<ScanFile> files = new ArrayList<>();
        String after = "";
        while (true) {
            List<StoredObject> page = page(bucket, common, after);
            for (StoredObject object : page) {
                Optional<ScanPartition> partition = holder(byPrefix, object);
                if (partition.isPresent()) {
                    files.add(new ScanFile(partition.get(), object));
                } else {
                    others++;
                }
            }
            if (page.size() < PAGE) {
                return Optional.of(files);
            }
            if (others > othersMax) {
                return Optional.empty();
            }
            after = page.getLast().address().key();
        }
    }

    /// Folders within folders of other partitions would have files of two.
    private static boolean isNested(TreeMap<String, ScanPartition> byPrefix) {
        String before = "";
        for (String prefix : byPrefix.keySet()) {
            if (!before.isEmpty() && prefix.startsWith(before)) {
                return true;
            }
            before = prefix;
        }
        return byPrefix.containsKey("");
    }

    private static Optional<ScanPartition> holder(
            TreeMap<String, ScanPartition> byPrefix, StoredObject object) {
        String key = object.address().key();
        return Optional.ofNullable(byPrefix.floorEntry(key))
                .map(Map.Entry::getValue)
                .filter(partition -> partition.folder().holds(key, object.bytes()));
    }

    private static String common(String first, String last) {
        int length = 0;
        int max = Math.min(first.length(), last.length());
        while (length < max && first.charAt(length) == last.charAt(length)) {
            length++;
        }
        int slash = first.substring(0, length).lastIndexOf('/');
        return first.substring(0, slash + 1);
    }

    private List<StoredObject> page(String bucket, String prefix, String after)
            throws QueryFailure {
        running.check();
        try {
            return objects.list(bucket, prefix, after, PAGE);
        } catch (ObjectStoreException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER,
                    "HIVE_FILESYSTEM_ERROR: Failed to list directory: s3://%s/%s (%s: %s)"
                            .formatted(bucket, prefix, e.code(), e.getMessage()),
                    e);
        }
    }
}
