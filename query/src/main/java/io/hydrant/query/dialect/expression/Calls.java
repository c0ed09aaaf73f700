package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.expression.TypePattern.Exact;
import io.hydrant.query.dialect.expression.TypePattern.Family;
import io.hydrant.query.dialect.expression.TypePattern.FunctionOf;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Translates calls of functions. What is not on the list does not exist.
final class Calls {
    private final ExpressionRenderer expressions;

    Calls(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed render(FunctionCall call) throws QueryFailure {
        String name = String.join(".", call.getName().getParts()).toLowerCase(Locale.ROOT);
        if (call.hasNamedArguments()) {
            throw Refusals.notSupported(call, "Naming arguments of function '" + name + "'");
        }
        Optional<Typed> special = new SpecialCalls(expressions).render(name, call);
        if (special.isPresent()) {
            if (hasClauses(call) && !SpecialCalls.AGGREGATES.contains(name)) {
                throw notAggregate(call, name);
            }
            return special.get();
        }
        return fromList(call, name, call.argumentValues(), Optional.of(call));
    }

    /// The same call of another function.
    Typed instead(FunctionCall call, String name) throws QueryFailure {
        return fromList(call, name, call.argumentValues(), Optional.of(call));
    }

    private static boolean hasClauses(FunctionCall call) {
        return call.isDistinct()
                || call.getOrderBy().isPresent()
                || call.getFilter().isPresent()
                || call.getWindow().isPresent()
                || call.getNullTreatment().isPresent()
                || call.getProcessingMode().isPresent();
    }

    private static QueryFailure notAggregate(FunctionCall call, String name) {
        return Refusals.at(
                call,
                "FUNCTION_NOT_AGGREGATE",
                "DISTINCT, ORDER BY, FILTER, OVER and treatment of nulls are not supported for"
                        + " non-aggregation function "
                        + name);
    }

    /// What would be taken by the engine and mean something else there.
    private static void check(FunctionCall call, Signature.Kind kind, String name)
            throws QueryFailure {
        if (call.getProcessingMode().isPresent()) {
            throw Refusals.notSupported(call, "Processing mode of pattern recognition");
        }
        if (kind == Signature.Kind.AGGREGATE && call.getNullTreatment().isPresent()) {
            throw Refusals.notSupported(
                    call, "IGNORE NULLS and RESPECT NULLS of aggregate function " + name);
        }
        if (call.getFilter().isPresent() && call.getWindow().isPresent()) {
            throw Refusals.notSupported(call, "FILTER of window functions");
        }
        boolean ofAggregates =
                call.isDistinct() || call.getOrderBy().isPresent() || call.getFilter().isPresent();
        if (kind == Signature.Kind.WINDOW && ofAggregates) {
            throw Refusals.notSupported(
                    call, "DISTINCT, ORDER BY or FILTER inside window function " + name);
        }
    }

    /// A call without anything around it.
    Typed plain(Node place, String name, List<Expression> arguments) throws QueryFailure {
        return fromList(place, name, arguments, Optional.empty());
    }

    private Typed fromList(
            Node place, String name, List<Expression> arguments, Optional<FunctionCall> call)
            throws QueryFailure {
        List<Signature> candidates = FunctionList.named(name);
        if (candidates.isEmpty()) {
            throw Refusals.at(
                    place, "FUNCTION_NOT_FOUND", "Function '" + name + "' not registered");
        }
        boolean lambda =
                candidates.stream().anyMatch(one -> one.template().contains("lambda "))
                        || arguments.stream().anyMatch(LambdaExpression.class::isInstance);
        if (!lambda) {
            return chosen(place, name, candidates, arguments, call);
        }
        expressions.translation().enterLambda(place);
        try {
            return chosen(place, name, candidates, arguments, call);
        } finally {
            expressions.translation().leaveLambda();
        }
    }

    private Typed chosen(
            Node place,
            String name,
            List<Signature> candidates,
            List<Expression> arguments,
            Optional<FunctionCall> call)
            throws QueryFailure {
        List<Optional<Typed>> values = new ArrayList<>();
        for (Expression argument : arguments) {
            values.add(
                    argument instanceof LambdaExpression
                            ? Optional.empty()
                            : Optional.of(expressions.render(argument)));
        }
        for (boolean conversions : new boolean[] {false, true}) {
            for (Signature candidate : candidates) {
                Optional<Map<String, SqlType>> bound =
                        candidate.match(
                                values.stream().map(value -> value.map(Typed::type)).toList(),
                                conversions);
                if (bound.isPresent()) {
                    return called(place, candidate, arguments, values, bound.get(), call);
                }
            }
        }
        throw Refusals.at(
                place,
                "FUNCTION_NOT_FOUND",
                "Unexpected parameters (%s) for function %s. Expected: %s"
                        .formatted(
                                values.stream()
                                        .map(
                                                value ->
                                                        value.map(typed -> typed.type().display())
                                                                .orElse("<lambda>"))
                                        .collect(Collectors.joining(", ")),
                                name,
                                candidates.stream()
                                        .map(Signature::display)
                                        .collect(Collectors.joining(", "))));
    }

    private Typed called(
            Node place,
            Signature signature,
            List<Expression> arguments,
            List<Optional<Typed>> values,
            Map<String, SqlType> bound,
            Optional<FunctionCall> call)
            throws QueryFailure {
        Template template = new Template(place, signature.template(), expressions, bound);
        for (int i = 0; i < arguments.size(); i++) {
            TypePattern pattern = signature.parameter(i);
            if (arguments.get(i) instanceof LambdaExpression lambda) {
                template.addLambda(lambda, (FunctionOf) pattern);
            } else {
                template.addValue(converted(values.get(i).orElseThrow(), pattern));
            }
        }
        switch (signature.kind()) {
            case PLAIN -> {}
            case VOLATILE -> expressions.usage().notOfRowAlone();
            case AGGREGATE -> {
                if (call.flatMap(FunctionCall::getWindow).isEmpty()) {
                    expressions.usage().aggregate();
                }
            }
            case WINDOW -> requireWindow(place, signature, call);
        }
        String sql = template.fill(clause(signature, call));
        return new Typed(sql, signature.result().resolve(bound));
    }

    private static void requireWindow(Node place, Signature signature, Optional<FunctionCall> call)
            throws QueryFailure {
        if (call.flatMap(FunctionCall::getWindow).isEmpty()) {
            throw Refusals.at(
                    place,
                    "MISSING_OVER",
                    "Window function " + signature.name() + " requires an OVER clause");
        }
    }

    /// What the call has besides arguments.
    private Template.Clauses clause(Signature signature, Optional<FunctionCall> given)
            throws QueryFailure {
        if (given.isEmpty()) {
            return Template.Clauses.NONE;
        }
        FunctionCall call = given.get();
        Windows windows = new Windows(expressions);
        if (!hasClauses(call)) {
            return Template.Clauses.NONE;
        }
        boolean plain =
                signature.kind() == Signature.Kind.PLAIN
                        || signature.kind() == Signature.Kind.VOLATILE;
        if (plain) {
            throw notAggregate(call, signature.name());
        }
        check(call, signature.kind(), signature.name());
        String last =
                call.getOrderBy().isPresent() ? " " + windows.orderBy(call.getOrderBy().get()) : "";
        last += call.getNullTreatment().map(nulls -> " " + nulls.name() + " NULLS").orElse("");
        String after = "";
        if (call.getFilter().isPresent()) {
            after =
                    " FILTER (WHERE "
                            + expressions.condition(call.getFilter().get(), "FILTER clause")
                            + ")";
        }
        if (call.getWindow().isPresent()) {
            after += windows.over(call, call.getWindow().get());
            expressions.usage().window();
        }
        return new Template.Clauses(call.isDistinct() ? "DISTINCT " : "", last, after);
    }

    /// An argument as the parameter wants it.
    private static Typed converted(Typed value, TypePattern pattern) {
        return switch (pattern) {
            case Family(String name) when name.equals("local") ->
                    new Typed(Casts.wall(value), value.type());
            case Family(String name) when name.equals("zoned") && isPlainTime(value.type()) ->
                    new Typed("CAST(" + value.sql() + " AS TIMESTAMPTZ)", value.type());
            case Exact(SqlType type) when needsCast(value.type(), type) ->
                    new Typed(Sql.cast(value.sql(), type), type);
            default -> value;
        };
    }

    private static boolean isPlainTime(SqlType type) {
        return TypeRules.isPointInTime(type) && !(type instanceof SqlType.ZonedTimestamp);
    }

    private static boolean needsCast(SqlType from, SqlType to) {
        return from == Scalar.UNKNOWN || to == Scalar.DOUBLE && from != Scalar.DOUBLE;
    }
}
