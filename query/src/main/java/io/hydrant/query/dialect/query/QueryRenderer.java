package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.expression.Subqueries;
import io.hydrant.query.dialect.expression.Translation;
import io.hydrant.query.dialect.information.InformationScan;
import io.hydrant.query.dialect.information.InformationTable;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.relation.Relations;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Union;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.WindowSpecification;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Translates one query and all queries inside it. For one statement and one thread.
public final class QueryRenderer {
    /// More uses of tables than any sensible statement has; views can multiply them.
    private static final int SCANS_MAX = 1_000;

    private final Translation translation;
    private final Relations relations;
    private final List<ScanUse> scans = new ArrayList<>();
    private final List<InformationScan> information = new ArrayList<>();

    public QueryRenderer(Translation translation, Relations relations) {
        this.translation = translation;
        this.relations = relations;
    }

    /// Translates the query of a statement.
    ///
    /// @param database lower case; where tables without a database are looked for
    public RenderedQuery render(Query query, String database) throws QueryFailure {
        Environment environment =
                new Environment(database, Map.of(), Scope.EMPTY, TableUses.count(query), 0, true);
        return query(query, environment);
    }

    /// All uses of tables, in the order of their names.
    public List<ScanUse> scans() {
        return List.copyOf(scans);
    }

    /// Names of the hidden columns of a scan that the query asks for.
    public Set<String> hidden(ScanUse scan) {
        return translation.hiddenOf(scan.number());
    }

    Translation translation() {
        return translation;
    }

    Relations relations() {
        return relations;
    }

    /// All uses of tables of `information_schema`.
    public List<InformationScan> information() {
        return List.copyOf(information);
    }

    /// @return its number, below 0: those from 0 are of tables over files
    int newInformation(InformationTable table) {
        information.add(new InformationScan(translation.freshName("info"), table));
        return -information.size();
    }

    InformationScan information(int number) {
        return information.get(-number - 1);
    }

    ScanUse scan(int number) {
        return scans.get(number);
    }

    ScanUse newScan(Node place, Relation.FileTable table, boolean partitionsOnly)
            throws QueryFailure {
        if (scans.size() == SCANS_MAX) {
            throw Refusals.notSupported(
                    place, "A statement that reads tables more than " + SCANS_MAX + " times");
        }
        ScanUse scan =
                new ScanUse(
                        translation.newScan(),
                        translation.freshName("scan"),
                        table,
                        partitionsOnly);
        scans.add(scan);
        return scan;
    }

    ExpressionRenderer expressions(
            Scope scope, Environment environment, Map<String, WindowSpecification> windows) {
        Subqueries subqueries =
                (query, outer) -> {
                    RenderedQuery rendered = query(query, environment.inner(outer));
                    return new Subqueries.Subquery(
                            "(" + rendered.sql() + ")",
                            rendered.columns().stream().map(OutputColumn::type).toList());
                };
        return new ExpressionRenderer(scope, translation, subqueries, windows);
    }

    RenderedQuery query(Query query, Environment given) throws QueryFailure {
        translation.enter(query);
        try {
            return guarded(query, given);
        } finally {
            translation.leave();
        }
    }

    private RenderedQuery guarded(Query query, Environment given) throws QueryFailure {
        if (!query.getFunctions().isEmpty() || !query.getSessionProperties().isEmpty()) {
            throw Refusals.notSupported(query, "WITH FUNCTION and WITH SESSION");
        }
        Environment environment = given;
        String with = "";
        if (query.getWith().isPresent()) {
            List<String> texts = new ArrayList<>();
            for (WithQuery one : query.getWith().get().getQueries()) {
                environment = common(query.getWith().get(), one, environment, texts);
            }
            with =
                    (query.getWith().get().isRecursive() ? "WITH RECURSIVE " : "WITH ")
                            + String.join(", ", texts)
                            + " ";
        }
        RenderedQuery body = body(query.getQueryBody(), environment);
        RenderedQuery ordered =
                new Ordering(this, environment)
                        .around(body, query.getOrderBy(), query.getOffset(), query.getLimit());
        return new RenderedQuery(with + ordered.sql(), ordered.columns());
    }

