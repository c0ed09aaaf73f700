package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.DatabasePage;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.partition.PartitionPath;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TablePage;
import io.hydrant.query.ddl.DdlStatement.PartitionSpec;
import io.hydrant.query.ddl.DdlStatement.ShowPartitions;
import io.hydrant.query.ddl.DdlStatement.ShowProperties;
import io.hydrant.query.ddl.DdlStatement.ShowTables;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// What `SHOW` tells, line by line.
final class Listings {
    private static final int PAGE = 500;

    private final Catalog catalog;
    private final DatabaseDefinitions databases;
    private final PartitionDefinitions partitions;

    Listings(Catalog catalog, DatabaseDefinitions databases, PartitionDefinitions partitions) {
        this.catalog = catalog;
        this.databases = databases;
        this.partitions = partitions;
    }

    List<String> databases(Scope scope, Optional<String> pattern) throws QueryFailure {
        Predicate<String> wanted = wanted(pattern);
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            DatabasePage page = catalog.databases().list(scope.catalog(), after.get(), PAGE);
            page.databases().stream()
                    .map(database -> database.shape().name())
                    .filter(wanted)
                    .forEach(names::add);
            after = page.last();
        }
        return names;
    }

    List<String> tables(Scope scope, ShowTables statement) throws QueryFailure {
        Predicate<String> wanted = wanted(statement.pattern());
        StoredDatabase database =
                databases.require(scope, statement.database().orElse(scope.database()));
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            TablePage page = catalog.tables().list(database, after.get(), PAGE, wanted);
            page.tables().stream()
                    .filter(
                            table ->
                                    !statement.viewsOnly()
                                            || TableDefinitions.VIEW.equals(
                                                    table.shape().tableType()))
                    .map(table -> table.name().table())
                    .forEach(names::add);
            after = page.last();
        }
        return names;
    }

    /// Patterns are regular expressions of whole names in which a star alone stands for any
    /// letters, as Hive has them.
    private static Predicate<String> wanted(Optional<String> pattern) throws QueryFailure {
        if (pattern.isEmpty()) {
            return _ -> true;
        }
        String text = pattern.get().replaceAll("(?<![.\\])])\\*", ".*");
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE).asMatchPredicate();
        } catch (PatternSyntaxException e) {
            throw HiveFailures.semantic(
                    "'%s' is no pattern: %s".formatted(pattern.get(), e.getDescription()));
        }
    }

    List<String> partitions(StoredTable table, ShowPartitions statement) throws QueryFailure {
        if (table.partitionKeys().isEmpty()) {
            throw HiveFailures.task(
                    "Table " + table.name().table() + " is not a partitioned table");
        }
        PartitionSpec spec = statement.partition().orElseGet(() -> new PartitionSpec(Map.of()));
        List<String> keys = PartitionDefinitions.keys(table);
        return partitions.matching(table, spec).stream()
                .map(values -> PartitionPath.of(keys, values))
                .toList();
    }

    static List<String> columns(StoredTable table) {
        return Stream.concat(
                        table.shape().storageDescriptor().columns().stream(),
                        table.partitionKeys().stream())
                .map(Column::name)
                .toList();
    }

    static List<List<String>> properties(StoredTable table, ShowProperties statement) {
        Map<String, String> all = new TreeMap<>(table.shape().parameters());
        if (statement.key().isEmpty()) {
            return all.entrySet().stream()
                    .map(entry -> List.of(entry.getKey(), entry.getValue()))
                    .toList();
        }
        String key = statement.key().get();
        String value = all.get(key);
        return List.of(
                List.of(
                        value == null
                                ? "Table %s does not have property: %s".formatted(table.name(), key)
                                : value));
    }
}
