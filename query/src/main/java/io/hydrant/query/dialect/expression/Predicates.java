package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.BooleanTestPredicate;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.DistinctFromPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.OverlapsPredicate;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.QuantifiedComparisonPredicate;
import io.trino.sql.tree.Row;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Translates comparisons. Values of types that nothing converts, such as a text and a number, are
/// refused here: the engine would convert them.
final class Predicates {
    private final ExpressionRenderer expressions;

    Predicates(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed render(Predicated predicated) throws QueryFailure {
        String sql =
                switch (predicated.getPredicate()) {
                    case ComparisonPredicate comparison -> comparison(predicated, comparison);
                    case BetweenPredicate between -> between(predicated, between);
                    case InPredicate in -> in(predicated, in);
                    case LikePredicate like -> like(predicated, like);
                    case IsNullPredicate isNull ->
                            expressions.render(predicated.getValue()).sql()
                                    + " IS "
                                    + not(isNull.isNegated())
                                    + "NULL";
                    case DistinctFromPredicate distinct -> {
                        Typed left = expressions.render(predicated.getValue());
                        Typed right = expressions.render(distinct.getRight());
                        check(predicated, left, "IS DISTINCT FROM", right);
                        yield left.sql()
                                + " IS "
                                + not(distinct.isNegated())
                                + "DISTINCT FROM "
                                + right.sql();
                    }
                    case QuantifiedComparisonPredicate quantified ->
                            quantified(predicated, quantified);
                    case BooleanTestPredicate test ->
                            expressions.condition(predicated.getValue(), "Boolean test")
                                    + " IS "
                                    + not(test.isNegated())
                                    + truth(test);
                    case OverlapsPredicate _ -> throw Refusals.notSupported(predicated, "OVERLAPS");
                    default ->
                            throw Refusals.notSupported(
                                    predicated,
                                    predicated.getPredicate().getClass().getSimpleName());
                };
        return new Typed("(" + sql + ")", Scalar.BOOLEAN);
    }

    private static String not(boolean negated) {
        return negated ? "NOT " : "";
    }

    private static String truth(BooleanTestPredicate test) {
        return switch (test.getTruthValue().name()) {
            case "TRUE" -> "TRUE";
            case "FALSE" -> "FALSE";
            default -> "NULL";
        };
    }

    private String comparison(Predicated predicated, ComparisonPredicate comparison)
            throws QueryFailure {
        Typed left = expressions.render(predicated.getValue());
        Typed right = expressions.render(comparison.getRight());
        String operator = comparison.getOperator().getValue();
        check(predicated, left, operator, right);
        return left.sql() + " " + operator + " " + right.sql();
    }

    private static void check(Expression place, Typed left, String operator, Typed right)
            throws QueryFailure {
        check(place, left.type(), operator, right.type());
    }

    private static void check(Expression place, SqlType left, String operator, SqlType right)
            throws QueryFailure {
        if (TypeRules.common(left, right).isEmpty()) {
            throw Refusals.at(
                    place,
                    "TYPE_MISMATCH",
                    "Cannot apply operator: "
                            + left.display()
                            + " "
                            + operator
                            + " "
                            + right.display());
        }
    }

    private String between(Predicated predicated, BetweenPredicate between) throws QueryFailure {
        Typed value = expressions.render(predicated.getValue());
        Typed least = expressions.render(between.getMin());
        Typed most = expressions.render(between.getMax());
        if (TypeRules.common(value.type(), least.type()).isEmpty()
                || TypeRules.common(value.type(), most.type()).isEmpty()) {
            throw Refusals.at(
                    predicated,
                    "TYPE_MISMATCH",
                    "Cannot check if %s is BETWEEN %s and %s"
                            .formatted(
                                    value.type().display(),
                                    least.type().display(),
                                    most.type().display()));
        }
        String form = "%s BETWEEN %s AND %s";
        String straight = form.formatted(value.sql(), least.sql(), most.sql());
        String found =
                between.isSymmetric()
                        ? straight + " OR " + form.formatted(value.sql(), most.sql(), least.sql())
                        : straight;
        return between.isNegated() ? "NOT (" + found + ")" : found;
    }

    private String in(Predicated predicated, InPredicate in) throws QueryFailure {
        String operator = " " + not(in.isNegated()) + "IN ";
        if (!(in.getValueList() instanceof InListExpression list)) {
            return inSubquery(predicated, in, operator);
        }
        Typed value = expressions.render(predicated.getValue());
        List<String> members = new ArrayList<>();
        for (Expression member : list.getValues()) {
            Typed one = expressions.render(member);
            if (TypeRules.common(value.type(), one.type()).isEmpty()) {
                throw Refusals.at(
                        member,
                        "TYPE_MISMATCH",
                        "IN value and list items must be the same type or coercible to a common"
                                + " type. Cannot find common type between "
                                + value.type().display()
                                + " and "
                                + one.type().display());
            }
            members.add(one.sql());
        }
        return value.sql() + operator + "(" + String.join(", ", members) + ")";
    }

    private String inSubquery(Predicated predicated, InPredicate in, String operator)
            throws QueryFailure {
        List<Typed> values =
                predicated.getValue() instanceof Row row
                        ? expressions.renderAll(
                                row.getFields().stream().map(Row.Field::getExpression).toList())
                        : List.of(expressions.render(predicated.getValue()));
        Subqueries.Subquery found = expressions.subquery(in.getValueList());
        if (found.types().size() != values.size()) {
            throw Refusals.at(
                    predicated,
                    "TYPE_MISMATCH",
                    "Value of IN has "
                            + values.size()
                            + " columns but its subquery has "
                            + found.types().size());
        }
        for (int i = 0; i < values.size(); i++) {
            check(predicated, values.get(i).type(), "IN", found.types().get(i));
        }
        String left = values.stream().map(Typed::sql).collect(Collectors.joining(", "));
        return (values.size() == 1 ? left : "(" + left + ")") + operator + found.sql();
    }

    private String like(Predicated predicated, LikePredicate like) throws QueryFailure {
        Typed value = text(predicated.getValue(), "Left side of LIKE expression");
        Typed pattern = text(like.getPattern(), "Pattern for LIKE expression");
        String sql = value.sql() + " " + not(like.isNegated()) + "LIKE " + pattern.sql();
        if (like.getEscape().isEmpty()) {
            return sql;
        }
        return sql + " ESCAPE " + text(like.getEscape().get(), "Escape for LIKE expression").sql();
    }

    private Typed text(Expression expression, String what) throws QueryFailure {
        Typed value = expressions.render(expression);
        if (!TypeRules.isText(value.type()) && value.type() != Scalar.UNKNOWN) {
            throw Refusals.at(
                    expression,
                    "TYPE_MISMATCH",
                    what + " must evaluate to a varchar (actual: " + value.type().display() + ")");
        }
        return value;
    }

    private String quantified(Predicated predicated, QuantifiedComparisonPredicate quantified)
            throws QueryFailure {
        Typed value = expressions.render(predicated.getValue());
        Subqueries.Subquery found = expressions.subquery(quantified.getSubquery());
        String operator = quantified.getOperator().getValue();
        if (found.types().size() != 1) {
            throw Refusals.at(
                    predicated,
                    "NOT_SUPPORTED",
                    "Multiple columns returned by subquery are not yet supported. Found "
                            + found.types().size());
        }
        check(predicated, value.type(), operator, found.types().getFirst());
        String quantifier =
                switch (quantified.getQuantifier()) {
                    case ALL -> "ALL";
                    case ANY, SOME -> "ANY";
                };
        return value.sql() + " " + operator + " " + quantifier + " " + found.sql();
    }
}
