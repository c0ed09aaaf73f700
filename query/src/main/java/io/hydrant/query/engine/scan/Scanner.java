package io.hydrant.query.engine.scan;

import io.hydrant.catalog.Catalog;
import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.storage.object.ObjectStore;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the tables of queries relations of the engine. Safe for use by many threads.
public final class Scanner {
    private final Catalog catalog;
    private final ObjectStore objects;
    private final FileSupply supply;
    private final InstantSource clock;

    public Scanner(Catalog catalog, ObjectStore objects, FileSupply supply, InstantSource clock) {
        this.catalog = catalog;
        this.objects = objects;
        this.supply = supply;
        this.clock = clock;
    }

    /// Makes all relations of a statement in its session. What they read is counted before any of
    /// it is read; it stays as it is now until the session is closed.
    public void define(EngineSession session, List<TableScan> scans) throws QueryFailure {
        List<FileRelation> relations = new ArrayList<>();
        for (TableScan scan : scans) {
            TableLayout table = TableLayout.of(catalog, scan.table().name());
            List<ScanPartition> partitions = partitions(session, table, scan);
            if (!scan.partitionsOnly()) {
                List<ScanFile> files =
                        new PartitionFiles(objects, session.running()).list(partitions);
                relations.add(new FileRelation(scan, table, relations.size(), files));
            }
        }
        long bytes = relations.stream().mapToLong(FileRelation::bytes).sum();
        session.running().scanned(bytes);
        session.name(new RelationNames(relations));
        FileSupply.Use use = supply.begin();
        session.onClose(use::close);
        for (FileRelation relation : relations) {
            relation.define(session, use);
        }
    }

    /// Those that the query can need; for a scan of the partitions themselves, its relation is
    /// made.
    private List<ScanPartition> partitions(EngineSession session, TableLayout table, TableScan scan)
            throws QueryFailure {
        if (table.keys().isEmpty()) {
            return scan.partitionsOnly()
                    ? noPartitions(table)
                    : List.of(new ScanPartition(List.of(), table.folder(), table.format()));
        }
        List<ScanPartition> all =
                table.isProjected()
                        ? new ProjectedPartitions(session, table, scan, clock.instant()).all()
                        : CatalogPartitions.all(catalog, table, session.running());
        Optional<String> filter = scan.partitionFilter();
        if (filter.isEmpty() && !scan.partitionsOnly() && !KeyTable.isNeeded(table.keys())) {
            return all;
        }
        KeyTable keys =
                KeyTable.fill(
                        session,
                        scan.relation(),
                        table.keys(),
                        all.stream().map(ScanPartition::values).toList());
        if (scan.partitionsOnly()) {
            keys.defineRelation(filter);
            return List.of();
        }
        return keys.matching(filter).stream().map(all::get).toList();
    }

    private static List<ScanPartition> noPartitions(TableLayout table) throws QueryFailure {
        throw QueryFailure.user(
                "TABLE_NOT_FOUND",
                "Table 'awsdatacatalog.%s$partitions' does not exist".formatted(table.name()));
    }
}
