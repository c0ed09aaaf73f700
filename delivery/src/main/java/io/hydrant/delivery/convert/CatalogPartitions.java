package io.hydrant.delivery.convert;

import io.hydrant.catalog.partition.PartitionPath;
import io.hydrant.catalog.partition.PartitionStore;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.storage.object.ObjectAddress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds the partitions that files are delivered into to the catalog, so that queries find them
/// without `MSCK REPAIR TABLE`. The service does not do this.
///
/// A file is in a partition when its key is under the table's location and goes on with
/// `key=value/` for each partition key of the table, in order. A table whose parameter
/// `hydrant.auto-partitions` is `false` is left alone, and so is one with partition projection,
/// whose partitions no catalog lists.
public final class CatalogPartitions implements NewPartitions {
    /// Parameter of a table.
    public static final String PARAMETER = "hydrant.auto-partitions";

    private static final Logger LOG = LoggerFactory.getLogger(CatalogPartitions.class);

    private final CatalogTables tables;
    private final PartitionStore partitions;

    public CatalogPartitions(CatalogTables tables, PartitionStore partitions) {
        this.tables = tables;
        this.partitions = partitions;
    }

    @Override
    public void delivered(TableReference reference, ObjectAddress file) {
        try {
            tables.find(reference).ifPresent(table -> add(table, file));
        } catch (CatalogException e) {
            LOG.warn("{} is not in a partition of {}: {}", file, reference, e.getMessage());
        } catch (HydrantException e) {
            LOG.error("the partition of {} was not added to {}", file, reference, e);
        }
    }

    private void add(TableVersion table, ObjectAddress file) {
        if (isOn(table.parameters())) {
            partition(table, file)
                    .filter(it -> partitions.find(table.name(), it.values()).isEmpty())
                    .ifPresent(it -> partitions.addMissing(table.name(), List.of(it)));
        }
    }

    private static boolean isOn(Map<String, String> parameters) {
        return !"false".equalsIgnoreCase(parameters.get(PARAMETER))
                && !"true".equalsIgnoreCase(parameters.get("projection.enabled"));
    }

    private static Optional<TablePartition> partition(TableVersion table, ObjectAddress file) {
        if (table.partitionKeys().isEmpty() || table.location().isEmpty()) {
            return Optional.empty();
        }
        String location = table.location().get();
        String root = location.endsWith("/") ? location : location + "/";
        String address = file.toString();
        if (!address.startsWith(root)) {
            return Optional.empty();
        }
        List<String> keys = table.partitionKeys().stream().map(TableColumn::name).toList();
        String path = address.substring(root.length());
        return PartitionPath.values(keys, path)
                .map(
                        values ->
                                new TablePartition(
                                        values,
                                        Optional.of(root + folder(path, keys.size())),
                                        Map.of()));
    }

    /// The first folders of a path, with a slash at the end.
    private static String folder(String path, int depth) {
        int end = 0;
        for (int level = 0; level < depth; level++) {
            end = path.indexOf('/', end) + 1;
        }
        return path.substring(0, end);
    }
}
