package io.hydrant.query.engine.write;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.TableName;
import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.Engine;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.scan.PartitionFolders;
import io.hydrant.query.engine.scan.Scanner;
import io.hydrant.query.engine.scan.TableFolder;
import io.hydrant.query.engine.scan.TableLayout;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultColumn;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs statements that write data, on the calling thread. Safe for use by many threads.
///
/// All throw [QueryFailure] when they fail or are stopped; the store and the catalog are then as
/// they were before.
public final class TableWrite {
    private static final ResultColumn ROWS = new ResultColumn("rows", "bigint", 19, 0);

    private final Engine engine;
    private final Scanner scanner;
    private final Catalog catalog;
    private final ObjectStore objects;
    private final InstantSource clock;

    public TableWrite(
            Engine engine,
            Scanner scanner,
            Catalog catalog,
            ObjectStore objects,
            InstantSource clock) {
        this.engine = engine;
        this.scanner = scanner;
        this.catalog = catalog;
        this.objects = objects;
        this.clock = clock;
    }

    /// Makes a table of a query's rows.
    public StatementOutcome create(
            CreateTableAs request, Source source, RunningStatement running, ResultSink sink)
            throws QueryFailure {
        TableName name = request.table();
        if (catalog.tables().find(name).isPresent()) {
            if (request.ifNotExists()) {
                sink.columns(List.of(ROWS));
                return StatementOutcome.of("CREATE_TABLE_AS_SELECT");
            }
            throw exists(name);
        }
        String location =
                request.externalLocation()
                        .orElse(
                                slashed(source.outputLocation())
                                        + "tables/"
                                        + source.executionId()
                                        + "/");
        TableFolder folder = TableFolder.of("Table " + name, location);
        requireEmpty(name.toString(), folder);
        Upload upload = new Upload(objects, running, source, clock.instant());
        try (EngineSession session = begin(source, running)) {
            NewTable table = NewTable.of(session, request, source, slashed(location));
            WrittenData data =
                    request.withData()
                            ? write(
                                    session,
                                    source,
                                    table.shape(),
                                    upload,
                                    values -> below(folder, table.shape(), values))
                            : WrittenData.NONE;
            Optional<String> manifest =
                    request.withData() ? Optional.of(upload.putManifest()) : Optional.empty();
            register(table, data, clock.instant());
            sink.columns(List.of(ROWS));
            return new StatementOutcome("CREATE_TABLE_AS_SELECT", data.rowCount(), manifest);
        } catch (QueryFailure e) {
            upload.takeBack();
            throw e;
        }
    }

    /// Rows and partitions that were written.
    private record WrittenData(long rowCount, List<TablePartition> partitions) {
        static final WrittenData NONE = new WrittenData(0, List.of());
    }

    private EngineSession begin(Source source, RunningStatement running) throws QueryFailure {
        EngineSession session = engine.session(running);
        boolean begun = false;
        try {
            scanner.define(session, source.query().scans());
            begun = true;
            return session;
        } finally {
            if (!begun) {
                session.close();
            }
        }
    }

    /// Where the files of a partition go; of no values without partitions.
    private interface PartitionPlaces {
        TableFolder of(List<String> values) throws QueryFailure;
    }

    private static TableFolder below(
            TableFolder folder, DataFiles.Shape shape, List<String> values) {
        return new TableFolder(
                folder.bucket(), folder.prefix() + PartitionFolders.path(shape.keys(), values));
    }

    /// A partition that is there already keeps its place.
    private TableFolder placeIn(TableLayout table, DataFiles.Shape shape, List<String> values)
            throws QueryFailure {
        Optional<String> known =
                values.isEmpty() || table.isProjected()
                        ? Optional.empty()
                        : catalog.partitionStore()
                                .find(table.name(), values)
                                .flatMap(TablePartition::location);
        return known.isPresent()
                ? TableFolder.of("Partition " + values, known.get())
                : below(table.folder(), shape, values);
    }

