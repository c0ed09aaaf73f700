package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.TryExpression;
import io.trino.sql.tree.WhenClause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Translates what chooses between values.
final class Conditionals {
    private static final Typed NULL = new Typed("NULL", Scalar.UNKNOWN);

    private final ExpressionRenderer expressions;

    Conditionals(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed searched(SearchedCaseExpression expression) throws QueryFailure {
        List<String> conditions = new ArrayList<>();
        for (WhenClause clause : expression.getWhenClauses()) {
            conditions.add(expressions.condition(operand(clause), "CASE WHEN clause"));
        }
        return whole(
                expression,
                "",
                conditions,
                expression.getWhenClauses(),
                expression.getDefaultValue());
    }

    Typed simple(SimpleCaseExpression expression) throws QueryFailure {
        List<Typed> compared = new ArrayList<>();
        compared.add(expressions.render(expression.getOperand()));
        for (WhenClause clause : expression.getWhenClauses()) {
            compared.add(expressions.render(operand(clause)));
        }
        expressions.common(expression, compared, "CASE operand and all WHEN operands");
        List<String> values =
                compared.subList(1, compared.size()).stream().map(Typed::sql).toList();
        return whole(
                expression,
                compared.getFirst().sql(),
                values,
                expression.getWhenClauses(),
                expression.getDefaultValue());
    }

    private static Expression operand(WhenClause clause) throws QueryFailure {
        if (clause.getMatch() instanceof WhenClause.Operand operand) {
            return operand.expression();
        }
        throw Refusals.notSupported(clause, "WHEN with a comparison without left side");
    }

    private Typed whole(
            Expression place,
            String operand,
            List<String> conditions,
            List<WhenClause> clauses,
            Optional<Expression> otherwise)
            throws QueryFailure {
        List<Typed> results = new ArrayList<>();
        for (WhenClause clause : clauses) {
            results.add(expressions.render(clause.getResult()));
        }
        results.add(otherwise.isPresent() ? expressions.render(otherwise.get()) : NULL);
        SqlType type = expressions.common(place, results, "All CASE results");
        StringBuilder sql = new StringBuilder("CASE ").append(operand);
        for (int i = 0; i < conditions.size(); i++) {
            sql.append(" WHEN ").append(conditions.get(i));
            sql.append(" THEN ").append(results.get(i).sql());
        }
        sql.append(" ELSE ").append(results.getLast().sql()).append(" END");
        return new Typed(sql.toString(), type);
    }

    Typed chosen(IfExpression expression) throws QueryFailure {
        String condition = expressions.condition(expression.getCondition(), "IF condition");
        Typed one = expressions.render(expression.getTrueValue());
        Typed other =
                expression.getFalseValue().isPresent()
                        ? expressions.render(expression.getFalseValue().get())
                        : NULL;
        SqlType type = expressions.common(expression, List.of(one, other), "Result of IF");
        return new Typed(
                "CASE WHEN %s THEN %s ELSE %s END".formatted(condition, one.sql(), other.sql()),
                type);
    }

    Typed coalesce(CoalesceExpression expression) throws QueryFailure {
        List<Typed> operands = expressions.renderAll(expression.getOperands());
        SqlType type = expressions.common(expression, operands, "All COALESCE operands");
        return new Typed(
                operands.stream()
                        .map(Typed::sql)
                        .collect(Collectors.joining(", ", "coalesce(", ")")),
                type);
    }

    Typed nullIf(NullIfExpression expression) throws QueryFailure {
        Typed one = expressions.render(expression.getFirst());
        Typed other = expressions.render(expression.getSecond());
        expressions.common(expression, List.of(one, other), "Operands of NULLIF");
        return new Typed("nullif(" + one.sql() + ", " + other.sql() + ")", one.type());
    }

    Typed tried(TryExpression expression) throws QueryFailure {
        Typed inner = expressions.render(expression.getInnerExpression());
        return new Typed("TRY(" + inner.sql() + ")", inner.type());
    }
}
