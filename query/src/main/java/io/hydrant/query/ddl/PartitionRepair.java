package io.hydrant.query.ddl;

import io.hydrant.catalog.partition.PartitionPath;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `MSCK REPAIR TABLE`: adds the partitions whose folders are under the table's and which the
/// catalog does not have. Never removes any.
final class PartitionRepair {
    private static final int LISTED = 1000;
    private static final String S3 = "s3://";
    private static final String PAST_ALL_KEYS = Character.toString(Character.MAX_CODE_POINT);

    private final ObjectStore objects;
    private final PartitionDefinitions partitions;

    PartitionRepair(ObjectStore objects, PartitionDefinitions partitions) {
        this.objects = objects;
        this.partitions = partitions;
    }

    /// @return what it tells, line by line
    List<String> repair(StoredTable table, RunningStatement running) throws QueryFailure {
        if (table.partitionKeys().isEmpty()
                || "true".equalsIgnoreCase(table.shape().parameters().get("projection.enabled"))) {
            return List.of();
        }
        Set<List<String>> missing = found(table, running);
        missing.removeAll(new HashSet<>(partitions.all(table)));
        if (missing.isEmpty()) {
            return List.of();
        }
        List<TablePartition> wanted = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> keys = PartitionDefinitions.keys(table);
        for (List<String> values : missing) {
            wanted.add(PartitionDefinitions.partition(table, values, Optional.empty()));
            names.add(table.name().table() + ":" + PartitionPath.of(keys, values));
        }
        partitions.addAll(table, wanted);
        List<String> told = new ArrayList<>();
        told.add("Partitions not in metastore:\t" + String.join("\t", names));
        names.forEach(name -> told.add("Repair: Added partition to metastore " + name));
        return told;
    }

    /// The values of all partitions that have a folder. A folder's other objects are passed over as
    /// soon as one was seen.
    private Set<List<String>> found(StoredTable table, RunningStatement running)
            throws QueryFailure {
        List<String> keys = PartitionDefinitions.keys(table);
        Folder folder = Folder.of(table.shape().storageDescriptor().location());
        Set<List<String>> found = new LinkedHashSet<>();
        String after = "";
        while (true) {
            running.check();
            List<StoredObject> page = listed(folder, after);
            for (StoredObject object : page) {
                String path = object.address().key().substring(folder.prefix().length());
                PartitionPath.values(keys, path).ifPresent(found::add);
            }
            if (page.size() < LISTED) {
                return found;
            }
            after = past(folder, page.getLast().address().key(), keys.size());
        }
    }

    /// After the whole partition that a key lies in, or after the key.
    private static String past(Folder folder, String key, int depth) {
        int end = folder.prefix().length();
        for (int level = 0; level < depth; level++) {
            int slash = key.indexOf('/', end);
            if (slash < 0) {
                return key;
            }
            end = slash + 1;
        }
        return key.substring(0, end) + PAST_ALL_KEYS;
    }

    private List<StoredObject> listed(Folder folder, String after) throws QueryFailure {
        try {
            return objects.list(folder.bucket(), folder.prefix(), after, LISTED);
        } catch (ObjectStoreException e) {
            throw HiveFailures.task(
                    "MetaException(message:s3://%s/%s cannot be listed: %s)"
                            .formatted(folder.bucket(), folder.prefix(), e.getMessage()));
        }
    }

    /// A folder in a bucket.
    ///
    /// @param prefix of its keys; empty for the whole bucket
    private record Folder(String bucket, String prefix) {
        static Folder of(String location) throws QueryFailure {
            TableInput.requireFolder(location);
            String path = PartitionDefinitions.folder(location).substring(S3.length());
            int slash = path.indexOf('/');
            return new Folder(path.substring(0, slash), path.substring(slash + 1));
        }
    }
}
