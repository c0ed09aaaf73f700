package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.expression.SortDirection;
import io.hydrant.query.dialect.expression.Typed;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.AllRows;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.OrderBy;
import io.trino.sql.tree.SortItem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Translates `ORDER BY`, `OFFSET`, `LIMIT` and `FETCH FIRST`.
final class Ordering {
    private static final Pattern BARE_NUMBER = Pattern.compile("[0-9]+");

    private final QueryRenderer queries;
    private final Environment environment;

    Ordering(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    /// The clauses of a `SELECT`, with a blank before each.
    String clauses(
            List<SelectItem> items,
            ExpressionRenderer renderer,
            Scope scope,
            Optional<OrderBy> orderBy,
            Optional<Offset> offset,
            Optional<Node> limit)
            throws QueryFailure {
        StringBuilder sql = new StringBuilder();
        if (orderBy.isPresent()) {
            List<String> keys = new ArrayList<>();
            for (SortItem item : orderBy.get().getSortItems()) {
                keys.add(key(item.getSortKey(), items, renderer, scope) + SortDirection.of(item));
            }
            sql.append(" ORDER BY ").append(String.join(", ", keys));
        }
        return sql + limits(offset, limit);
    }

    /// The clauses behind a query that has none of its own.
    RenderedQuery around(
            RenderedQuery query,
            Optional<OrderBy> orderBy,
            Optional<Offset> offset,
            Optional<Node> limit)
            throws QueryFailure {
        if (orderBy.isEmpty() && offset.isEmpty() && limit.isEmpty()) {
            return query;
        }
        String alias = queries.translation().freshName("r");
        List<SelectItem> items = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (OutputColumn column : query.columns()) {
            String name = OutputColumn.engineName(items.size());
            String sql = alias + "." + name;
            items.add(new SelectItem(new Typed(sql, column.type()), sql, column, false));
            fields.add(new Field(List.of(), column.name(), sql, column.type(), Optional.empty()));
            texts.add(sql + " AS " + name);
        }
        Scope scope = Scope.of(fields, environment.outer());
        ExpressionRenderer renderer = queries.expressions(scope, environment, Map.of());
        String clauses = clauses(items, renderer, scope, orderBy, offset, limit);
        return new RenderedQuery(
                        "SELECT %s FROM (%s) %s%s"
                                .formatted(String.join(", ", texts), query.sql(), alias, clauses),
                        query.columns())
                .withoutOrigins();
    }

    /// The engine would take a bare number for a position, and refuses a bare text.
    private static String plain(String key) {
        boolean bare = key.startsWith("'") || BARE_NUMBER.matcher(key).matches();
        return bare ? "coalesce(" + key + ")" : key;
    }

    private String key(
            Expression key, List<SelectItem> items, ExpressionRenderer renderer, Scope scope)
            throws QueryFailure {
        Optional<SelectItem> item = Specification.byPosition(key, items);
        if (item.isEmpty() && key instanceof Identifier name) {
            item = byName(name, items);
        }
        if (item.isPresent()) {
            boolean shown = item.get().selected().contains(item.get().value().sql());
            return shown && !item.get().selected().contains("strftime(")
                    ? String.valueOf(items.indexOf(item.get()) + 1)
                    : plain(item.get().value().sql());
        }
        return plain(expression(key, items, renderer, scope));
    }

    /// Names in it are columns of the result first; those inside aggregates are of the rows.
    private String expression(
            Expression key, List<SelectItem> items, ExpressionRenderer renderer, Scope scope)
            throws QueryFailure {
        List<Field> outputs = new ArrayList<>();
        for (SelectItem item : items) {
            outputs.add(
                    new Field(
                            List.of(),
                            item.column().name(),
                            item.value().sql(),
                            item.value().type(),
                            Optional.empty()));
        }
        if (TableUses.hasQuery(key)) {
            return queries.expressions(Scope.of(outputs, scope), environment, Map.of())
                    .render(key)
                    .sql();
        }
        try {
            ExpressionRenderer plain = queries.expressions(scope, environment, Map.of());
            Typed ofRows = plain.render(key);
            if (plain.usage().hasAggregate()) {
                return ofRows.sql();
            }
        } catch (QueryFailure e) {
            // A name of the result then: resolved below, or refused there.
        }
        try {
            return queries.expressions(Scope.of(outputs, scope), environment, Map.of())
                    .render(key)
                    .sql();
        } catch (QueryFailure e) {
            return renderer.render(key).sql();
        }
    }

    private static Optional<SelectItem> byName(Identifier name, List<SelectItem> items)
            throws QueryFailure {
        String lower = name.getValue().toLowerCase(Locale.ROOT);
        List<SelectItem> named =
                items.stream()
                        .filter(item -> item.column().name().filter(lower::equals).isPresent())
                        .toList();
        boolean same = named.stream().map(item -> item.value().sql()).distinct().count() <= 1;
        if (!same) {
            throw Refusals.at(name, "AMBIGUOUS_NAME", "Column '" + lower + "' is ambiguous");
        }
        return named.stream().findFirst();
    }

    private String limits(Optional<Offset> offset, Optional<Node> limit) throws QueryFailure {
        String sql = "";
        if (limit.isPresent()) {
            sql +=
                    switch (limit.get()) {
                        case Limit given -> limit(given.getRowCount());
                        case FetchFirst fetch when fetch.isWithTies() ->
                                throw Refusals.notSupported(fetch, "FETCH FIRST ... WITH TIES");
                        case FetchFirst fetch ->
                                fetch.getRowCount().isPresent()
                                        ? limit(fetch.getRowCount().get())
                                        : " LIMIT 1";
                        default ->
                                throw Refusals.notSupported(
                                        limit.get(), limit.get().getClass().getSimpleName());
                    };
        }
        if (offset.isPresent()) {
            sql += " OFFSET " + count(offset.get().getRowCount());
        }
        return sql;
    }

    private String limit(Expression count) throws QueryFailure {
        return count instanceof AllRows ? "" : " LIMIT " + count(count);
    }

    private String count(Expression expression) throws QueryFailure {
        Typed count = queries.expressions(Scope.EMPTY, environment, Map.of()).render(expression);
        if (!TypeRules.isInteger(count.type()) || !count.sql().matches("[0-9]+")) {
            throw Refusals.at(
                    expression,
                    "TYPE_MISMATCH",
                    "Number of rows must be a non-negative integer but was " + expression);
        }
        return count.sql();
    }
}
