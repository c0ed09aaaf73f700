package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.expression.TypePattern.FunctionOf;
import io.hydrant.query.dialect.expression.TypePattern.Letter;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Fills the template of a function with its arguments. For one call.
final class Template {
    /// What a call has besides arguments.
    ///
    /// @param first comes before the arguments
    /// @param last comes after them, inside the brackets
    /// @param after comes after the brackets
    record Clauses(String first, String last, String after) {
        static final Clauses NONE = new Clauses("", "", "");
    }

    private sealed interface Argument {
        record Value(Typed value) implements Argument {}

        /// @param parameters names in the engine, unless the template binds them
        record Lambda(List<String> parameters, String body) implements Argument {}
    }

    private final Node place;
    private final String template;
    private final ExpressionRenderer expressions;
    private final Map<String, SqlType> bound;
    private final List<Argument> arguments = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    /// @param bound types of letters; results of lambdas are added
    Template(
            Node place,
            String template,
            ExpressionRenderer expressions,
            Map<String, SqlType> bound) {
        this.place = place;
        this.template = template;
        this.expressions = expressions;
        this.bound = bound;
    }

    void addValue(Typed value) {
        arguments.add(new Argument.Value(value));
    }

    /// Types of the lambda's result are known from then on.
    void addLambda(LambdaExpression lambda, FunctionOf pattern) throws QueryFailure {
        if (lambda.getArguments().size() != pattern.parameters().size()) {
            throw Refusals.at(
                    lambda,
                    "FUNCTION_NOT_FOUND",
                    "Expected a lambda that takes "
                            + pattern.parameters().size()
                            + " argument(s) but got "
                            + lambda.getArguments().size());
        }
        List<String> parameters = parameters(pattern);
        Typed body = body(lambda, pattern, parameters);
        arguments.add(new Argument.Lambda(parameters, body.sql()));
        if (pattern.result() instanceof Letter(String letter, String _)) {
            SqlType earlier = bound.getOrDefault(letter, Scalar.UNKNOWN);
            bound.put(letter, TypeRules.common(earlier, body.type()).orElse(body.type()));
        } else if (!pattern.result().accepts(body.type(), bound, true)) {
            throw Refusals.at(
                    lambda,
                    "TYPE_MISMATCH",
                    "Lambda expression should evaluate to "
                            + pattern.result().display()
                            + " but is "
                            + body.type().display());
        }
    }

    /// A body is translated once: what the template binds its parameters to is known before.
    private List<String> parameters(FunctionOf pattern) throws QueryFailure {
        String start = "{" + (arguments.size() + 1) + "(";
        int at = template.indexOf(start);
        if (at >= 0) {
            String inside = template.substring(at + start.length(), template.indexOf(")}", at));
            return List.of(fill(inside, Clauses.NONE).split(";"));
        }
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < pattern.parameters().size(); i++) {
            parameters.add(expressions.translation().lambdaName("x" + i));
        }
        return parameters;
    }

    private Typed body(LambdaExpression lambda, FunctionOf pattern, List<String> parameters)
            throws QueryFailure {
        List<Typed> typed = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            typed.add(new Typed(parameters.get(i), pattern.parameters().get(i).resolve(bound)));
        }
        return expressions.body(lambda, typed);
    }

    String fill(Clauses clauses) throws QueryFailure {
        return fill(template, clauses);
    }

    private String fill(String template, Clauses clauses) throws QueryFailure {
        StringBuilder sql = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char next = template.charAt(at);
            if (isCore(template, at)) {
                int end = template.indexOf(">>", at);
                sql.append(core(fill(template.substring(at + 2, end), Clauses.NONE), clauses));
                at = end + 2;
            } else if (next == '{' && isPlaceholder(template, at)) {
                int end = closing(template, at);
                placeholder(template.substring(at + 1, end), sql);
                at = end + 1;
            } else if (next == '%' && isName(template, at)) {
                sql.append(name(template.substring(at, at + 2)));
                at += 2;
            } else {
                sql.append(next);
                at++;
            }
            expressions.translation().checkLength(place, sql.length());
        }
        return sql.toString();
    }

    /// Shifts of bits have a blank behind them.
    private static boolean isCore(String template, int at) {
        return template.startsWith("<<", at) && Character.isLetter(template.charAt(at + 2));
    }

    /// Rows of the engine have curly brackets too, with a quote first.
    private static boolean isPlaceholder(String template, int at) {
        char first = template.charAt(at + 1);
        boolean repetition = Character.isDigit(first) && template.charAt(at + 2) == ',';
        return first != '\'' && !repetition && (at == 0 || template.charAt(at - 1) != ']');
    }

    private static boolean isName(String template, int at) {
        return at + 1 < template.length()
                && Character.isLowerCase(template.charAt(at + 1))
                && (at + 2 == template.length()
                        || !Character.isLetterOrDigit(template.charAt(at + 2)))
                && !isTimeCode(template, at);
    }

    /// Templates have time formats too, always inside quotes and never before `:` of a lambda.
    private static boolean isTimeCode(String template, int at) {
        return template.lastIndexOf("strftime(", at) >= 0;
    }

    private static int closing(String template, int at) {
        int depth = 0;
        for (int i = at; i < template.length(); i++) {
            if (template.charAt(i) == '{') {
                depth++;
            } else if (template.charAt(i) == '}') {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
        }
        throw new IllegalStateException("template has no end of a placeholder: " + template);
    }

    private String name(String token) {
        return names.computeIfAbsent(
                token, _ -> expressions.translation().lambdaName(token.substring(1)));
    }

    private void placeholder(String text, StringBuilder sql) {
        char first = text.charAt(0);
        if (text.startsWith("fail:")) {
            int colon = text.indexOf(':', 5);
            sql.append(Failing.value(text.substring(5, colon), text.substring(colon + 2)));
        } else if (first == '*') {
            sql.append(
                    arguments.stream()
                            .map(argument -> ((Argument.Value) argument).value().sql())
                            .collect(Collectors.joining(text.substring(1))));
        } else if (Character.isUpperCase(first)) {
            sql.append(bound.getOrDefault(text, Scalar.UNKNOWN).engine());
        } else {
            argument(text, sql);
        }
    }

    private void argument(String text, StringBuilder sql) {
        switch (arguments.get(text.charAt(0) - '1')) {
            case Argument.Value(Typed value) -> sql.append(value.sql());
            case Argument.Lambda(List<String> _, String body) when text.length() > 1 ->
                    sql.append(body);
            case Argument.Lambda(List<String> parameters, String body) ->
                    sql.append("lambda ")
                            .append(String.join(", ", parameters))
                            .append(": ")
                            .append(body);
        }
    }

    private static String core(String call, Clauses clauses) {
        int open = call.indexOf('(') + 1;
        int close = call.lastIndexOf(')');
        return call.substring(0, open)
                + clauses.first()
                + call.substring(open, close)
                + clauses.last()
                + call.substring(close)
                + clauses.after();
    }
}
