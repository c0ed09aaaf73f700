package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.expression.Usage;
import io.hydrant.query.dialect.information.InformationScan;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Predicated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Translates conditions of `WHERE` and `ON`, and hands what speaks of one scan's partition keys
/// alone to that scan.
final class Conditions {
    /// Calls and casts can fail for a partition that the query would not have looked at.
    private static final Pattern CALL = Pattern.compile("\\w\\(");

    private final QueryRenderer queries;
    private final Environment environment;

    Conditions(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    /// @param clause for messages, such as `WHERE clause`
    /// @param prunable fields that rows left out by the condition cannot come back through
    String render(Expression condition, String clause, Scope scope, Predicate<Field> prunable)
            throws QueryFailure {
        List<String> texts = new ArrayList<>();
        for (Expression conjunct : conjuncts(condition)) {
            ExpressionRenderer renderer = queries.expressions(scope, environment, Map.of());
            texts.add(renderer.condition(conjunct, clause));
            Usage usage = renderer.usage();
            if (usage.hasAggregate() || usage.hasWindow()) {
                throw Refusals.at(
                        conjunct,
                        "EXPRESSION_NOT_SCALAR",
                        clause
                                + " cannot contain aggregations, window functions or grouping"
                                + " operations");
            }
            prune(conjunct, usage, scope, prunable);
        }
        return String.join(" AND ", texts);
    }

    private static List<Expression> conjuncts(Expression condition) {
        if (condition instanceof LogicalExpression logical
                && logical.getOperator() == LogicalExpression.Operator.AND) {
            List<Expression> conjuncts = new ArrayList<>();
            for (Expression term : logical.getTerms()) {
                conjuncts.addAll(conjuncts(term));
            }
            return conjuncts;
        }
        return List.of(condition);
    }

    private void prune(Expression conjunct, Usage usage, Scope scope, Predicate<Field> prunable)
            throws QueryFailure {
        Optional<Integer> scan = onlyScan(usage.fields());
        if (scan.isEmpty()
                || !usage.isOfRowAlone()
                || !usage.fields().stream().allMatch(prunable)) {
            return;
        }
        if (scan.get() < 0) {
            askFor(conjunct, usage.fields(), queries.information(scan.get()));
            return;
        }
        List<Field> keys = new ArrayList<>();
        for (Field field : scope.fields()) {
            if (field.origin().isPresent() && field.origin().get().scan() == scan.get()) {
                keys.add(
                        new Field(
                                field.qualifier(),
                                field.name(),
                                Sql.quoted(field.origin().get().column()),
                                field.type(),
                                Optional.empty()));
            }
        }
        String filter =
                queries.expressions(new Scope(keys, Optional.empty()), environment, Map.of())
                        .render(conjunct)
                        .sql();
        queries.scan(scan.get())
                .filter(
                        CALL.matcher(filter).find()
                                ? "coalesce(TRY(" + filter + "), TRUE)"
                                : filter);
    }

    private void askFor(Expression conjunct, Set<Field> fields, InformationScan scan)
            throws QueryFailure {
        Field field = fields.iterator().next();
        if (fields.size() > 1 || !namesColumn(conjunct)) {
            return;
        }
        scan.restrict(
                field.origin().orElseThrow().column(),
                conjunct,
                expression ->
                        expression instanceof Parameter parameter
                                ? queries.translation().parameter(parameter, parameter.getId())
                                : expression);
    }

    /// Whether a comparison has the bare column on one side.
    private static boolean namesColumn(Expression conjunct) {
        return conjunct instanceof Predicated predicated
                && (isColumn(predicated.getValue())
                        || predicated.getPredicate() instanceof ComparisonPredicate comparison
                                && isColumn(comparison.getRight()));
    }

    private static boolean isColumn(Expression expression) {
        return expression instanceof Identifier || expression instanceof DereferenceExpression;
    }

    /// The scan whose partition keys all the fields are.
    private static Optional<Integer> onlyScan(Set<Field> fields) {
        Optional<Integer> scan = Optional.empty();
        for (Field field : fields) {
            if (field.origin().isEmpty() || field.isHidden()) {
                return Optional.empty();
            }
            int number = field.origin().get().scan();
            if (scan.isPresent() && scan.get() != number) {
                return Optional.empty();
            }
            scan = Optional.of(number);
        }
        return scan;
    }
}
