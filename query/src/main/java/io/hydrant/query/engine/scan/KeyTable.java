package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The values of a table's partitions as a temporary table of the engine, which is asked which
/// partitions a query can need.
///
/// @param table its name: column `i` is the partition's number, `v0`, `v1`, ... are its values as
///   texts
record KeyTable(EngineSession session, String table, String relation, List<Column> keys) {

    static KeyTable fill(
            EngineSession session, String relation, List<Column> keys, List<List<String>> values)
            throws QueryFailure {
        String table = relation + "$keys";
        String columns =
                IntStream.range(0, keys.size())
                        .mapToObj(k -> ", v" + k + " VARCHAR")
                        .collect(Collectors.joining());
        session.execute(
                "CREATE TEMP TABLE %s (i INTEGER%s)".formatted(SqlText.name(table), columns));
        session.fill(
                table,
                rows -> {
                    for (int i = 0; i < values.size(); i++) {
                        rows.beginRow().append(i);
                        for (String value : values.get(i)) {
                            if (value.equals(ScanPartition.NULL_VALUE)) {
                                rows.appendNull();
                            } else {
                                rows.append(value);
                            }
                        }
                        rows.endRow();
                    }
                });
        KeyTable made = new KeyTable(session, table, relation, keys);
        made.requireTyped();
        return made;
    }

    /// Whether values must be looked at even without a condition: not all texts are some of all
    /// types.
    static boolean isNeeded(List<Column> keys) {
        return keys.stream().anyMatch(key -> !EngineTypes.text(key.type()).equals("VARCHAR"));
    }

    /// @throws QueryFailure when a value is none of its key's type
    private void requireTyped() throws QueryFailure {
        for (int k = 0; k < keys.size(); k++) {
            Column key = keys.get(k);
            String type = EngineTypes.text(key.type());
            if (type.equals("VARCHAR")) {
                continue;
            }
            Optional<String> wrong =
                    session.query(
                            "SELECT v%d FROM %s WHERE v%d IS NOT NULL"
                                    .concat(" AND TRY_CAST(v%d AS %s) IS NULL LIMIT 1")
                                    .formatted(k, SqlText.name(table), k, k, type),
                            rows ->
                                    rows.next()
                                            ? Optional.of(rows.getString(1))
                                            : Optional.empty());
            if (wrong.isPresent()) {
                throw QueryFailure.user(
                        "HIVE_INVALID_PARTITION_VALUE",
                        "Invalid partition value '%s' for %s partition key: %s"
                                .formatted(wrong.get(), key.type(), key.name()));
            }
        }
    }

    /// The numbers of the partitions that fulfil a condition over the keys, in their order.
    List<Integer> matching(Optional<String> filter) throws QueryFailure {
        String sql =
                "SELECT \"i$\" FROM (%s) AS %s%s ORDER BY 1"
                        .formatted(
                                typed(", i AS \"i$\""),
                                SqlText.name(relation),
                                filter.map(text -> " WHERE " + text).orElse(""));
        return session.query(
                sql,
                rows -> {
                    List<Integer> numbers = new ArrayList<>();
                    while (rows.next()) {
                        numbers.add(rows.getInt(1));
                    }
                    return numbers;
                });
    }

    /// Makes the relation itself of the keys: a row for each partition.
    void defineRelation(Optional<String> filter) throws QueryFailure {
        session.execute(
                "CREATE TEMP VIEW %s AS SELECT * FROM (%s) AS %s%s"
                        .formatted(
                                SqlText.name(relation),
                                typed(""),
                                SqlText.name(relation),
                                filter.map(text -> " WHERE " + text).orElse("")));
    }

    private String typed(String more) {
        return IntStream.range(0, keys.size())
                .mapToObj(
                        k ->
                                "CAST(v%d AS %s) AS %s"
                                        .formatted(
                                                k,
                                                EngineTypes.text(keys.get(k).type()),
                                                SqlText.name(keys.get(k).name())))
                .collect(
                        Collectors.joining(", ", "SELECT ", more + " FROM " + SqlText.name(table)));
    }
}
