package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Format;
import io.trino.sql.tree.StringLiteral;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Translates `format('%05d %s', ...)`: Java's format, of which the engine has the common part.
final class Formats {
    private static final Pattern SPECIFIER =
            Pattern.compile("%(?:([-+0, ]*)([0-9]{1,4})?(?:\\.([0-9]{1,4}))?([a-zA-Z])|([%n]))|%");

    private final ExpressionRenderer expressions;

    Formats(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed render(Format format) throws QueryFailure {
        List<Expression> arguments = format.getArguments();
        if (!(arguments.getFirst() instanceof StringLiteral literal)) {
            throw Refusals.notSupported(format, "format() with a format that is not a literal");
        }
        Matcher specifiers = SPECIFIER.matcher(literal.getValue());
        StringBuilder engine = new StringBuilder();
        List<String> values = new ArrayList<>();
        while (specifiers.find()) {
            if (specifiers.group(5) != null) {
                specifiers.appendReplacement(engine, specifiers.group(5).equals("n") ? "\n" : "%%");
                continue;
            }
            int index = values.size() + 1;
            if (specifiers.group(4) == null || index >= arguments.size()) {
                throw Refusals.at(
                        format,
                        "INVALID_FUNCTION_ARGUMENT",
                        "Invalid format string: " + literal.getValue());
            }
            values.add(value(arguments.get(index), specifiers.group(4).charAt(0)));
            specifiers.appendReplacement(engine, Matcher.quoteReplacement(specifiers.group()));
        }
        specifiers.appendTail(engine);
        String list = values.isEmpty() ? "" : ", " + String.join(", ", values);
        return new Typed(
                "printf(" + Sql.literal(engine.toString()) + list + ")", Varchar.UNBOUNDED);
    }

    private String value(Expression argument, char conversion) throws QueryFailure {
        Typed value = expressions.render(argument);
        boolean number = TypeRules.isNumber(value.type());
        return switch (conversion) {
            case 's' -> Texts.of(value);
            case 'd', 'x', 'X', 'o' -> {
                if (!TypeRules.isInteger(value.type())) {
                    throw mismatch(argument, conversion, value);
                }
                yield "CAST(" + value.sql() + " AS BIGINT)";
            }
            case 'f', 'e', 'E', 'g' -> {
                if (!number || TypeRules.isInteger(value.type())) {
                    throw mismatch(argument, conversion, value);
                }
                yield "CAST(" + value.sql() + " AS DOUBLE)";
            }
            default -> throw Refusals.notSupported(argument, "format() with %" + conversion);
        };
    }

    private static QueryFailure mismatch(Expression place, char conversion, Typed value) {
        return Refusals.at(
                place,
                "INVALID_FUNCTION_ARGUMENT",
                "Invalid format string: %" + conversion + " for " + value.type().display());
    }
}
