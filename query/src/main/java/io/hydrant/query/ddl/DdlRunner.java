package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;
import io.hydrant.storage.object.ObjectStore;

import java.time.InstantSource;
import java.util.List;

/// Runs the statements of Hive's grammar.
public final class DdlRunner implements StatementRunner {
    private final DatabaseDefinitions databases;
    private final TableDefinitions tables;
    private final PartitionDefinitions partitions;
    private final PartitionRepair repair;
    private final Listings listings;

    /// @param objects where the tables' files are
    public DdlRunner(Catalog catalog, ObjectStore objects, InstantSource clock) {
        databases = new DatabaseDefinitions(catalog);
        tables = new TableDefinitions(catalog, clock);
        partitions = new PartitionDefinitions(catalog);
        repair = new PartitionRepair(objects, partitions);
        listings = new Listings(catalog, databases, partitions);
    }

    @Override
    public PreparedStatement prepare(Submission submission) throws MalformedStatement {
        if (!submission.parameters().isEmpty()) {
            throw new MalformedStatement(
                    "Statements of this type take no parameters but there are "
                            + submission.parameters().size());
        }
        return new Definition(Scope.of(submission), DdlReader.read(submission.text()));
    }

    private final class Definition implements PreparedStatement {
        private final Scope scope;
        private final DdlStatement statement;

        Definition(Scope scope, DdlStatement statement) {
            this.scope = scope;
            this.statement = statement;
        }

        @Override
        public StatementType type() {
            return statement.tells() ? StatementType.UTILITY : StatementType.DDL;
        }

        @Override
        public String substatement() {
            return statement.substatement();
        }

        @Override
        public StatementOutcome run(RunningStatement running, ResultSink sink) throws QueryFailure {
            try {
                carryOut(running, sink);
                return StatementOutcome.of(statement.substatement());
            } catch (CatalogException e) {
                throw HiveFailures.of(e);
            }
        }

        private void carryOut(RunningStatement running, ResultSink sink) throws QueryFailure {
            switch (statement) {
                case DdlStatement.CreateDatabase it -> databases.create(scope, it);
                case DdlStatement.DropDatabase it -> databases.drop(scope, it);
                case DdlStatement.AlterDatabase it -> databases.alter(scope, it);
                case DdlStatement.CreateTable it -> tables.create(scope, it);
                case DdlStatement.DropTable it -> tables.drop(scope, it);
                case DdlStatement.SetProperties it -> tables.setProperties(scope, it);
                case DdlStatement.AddColumns it -> tables.addColumns(scope, it);
                case DdlStatement.ReplaceColumns it -> tables.replaceColumns(scope, it);
                case DdlStatement.ChangeColumn it -> tables.changeColumn(scope, it);
                case DdlStatement.AddPartitions it ->
                        partitions.add(tables.requireFiles(scope, it.target()), it);
                case DdlStatement.DropPartitions it ->
                        partitions.drop(tables.requireFiles(scope, it.target()), it);
                case DdlStatement.RenamePartition it ->
                        partitions.rename(tables.requireFiles(scope, it.target()), it);
                case DdlStatement.SetLocation it -> setLocation(it);
                case DdlStatement.RepairTable it -> {
                    StoredTable table = tables.requireFiles(scope, it.target());
                    TextRows.tell(sink, "result", repair.repair(table, running));
                }
                case DdlStatement.ShowDatabases it ->
                        TextRows.tell(
                                sink, "database_name", listings.databases(scope, it.pattern()));
                case DdlStatement.ShowTables it ->
                        TextRows.tell(
                                sink,
                                it.viewsOnly() ? "views" : "tab_name",
                                listings.tables(scope, it));
                case DdlStatement.ShowPartitions it -> {
                    StoredTable table = tables.requireFiles(scope, it.target());
                    TextRows.tell(sink, "partition", listings.partitions(table, it));
                }
                case DdlStatement.ShowColumns it -> {
                    StoredTable table = tables.require(scope, it.target());
                    TextRows.tell(sink, "field", Listings.columns(table));
                }
                case DdlStatement.ShowCreateTable it -> {
                    StoredTable table = tables.requireFiles(scope, it.target());
                    TextRows.tell(
                            sink,
                            "createtab_stmt",
                            Descriptions.createTable(it.target().written(), table));
                }
                case DdlStatement.ShowProperties it -> {
                    StoredTable table = tables.require(scope, it.target());
                    TextRows.tell(
                            sink,
                            List.of("prpt_name", "prpt_value"),
                            Listings.properties(table, it));
                }
                case DdlStatement.DescribeTable it -> {
                    StoredTable table = tables.require(scope, it.target());
                    TextRows.tell(
                            sink,
                            List.of("col_name", "data_type", "comment"),
                            Descriptions.describe(table, it));
                }
            }
        }

        private void setLocation(DdlStatement.SetLocation it) throws QueryFailure {
            TableInput.requireFolder(it.location());
            StoredTable table = tables.requireFiles(scope, it.target());
            if (it.partition().isPresent()) {
                partitions.setLocation(table, it.partition().get(), it.location());
            } else {
                tables.setLocation(table, it.location());
            }
        }
    }
}
