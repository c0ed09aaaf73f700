package io.hydrant.query.engine;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.scan.Scanner;
import io.hydrant.query.engine.select.SelectRun;
import io.hydrant.query.engine.spool.FileSupply;
import io.hydrant.query.engine.spool.LocalObjects;
import io.hydrant.query.engine.spool.Spool;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relation;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.StoredObject;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A catalog, an object store with bucket `lake` and an engine, all in one folder.
public final class Tables implements AutoCloseable {
    public static final String PARQUET =
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    public static final String OPENX = "org.openx.data.jsonserde.JsonSerDe";
    public static final String HIVE_JSON = "org.apache.hive.hcatalog.data.JsonSerDe";
    public static final String LAZY = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
    public static final String OPEN_CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
    public static final String ORC = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";

    public static final AccountId ACCOUNT = new AccountId("123456789012");
    public static final Region REGION = new Region("us-east-1");

    public final SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05Z");
    public final Catalog catalog = Catalog.open(new InMemoryResourceStore(clock), clock);
    public final FileObjectStore objects;
    public final Engine engine;
    public final Spool spool;
    public final SelectRun select;
    public final Scanner scanner;
    private final Path folder;

    private Tables(Path folder, boolean local) throws IOException {
        this.folder = folder;
        objects = FileObjectStore.open(folder.resolve("objects"), clock, new RecordedTelemetry());
        objects.buckets().create("lake", REGION, ACCOUNT);
        EngineSettings settings =
                new EngineSettings(folder.resolve("query"), 256 << 20, 2, 64 << 20, 256 << 20);
        engine = Engine.open(settings, List.of(), ErrorWording.NONE);
        spool = new Spool(settings.spool(), settings.spoolBytesMax());
        LocalObjects links =
                local
                        ? (address, link) -> {
                            objects.link(address, link);
                            return true;
                        }
                        : LocalObjects.NONE;
        scanner = new Scanner(catalog, objects, new FileSupply(objects, links, spool), clock);
        select = new SelectRun(engine, scanner);
        catalog.databases()
                .create(
                        new CatalogScope(ACCOUNT, REGION),
                        Database.builder().name("db").build(),
                        Map.of());
    }

    /// Objects are read where they lie.
    public static Tables in(Path folder) throws IOException {
        return new Tables(folder, true);
    }

    /// Objects are copied, as if the store were elsewhere.
    public static Tables elsewhere(Path folder) throws IOException {
        return new Tables(folder, false);
    }

    public static TableName name(String table) {
        return new TableName(ACCOUNT, REGION, "db", table);
    }

    /// A table at `s3://lake/<name>/`.
    ///
    /// @param columns such as `id int, name string`; empty for none
    public Definition table(String name, String serde, String columns, String keys) {
        return new Definition(name, serde, columns(columns), columns(keys), Map.of(), Map.of());
    }

    public record Definition(
            String name,
            String serde,
            List<Column> columns,
            List<Column> keys,
            Map<String, String> serdeParameters,
            Map<String, String> parameters) {
        public Definition serde(String... pairs) {
            return new Definition(name, serde, columns, keys, map(pairs), parameters);
        }

        public Definition with(String... pairs) {
            return new Definition(name, serde, columns, keys, serdeParameters, map(pairs));
        }

        public StorageDescriptor storage(String location) {
            return StorageDescriptor.builder()
                    .columns(columns)
                    .location(location)
                    .serdeInfo(
                            SerDeInfo.builder()
                                    .serializationLibrary(serde)
                                    .parameters(serdeParameters)
                                    .build())
                    .build();
        }
    }

    public static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    public void create(Definition table) {
        catalog.tables()
                .create(
                        name(table.name()),
                        Table.builder()
                                .tableType("EXTERNAL_TABLE")
                                .storageDescriptor(table.storage("s3://lake/" + table.name() + "/"))
                                .partitionKeys(table.keys())
                                .parameters(table.parameters())
                                .build(),
                        List.of());
    }

    public void partition(Definition table, String location, String... values) {
        catalog.partitions()
                .create(
                        name(table.name()),
                        PartitionInput.builder()
                                .values(values)
                                .storageDescriptor(table.storage(location))
                                .build());
    }

    /// @param text such as `id int, tags array<string>`, without commas in types
    public static List<Column> columns(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(", "))
                        .map(part -> part.split(" ", 2))
                        .map(part -> Column.builder().name(part[0]).type(part[1]).build())
                        .toList();
    }

    public StoredObject put(String key, byte[] content) {
        return objects.put(
                new ObjectAddress("lake", key),
                new ObjectAttributes(
                        "application/octet-stream", Optional.empty(), Optional.empty(), Map.of()),
                ObjectBody.of(content));
    }

    /// Puts what the engine's query gives as a Parquet file.
    public void putParquet(String key, String query) throws QueryFailure, IOException {
        try (EngineSession session = engine.session(new Hurry())) {
            Path file = session.folder().resolve("made.parquet");
            session.execute(
                    "COPY (%s) TO %s (FORMAT parquet)"
                            .formatted(query, SqlText.literal(file.toString())));
            put(key, Files.readAllBytes(file));
        }
    }

    public TableScan scan(String table) throws QueryFailure {
        return scan(table, "");
    }

    /// @param filter empty for none
    public TableScan scan(String table, String filter, String... hidden) throws QueryFailure {
        return new TableScan(
                table,
                file(table),
                filter.isEmpty() ? Optional.empty() : Optional.of(filter),
                Set.of(hidden),
                false);
    }

    public Relation.FileTable file(String table) {
        Table shape = catalog.tables().require(name(table)).shape();
        return new Relation.FileTable(
                name(table),
                known(shape.storageDescriptor().columns()),
                known(shape.partitionKeys()));
    }

    private static List<TableColumn> known(List<Column> columns) {
        return columns.stream()
                .map(column -> new TableColumn(column.name(), column.type()))
                .toList();
    }

    public CollectedRows run(String sql, int columnCount, TableScan... scans) throws QueryFailure {
        return run(new Hurry(), sql, columnCount, scans);
    }

    public CollectedRows run(Hurry running, String sql, int columnCount, TableScan... scans)
            throws QueryFailure {
        CollectedRows rows = new CollectedRows();
        List<String> names = IntStream.range(0, columnCount).mapToObj(i -> "_col" + i).toList();
        select.run(new TranslatedQuery(sql, List.of(scans), names, 0), List.of(), running, rows);
        return rows;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        engine.close();
    }
}
