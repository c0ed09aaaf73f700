package io.hydrant.query.run;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.dialect.QueryTranslator;
import io.hydrant.query.dialect.StatementKind;
import io.hydrant.query.dialect.StatementReader;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.engine.Engine;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.scan.Scanner;
import io.hydrant.query.engine.select.SelectRun;
import io.hydrant.query.engine.write.CreateTableAs;
import io.hydrant.query.engine.write.Source;
import io.hydrant.query.engine.write.TableWrite;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.CatalogRelations;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.result.ResultSink;
import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.RunningStatement;
import io.hydrant.query.statement.StatementOutcome;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.statement.StatementType;
import io.hydrant.query.statement.Submission;
import io.hydrant.storage.object.ObjectStore;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.ShowCreate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs the statements of the queries' grammar. Safe for use by many threads.
public final class QueryRunner implements StatementRunner {
    private static final String UNSUPPORTED = "Queries of this type are not supported";

    private final Catalog catalog;
    private final Engine engine;
    private final SelectRun selects;
    private final TableWrite writes;
    private final Views views;

    /// What it is built on.
    ///
    /// @param objects where tables' files are
    public record Foundations(
            Catalog catalog,
            Engine engine,
            Scanner scanner,
            ObjectStore objects,
            InstantSource clock) {}

    public QueryRunner(Foundations on) {
        this.catalog = on.catalog();
        this.engine = on.engine();
        this.selects = new SelectRun(on.engine(), on.scanner());
        this.writes =
                new TableWrite(on.engine(), on.scanner(), on.catalog(), on.objects(), on.clock());
        this.views = new Views(on.catalog());
    }

    @Override
    public PreparedStatement prepare(Submission submission) throws MalformedStatement {
        StatementKind kind = StatementReader.read(submission.text());
        requireRunnable(kind);
        return new Run(submission, kind);
    }

    private static void requireRunnable(StatementKind kind) throws MalformedStatement {
        boolean unsupported =
                switch (kind) {
                    case StatementKind.Other other ->
                            !(other.statement() instanceof ShowCreate show
                                    && show.getType() == ShowCreate.Type.VIEW);
                    case StatementKind.Preparation _,
                            StatementKind.Execution _,
                            StatementKind.Deallocation _ ->
                            true;
                    case StatementKind.Explanation explanation ->
                            !(explanation.statement() instanceof StatementKind.Select)
                                    || !explanation.options().isEmpty();
                    case StatementKind.Select _,
                            StatementKind.CreateTable _,
                            StatementKind.InsertInto _,
                            StatementKind.View _,
                            StatementKind.Unload _ ->
                            false;
                };
        if (unsupported) {
            throw new MalformedStatement(UNSUPPORTED);
        }
    }

    /// One statement of one caller.
    private final class Run implements PreparedStatement {
        private final Submission submission;
        private final StatementKind kind;
        private final Caller caller;
        private final CatalogRelations relations;

        Run(Submission submission, StatementKind kind) {
            this.submission = submission;
            this.kind = kind;
            this.caller = Caller.of(submission);
            this.relations = new CatalogRelations(catalog, caller.scope());
        }

        @Override
        public StatementType type() {
            return switch (kind) {
                case StatementKind.CreateTable _, StatementKind.View _ -> StatementType.DDL;
                case StatementKind.Explanation _, StatementKind.Other _ -> StatementType.UTILITY;
                default -> StatementType.DML;
            };
        }

        @Override
        public String substatement() {
            return switch (kind) {
                case StatementKind.Select _ -> "SELECT";
                case StatementKind.CreateTable _ -> "CREATE_TABLE_AS_SELECT";
                case StatementKind.InsertInto _ -> "INSERT";
                case StatementKind.View _ -> "CREATE_VIEW";
                case StatementKind.Unload _ -> "UNLOAD";
                case StatementKind.Explanation _ -> "EXPLAIN";
                default -> "SHOW_CREATE_VIEW";
            };
        }

        @Override
        public StatementOutcome run(RunningStatement running, ResultSink sink) throws QueryFailure {
            try {
                return carryOut(running, sink);
            } catch (CatalogException e) {
                throw QueryFailure.user("HIVE_METASTORE_ERROR", e.getMessage());
            }
        }

