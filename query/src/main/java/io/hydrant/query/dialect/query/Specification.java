package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.GroupingSets;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SimpleGroupBy;
import io.trino.sql.tree.WindowDefinition;
import io.trino.sql.tree.WindowSpecification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Translates `SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ...` with what follows.
final class Specification {
    private final QueryRenderer queries;
    private final Environment environment;

    Specification(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    RenderedQuery render(QuerySpecification query) throws QueryFailure {
        Scope scope = Scope.of(List.of(), environment.outer());
        StringBuilder rest = new StringBuilder();
        if (query.getFrom().isPresent()) {
            Source source =
                    new Sources(queries, environment)
                            .render(query.getFrom().get(), environment.outer());
            rest.append(" FROM ").append(source.sql());
            scope = Scope.of(source.fields(), environment.outer());
        }
        if (query.getWhere().isPresent()) {
            rest.append(" WHERE ")
                    .append(
                            new Conditions(queries, environment)
                                    .render(
                                            query.getWhere().get(),
                                            "WHERE clause",
                                            scope,
                                            _ -> true));
        }
        Map<String, WindowSpecification> windows = windows(query);
        Selection selection = new Selection(queries, environment, scope, windows);
        List<SelectItem> items = selection.render(query.getSelect());
        ExpressionRenderer renderer = queries.expressions(scope, environment, windows);
        boolean sets = false;
        if (query.getGroupBy().isPresent()) {
            sets = appendGroupBy(query.getGroupBy().get(), items, renderer, rest);
        }
        if (query.getHaving().isPresent()) {
            rest.append(" HAVING ")
                    .append(renderer.condition(query.getHaving().get(), "HAVING clause"));
        }
        rest.append(
                new Ordering(queries, environment)
                        .clauses(
                                items,
                                renderer,
                                scope,
                                query.getOrderBy(),
                                query.getOffset(),
                                query.getLimit()));
        RenderedQuery rendered =
                new RenderedQuery(
                        select(query.getSelect().isDistinct(), items) + rest,
                        items.stream().map(SelectItem::column).toList());
        boolean transparent =
                !selection.isWindowed()
                        && !sets
                        && query.getLimit().isEmpty()
                        && query.getOffset().isEmpty();
        return transparent ? rendered : rendered.withoutOrigins();
    }

    private static String select(boolean distinct, List<SelectItem> items) {
        List<String> texts = new ArrayList<>();
        for (SelectItem item : items) {
            texts.add(item.selected() + " AS " + OutputColumn.engineName(texts.size()));
        }
        return (distinct ? "SELECT DISTINCT " : "SELECT ") + String.join(", ", texts);
    }

    private static Map<String, WindowSpecification> windows(QuerySpecification query) {
        Map<String, WindowSpecification> windows = new HashMap<>();
        for (WindowDefinition definition : query.getWindows()) {
            windows.put(
                    definition.getName().getValue().toLowerCase(Locale.ROOT),
                    definition.getWindow());
        }
        return windows;
    }

    /// @return whether rows are grouped in more than one way
    private static boolean appendGroupBy(
            GroupBy groupBy,
            List<SelectItem> items,
            ExpressionRenderer renderer,
            StringBuilder rest)
            throws QueryFailure {
        boolean manyWays =
                groupBy.getGroupingElements().stream().anyMatch(GroupingSets.class::isInstance);
        if (groupBy.isDistinct() && manyWays) {
            throw Refusals.notSupported(groupBy, "GROUP BY DISTINCT of several grouping sets");
        }
        List<String> elements = new ArrayList<>();
        boolean sets = false;
        for (GroupingElement element : groupBy.getGroupingElements()) {
            switch (element) {
                case SimpleGroupBy simple -> {
                    List<String> columns = columns(simple.getExpressions(), items, renderer);
                    boolean one = columns.size() == 1;
                    elements.add(one ? columns.getFirst() : "(" + String.join(", ", columns) + ")");
                }
                case GroupingSets several -> {
                    sets = true;
                    elements.add(sets(several, items, renderer));
                }
                default -> throw Refusals.notSupported(element, element.getClass().getSimpleName());
            }
        }
        rest.append(" GROUP BY ").append(String.join(", ", elements));
        return sets;
    }

    private static String sets(
            GroupingSets several, List<SelectItem> items, ExpressionRenderer renderer)
            throws QueryFailure {
        List<String> sets = new ArrayList<>();
        for (List<Expression> set : several.getSets()) {
            List<String> columns = columns(set, items, renderer);
            boolean bare = several.getType() != GroupingSets.Type.EXPLICIT && columns.size() == 1;
            sets.add(bare ? columns.getFirst() : "(" + String.join(", ", columns) + ")");
        }
        String keyword =
                switch (several.getType()) {
                    case EXPLICIT -> "GROUPING SETS";
                    case ROLLUP -> "ROLLUP";
                    case CUBE -> "CUBE";
                };
        return keyword + " (" + String.join(", ", sets) + ")";
    }

    private static List<String> columns(
            List<Expression> expressions, List<SelectItem> items, ExpressionRenderer renderer)
            throws QueryFailure {
        List<String> columns = new ArrayList<>();
        for (Expression expression : expressions) {
            Optional<SelectItem> item = byPosition(expression, items);
            if (item.isPresent() && item.get().aggregated()) {
                throw Refusals.at(
                        expression,
                        "EXPRESSION_NOT_SCALAR",
                        "GROUP BY clause cannot contain aggregations, window functions or grouping"
                                + " operations");
            }
            String sql =
                    item.isPresent() ? item.get().value().sql() : renderer.render(expression).sql();
            // The engine would take a bare number for a position.
            boolean number = sql.matches("[0-9]+");
            columns.add(number ? "CAST(" + sql + " AS BIGINT)" : sql);
        }
        return columns;
    }

    /// The column that a number in `GROUP BY` or `ORDER BY` stands for.
    static Optional<SelectItem> byPosition(Expression expression, List<SelectItem> items)
            throws QueryFailure {
        if (!(expression instanceof LongLiteral literal)) {
            return Optional.empty();
        }
        long position = literal.getParsedValue();
        if (position < 1 || position > items.size()) {
            throw Refusals.at(
                    expression,
                    "INVALID_COLUMN_REFERENCE",
                    "GROUP BY or ORDER BY position " + position + " is not in select list");
        }
        return Optional.of(items.get((int) position - 1));
    }
}