    private Environment common(
            With with, WithQuery query, Environment environment, List<String> texts)
            throws QueryFailure {
        String name = query.getName().getValue().toLowerCase(Locale.ROOT);
        String engineName = translation.freshName("w");
        Environment inner = environment.inner(environment.outer());
        boolean recursive =
                with.isRecursive() && TableUses.count(query.getQuery()).containsKey(name);
        RenderedQuery rendered =
                recursive
                        ? recursive(query, name, engineName, inner)
                        : query(query.getQuery(), inner);
        RenderedQuery known =
                environment.usedOnce(name) && !recursive ? rendered : rendered.withoutOrigins();
        texts.add(engineName + " AS (" + rendered.sql() + ")");
        return environment.with(
                name,
                new CommonTable(
                        engineName, renamed(query, known.columns(), query.getColumnNames())));
    }

    private RenderedQuery recursive(
            WithQuery query, String name, String engineName, Environment environment)
            throws QueryFailure {
        if (!(query.getQuery().getQueryBody() instanceof Union union)
                || !(union.getRelations().getFirst() instanceof QueryBody first)
                || !(union.getRelations().getLast() instanceof QueryBody step)
                || query.getQuery().getOrderBy().isPresent()
                || query.getQuery().getLimit().isPresent()
                || query.getQuery().getOffset().isPresent()
                || query.getQuery().getWith().isPresent()
                || union.getRelations().size() != 2
                || union.getCorresponding().isPresent()) {
            throw Refusals.notSupported(
                    query, "A recursive query that is not a UNION of a start and a step");
        }
        RenderedQuery start = body(first, environment).withoutOrigins();
        CommonTable itself =
                new CommonTable(
                        engineName, renamed(query, start.columns(), query.getColumnNames()));
        RenderedQuery next = body(step, environment.with(name, itself));
        SetOperations.check(query, "UNION", start, next);
        String operator = union.isDistinct() ? " UNION " : " UNION ALL ";
        return new RenderedQuery(start.sql() + operator + next.sql(), start.columns());
    }

    static List<OutputColumn> renamed(
            Node place, List<OutputColumn> columns, Optional<List<Identifier>> names)
            throws QueryFailure {
        if (names.isEmpty() || names.get().isEmpty()) {
            return columns;
        }
        if (names.get().size() != columns.size()) {
            throw Refusals.at(
                    place,
                    "MISMATCHED_COLUMN_ALIASES",
                    "Column alias list has %d entries but relation has %d columns"
                            .formatted(names.get().size(), columns.size()));
        }
        List<OutputColumn> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = names.get().get(i).getValue().toLowerCase(Locale.ROOT);
            renamed.add(
                    new OutputColumn(
                            Optional.of(name), columns.get(i).type(), columns.get(i).origin()));
        }
        return renamed;
    }

    RenderedQuery body(QueryBody body, Environment environment) throws QueryFailure {
        translation.enter(body);
        try {
            return switch (body) {
                case QuerySpecification specification ->
                        new Specification(this, environment).render(specification);
                case SetOperation operation ->
                        new SetOperations(this, environment).render(operation);
                case Values values -> new InlineValues(this, environment).render(values);
                case TableSubquery subquery -> query(subquery.getQuery(), environment);
                case Table table -> whole(table, environment);
                default -> throw Refusals.notSupported(body, body.getClass().getSimpleName());
            };
        } finally {
            translation.leave();
        }
    }

    /// `TABLE t`: all its columns.
    private RenderedQuery whole(Table table, Environment environment) throws QueryFailure {
        Source source = new Sources(this, environment).render(table, environment.outer());
        List<String> items = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        source.fields().stream()
                .filter(field -> !field.isHidden())
                .forEach(
                        field -> {
                            items.add(
                                    field.sql() + " AS " + OutputColumn.engineName(columns.size()));
                            columns.add(
                                    new OutputColumn(field.name(), field.type(), field.origin()));
                        });
        return new RenderedQuery(
                "SELECT " + String.join(", ", items) + " FROM " + source.sql(), columns);
    }
}