        private StatementOutcome carryOut(RunningStatement running, ResultSink sink)
                throws QueryFailure {
            return switch (kind) {
                case StatementKind.Select it ->
                        selects.run(translated(it.query()), List.of(), running, sink);
                case StatementKind.CreateTable it -> create(it, running, sink);
                case StatementKind.InsertInto it -> insert(it, running, sink);
                case StatementKind.Unload it -> {
                    WriteProperties properties = WriteProperties.ofUnload(it.properties());
                    yield writes.unload(
                            it.location(),
                            properties.format(),
                            properties.partitionedBy(),
                            source(translated(it.query())),
                            running);
                }
                case StatementKind.View it -> {
                    views.create(
                            new Views.Definition(
                                    caller.table(it.name()),
                                    it.originalSql(),
                                    caller.database(),
                                    it.replace()),
                            translated(it.query()));
                    yield StatementOutcome.of(substatement());
                }
                case StatementKind.Explanation it -> explain(it, running, sink);
                case StatementKind.Other it -> show((ShowCreate) it.statement(), sink);
                default -> throw new IllegalStateException(kind + " was not refused");
            };
        }

        private TranslatedQuery translated(Query query) throws QueryFailure {
            List<Expression> parameters = QueryTranslator.expressions(submission.parameters());
            return QueryTranslator.translate(query, caller.database(), relations, parameters);
        }

        private Source source(TranslatedQuery query) {
            return new Source(
                    query, List.of(), submission.executionId(), submission.outputLocation());
        }

        private StatementOutcome create(
                StatementKind.CreateTable it, RunningStatement running, ResultSink sink)
                throws QueryFailure {
            WriteProperties properties = WriteProperties.ofTable(it.properties());
            return writes.create(
                    new CreateTableAs(
                            caller.table(it.name()),
                            it.ifNotExists(),
                            it.withData(),
                            properties.format(),
                            properties.externalLocation(),
                            properties.partitionedBy()),
                    source(translated(it.query())),
                    running,
                    sink);
        }

        private StatementOutcome insert(
                StatementKind.InsertInto it, RunningStatement running, ResultSink sink)
                throws QueryFailure {
            TableName name = caller.table(it.name());
            TranslatedQuery query = translated(it.query());
            if (!it.columns().isEmpty()) {
                query = inTableOrder(name, it.columns(), query);
            }
            return writes.insert(name, source(query), running, sink);
        }

        /// All columns of the table, those that no value is given for as null.
        private TranslatedQuery inTableOrder(
                TableName name, List<String> given, TranslatedQuery query) throws QueryFailure {
            if (given.size() != query.columns().size()) {
                throw QueryFailure.user(
                        "MISMATCHED_COLUMN_ALIASES",
                        "line 1:1: Insert has %d columns but the query %d"
                                .formatted(given.size(), query.columns().size()));
            }
            if (!(relations.find(name.database(), name.table()).orElse(null)
                    instanceof Relation.FileTable table)) {
                throw QueryFailure.user(
                        "TABLE_NOT_FOUND",
                        "line 1:1: Table 'awsdatacatalog.%s' does not exist".formatted(name));
            }
            List<String> all = new ArrayList<>();
            table.columns().forEach(column -> all.add(column.name()));
            table.partitionKeys().forEach(column -> all.add(column.name()));
            for (String column : given) {
                if (!all.contains(column)) {
                    throw QueryFailure.user(
                            "COLUMN_NOT_FOUND",
                            "line 1:1: Insert column name does not exist in target table: "
                                    + column);
                }
            }
            List<String> aliases = new ArrayList<>();
            for (int column = 0; column < given.size(); column++) {
                aliases.add("c" + column);
            }
            List<String> values = new ArrayList<>();
            for (String column : all) {
                int at = given.indexOf(column);
                values.add(at < 0 ? "NULL" : "c" + at);
            }
            String sql =
                    "SELECT %s FROM (%s) AS given(%s)"
                            .formatted(
                                    String.join(", ", values),
                                    query.sql(),
                                    String.join(", ", aliases));
            return new TranslatedQuery(sql, query.scans(), all, query.parameterCount());
        }

        private StatementOutcome explain(
                StatementKind.Explanation it, RunningStatement running, ResultSink sink)
                throws QueryFailure {
            TranslatedQuery query = translated(((StatementKind.Select) it.statement()).query());
            String command = it.analyze() ? "EXPLAIN ANALYZE " : "EXPLAIN ";
            try (EngineSession session = engine.session(running)) {
                selects.define(session, query.scans());
                List<String> lines = new ArrayList<>();
                session.query(
                        command + query.sql(),
                        rows -> {
                            while (rows.next()) {
                                rows.getString(2).lines().forEach(lines::add);
                            }
                            return lines;
                        });
                Lines.tell(sink, "Query Plan", lines);
            }
            return StatementOutcome.of(substatement());
        }

        private StatementOutcome show(ShowCreate statement, ResultSink sink) throws QueryFailure {
            List<String> parts =
                    statement.getName().getParts().stream()
                            .map(part -> part.toLowerCase(Locale.ROOT))
                            .toList();
            Lines.tell(sink, "Create View", Views.show(caller.table(parts), relations));
            return StatementOutcome.of(substatement());
        }
    }
}
