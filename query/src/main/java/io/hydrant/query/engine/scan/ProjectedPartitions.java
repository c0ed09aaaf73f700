package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.dialect.TableScan;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The partitions of a table that come from its properties, not from the catalog: each combination
/// of its keys' values that the query's condition allows. The engine combines them, so that only
/// those that it can need are ever made.
///
/// Source: Athena User Guide, Partition projection.
record ProjectedPartitions(EngineSession session, TableLayout table, TableScan scan, Instant now) {
    /// More are refused.
    static final int PARTITIONS_MAX = 200_000;

    private static final String TEMPLATE = "storage.location.template";

    List<ScanPartition> all() throws QueryFailure {
        requireConfigured();
        List<Column> keys = table.keys();
        for (int k = 0; k < keys.size(); k++) {
            fill(k, ProjectedKey.of(table, keys.get(k), now).values(filterOf(keys.get(k))));
        }
        List<ScanPartition> partitions = new ArrayList<>();
        for (List<String> values : combined()) {
            TableFolder folder = TableFolder.of("Table " + table.name(), location(values));
            partitions.add(new ScanPartition(values, folder, table.format()));
        }
        return partitions;
    }

    private void requireConfigured() throws QueryFailure {
        List<String> missing =
                table.keys().stream()
                        .map(Column::name)
                        .filter(name -> ProjectedKey.type(table, name).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_METASTORE_ERROR",
                    ("Table %s is configured for partition projection, but the following partition"
                                    + " columns are missing projection configuration: %s")
                            .formatted(table.name(), missing));
        }
    }

    private FilterValues filterOf(Column key) {
        return new FilterValues(session, scan.partitionFilter(), key.name());
    }

    private String keyTable(int k) {
        return SqlText.name(scan.relation() + "$k" + k);
    }

    private void fill(int k, List<String> values) throws QueryFailure {
        session.execute("CREATE TEMP TABLE " + keyTable(k) + " (v VARCHAR)");
        session.fill(
                scan.relation() + "$k" + k,
                rows -> {
                    for (String value : values) {
                        rows.beginRow().append(value).endRow();
                    }
                });
    }

    private List<List<String>> combined() throws QueryFailure {
        int count = table.keys().size();
        String texts =
                IntStream.range(0, count)
                        .mapToObj(k -> "k%d.v AS \"v$%d\"".formatted(k, k))
                        .collect(Collectors.joining(", "));
        String typed =
                IntStream.range(0, count)
                        .mapToObj(
                                k ->
                                        ", TRY_CAST(k%d.v AS %s) AS %s"
                                                .formatted(
                                                        k,
                                                        EngineTypes.text(
                                                                table.keys().get(k).type()),
                                                        SqlText.name(table.keys().get(k).name())))
                        .collect(Collectors.joining());
        String from =
                IntStream.range(0, count)
                        .mapToObj(k -> keyTable(k) + " AS k" + k)
                        .collect(Collectors.joining(", "));
        String wanted =
                IntStream.range(0, count)
                        .mapToObj(k -> "\"v$" + k + '"')
                        .collect(Collectors.joining(", "));
        String sql =
                "SELECT %s FROM (SELECT %s%s FROM %s) AS %s%s LIMIT %d"
                        .formatted(
                                wanted,
                                texts,
                                typed,
                                from,
                                SqlText.name(scan.relation()),
                                scan.partitionFilter().map(text -> " WHERE " + text).orElse(""),
                                PARTITIONS_MAX + 1);
        List<List<String>> found = session.query(sql, rows -> read(rows, count));
        if (found.size() > PARTITIONS_MAX) {
            throw QueryFailure.user(
                    "HIVE_EXCEEDED_PARTITION_LIMIT",
                    "Query over table '%s' can potentially read more than %d partitions"
                            .formatted(table.name(), PARTITIONS_MAX));
        }
        return found;
    }

    private static List<List<String>> read(ResultSet rows, int count) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>(count);
            for (int k = 1; k <= count; k++) {
                values.add(rows.getString(k));
            }
            found.add(values);
        }
        return found;
    }

    private String location(List<String> values) throws QueryFailure {
        Optional<String> template = Optional.ofNullable(table.parameters().get(TEMPLATE));
        if (template.isEmpty()) {
            return PartitionFolders.underTable(table, values);
        }
        String location = template.get();
        for (int k = 0; k < values.size(); k++) {
            String mark = "${" + table.keys().get(k).name() + "}";
            if (!location.contains(mark)) {
                throw QueryFailure.user(
                        "HIVE_METASTORE_ERROR",
                        "The %s of table %s must contain %s but is '%s'"
                                .formatted(TEMPLATE, table.name(), mark, template.get()));
            }
            location = location.replace(mark, values.get(k));
        }
        return location;
    }
}