    private static WrittenData write(
            EngineSession session,
            Source source,
            DataFiles.Shape shape,
            Upload upload,
            PartitionPlaces places)
            throws QueryFailure {
        DataFiles files = DataFiles.make(session, source, shape);
        List<TablePartition> partitions = new ArrayList<>();
        for (String path : files.byPartition().keySet()) {
            List<String> values = DataFiles.values(path);
            TableFolder target = places.of(values);
            for (Path file : files.byPartition().get(path)) {
                Path made =
                        shape.format().kind() == WriteFormat.Kind.ORC
                                ? new OrcConversion(
                                                session,
                                                shape.columns(),
                                                shape.format().compression())
                                        .converted(file)
                                : file;
                upload.put(made, target, shape.format().ending());
            }
            if (!values.isEmpty()) {
                partitions.add(
                        new TablePartition(values, Optional.of(target.toString()), Map.of()));
            }
        }
        return new WrittenData(files.rowCount(), partitions);
    }

    private void register(NewTable table, WrittenData data, Instant now) throws QueryFailure {
        try {
            catalog.tables().create(table.name(), table.definition(now), List.of());
            if (!data.partitions().isEmpty()) {
                catalog.partitionStore().addMissing(table.name(), data.partitions());
            }
        } catch (CatalogException e) {
            throw metastore(e);
        }
    }

    private static QueryFailure metastore(CatalogException e) {
        return new QueryFailure(
                QueryFailure.Cause.USER, "HIVE_METASTORE_ERROR: " + e.getMessage(), e);
    }

    private static QueryFailure exists(TableName name) {
        return QueryFailure.user(
                "TABLE_ALREADY_EXISTS",
                "line 1:1: Destination table 'awsdatacatalog.%s' already exists".formatted(name));
    }

    private void requireEmpty(String subject, TableFolder folder) throws QueryFailure {
        try {
            if (!objects.list(folder.bucket(), folder.prefix(), "", 1).isEmpty()) {
                throw QueryFailure.user(
                        "HIVE_PATH_ALREADY_EXISTS",
                        "Target directory for table '%s' already exists: %s. You may need to"
                                        .formatted(subject, folder)
                                + " manually clean the data before retrying this query.");
            }
        } catch (ObjectStoreException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER,
                    "HIVE_FILESYSTEM_ERROR: %s (%s: %s)"
                            .formatted(folder, e.code(), e.getMessage()),
                    e);
        }
    }

    private static String slashed(String location) {
        return location.endsWith("/") ? location : location + "/";
    }

    /// Adds a query's rows to a table; partitions that are new come into the catalog.
    ///
    /// @param source its columns are the table's, then its partition keys
    public StatementOutcome insert(
            TableName name, Source source, RunningStatement running, ResultSink sink)
            throws QueryFailure {
        TableLayout table = TableLayout.of(catalog, name);
        List<Column> columns = table.schema().columns();
        int expected = columns.size() + table.keys().size();
        if (source.query().columns().size() != expected) {
            throw QueryFailure.user(
                    "TYPE_MISMATCH",
                    "Insert query has mismatched column types: the table has %d, the query %d"
                            .formatted(expected, source.query().columns().size()));
        }
        Upload upload = new Upload(objects, running, source, clock.instant());
        try (EngineSession session = begin(source, running)) {
            DataFiles.Shape shape =
                    new DataFiles.Shape(WriteFormat.of(table), columns, table.keys());
            WrittenData data =
                    write(session, source, shape, upload, values -> placeIn(table, shape, values));
            Optional<String> manifest = Optional.of(upload.putManifest());
            if (!data.partitions().isEmpty() && !table.isProjected()) {
                catalog.partitionStore().addMissing(name, data.partitions());
            }
            sink.columns(List.of(ROWS));
            return new StatementOutcome("INSERT", data.rowCount(), manifest);
        } catch (QueryFailure e) {
            upload.takeBack();
            throw e;
        } catch (CatalogException e) {
            upload.takeBack();
            throw metastore(e);
        }
    }

    /// Writes a query's rows to a place that has no objects yet.
    ///
    /// @param partitionedBy names of the query's last columns
    public StatementOutcome unload(
            String location,
            WriteFormat format,
            List<String> partitionedBy,
            Source source,
            RunningStatement running)
            throws QueryFailure {
        TableFolder folder = TableFolder.of("UNLOAD", location);
        requireEmpty("UNLOAD", folder);
        Upload upload = new Upload(objects, running, source, clock.instant());
        try (EngineSession session = begin(source, running)) {
            DataFiles.Shape shape = NewTable.shape(session, format, partitionedBy, source);
            write(session, source, shape, upload, values -> below(folder, shape, values));
            return new StatementOutcome("UNLOAD", 0, Optional.of(upload.putManifest()));
        } catch (QueryFailure e) {
            upload.takeBack();
            throw e;
        }
    }
}
