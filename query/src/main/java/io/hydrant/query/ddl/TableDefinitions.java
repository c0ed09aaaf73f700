package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableChange;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.ddl.DdlStatement.AddColumns;
import io.hydrant.query.ddl.DdlStatement.ChangeColumn;
import io.hydrant.query.ddl.DdlStatement.ColumnText;
import io.hydrant.query.ddl.DdlStatement.CreateTable;
import io.hydrant.query.ddl.DdlStatement.DropTable;
import io.hydrant.query.ddl.DdlStatement.ReplaceColumns;
import io.hydrant.query.ddl.DdlStatement.SetProperties;
import io.hydrant.query.ddl.DdlStatement.Target;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Definitions of tables.
final class TableDefinitions {
    static final String VIEW = "VIRTUAL_VIEW";

    private final Catalog catalog;
    private final InstantSource clock;

    TableDefinitions(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    StoredTable require(Scope scope, Target target) throws QueryFailure {
        TableName name = scope.table(target);
        if (catalog.databases().find(scope.catalog(), name.database()).isEmpty()) {
            throw HiveFailures.databaseNotFound(name.database());
        }
        return catalog.tables()
                .find(name)
                .orElseThrow(
                        () ->
                                HiveFailures.tableNotFound(
                                        target.database().map(database -> database + ".").orElse("")
                                                + target.table()));
    }

    /// A table with files.
    StoredTable requireFiles(Scope scope, Target target) throws QueryFailure {
        StoredTable table = require(scope, target);
        if (VIEW.equals(table.shape().tableType())) {
            throw HiveFailures.semantic(
                    10131, "To alter a view you need to use the ALTER VIEW command.");
        }
        return table;
    }

    void create(Scope scope, CreateTable statement) throws QueryFailure {
        TableName name = scope.table(statement.target());
        if (catalog.databases().find(scope.catalog(), name.database()).isEmpty()) {
            throw HiveFailures.databaseNotFound(name.database());
        }
        if (catalog.tables().find(name).isPresent()) {
            if (statement.ifNotExists()) {
                return;
            }
            throw HiveFailures.alreadyExists("Table " + name.table() + " already exists");
        }
        Table shape = TableInput.of(statement.definition(), clock.instant());
        catalog.tables().create(name, shape, List.of());
    }

    void drop(Scope scope, DropTable statement) throws QueryFailure {
        TableName name = scope.table(statement.target());
        Optional<StoredTable> found = catalog.tables().find(name);
        if (found.isEmpty()) {
            if (statement.ifExists()) {
                return;
            }
            throw HiveFailures.tableNotFound(name.toString());
        }
        boolean view = VIEW.equals(found.get().shape().tableType());
        if (view != statement.view()) {
            throw view
                    ? HiveFailures.semantic(10120, "Cannot drop a view with DROP TABLE")
                    : HiveFailures.semantic(10121, "Cannot drop a base table with DROP VIEW");
        }
        catalog.tables().delete(name);
    }

    void setProperties(Scope scope, SetProperties statement) throws QueryFailure {
        StoredTable table = requireFiles(scope, statement.target());
        Map<String, String> all = new LinkedHashMap<>(table.shape().parameters());
        all.putAll(statement.properties());
        replace(table, table.shape().toBuilder().parameters(all).build());
    }

    void setLocation(StoredTable table, String location) {
        StorageDescriptor moved =
                table.shape().storageDescriptor().toBuilder().location(location).build();
        replace(table, table.shape().toBuilder().storageDescriptor(moved).build());
    }

    void addColumns(Scope scope, AddColumns statement) throws QueryFailure {
        StoredTable table = requireFiles(scope, statement.target());
        List<Column> columns = new ArrayList<>(table.shape().storageDescriptor().columns());
        statement.columns().forEach(column -> columns.add(TableInput.column(column)));
        replaceColumns(table, columns);
    }

    void replaceColumns(Scope scope, ReplaceColumns statement) throws QueryFailure {
        StoredTable table = requireFiles(scope, statement.target());
        replaceColumns(table, statement.columns().stream().map(TableInput::column).toList());
    }

    void changeColumn(Scope scope, ChangeColumn statement) throws QueryFailure {
        StoredTable table = requireFiles(scope, statement.target());
        List<Column> columns = new ArrayList<>(table.shape().storageDescriptor().columns());
        int at = 0;
        while (at < columns.size() && !columns.get(at).name().equals(statement.column())) {
            at++;
        }
        if (at == columns.size()) {
            throw HiveFailures.semantic(10002, "Invalid column reference " + statement.column());
        }
        ColumnText next = statement.next();
        String comment = next.comment().orElse(columns.get(at).comment());
        columns.set(
                at, Column.builder().name(next.name()).type(next.type()).comment(comment).build());
        replaceColumns(table, columns);
    }

    private void replaceColumns(StoredTable table, List<Column> columns) throws QueryFailure {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw HiveFailures.semantic(10036, "Duplicate column name: " + column.name());
            }
        }
        for (Column key : table.partitionKeys()) {
            if (seen.contains(key.name())) {
                throw HiveFailures.semantic(10035, "Column repeated in partitioning columns");
            }
        }
        StorageDescriptor storage =
                table.shape().storageDescriptor().toBuilder().columns(columns).build();
        replace(table, table.shape().toBuilder().storageDescriptor(storage).build());
    }

    private void replace(StoredTable table, Table next) {
        catalog.tables()
                .update(
                        new TableChange(
                                table.name(), next, Optional.of(table.shape().versionId()), true));
    }
}
