package io.hydrant.query.dialect;

import io.hydrant.query.dialect.expression.Failing;
import io.hydrant.query.refusal.QueryFailure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells errors of the engine in Athena's words.
///
/// Most mistakes are found by the translation; what is left depends on values, or on rules of
/// grouping that the engine checks.
public final class EngineErrors {
    private static final int USER = Pattern.DOTALL;

    /// An error of values: a pattern of the engine's message, the code, and the text, with groups
    /// as `$1`.
    private record Rule(Pattern pattern, String code, String text) {
        static Rule of(String pattern, String code, String text) {
            return new Rule(Pattern.compile(pattern, USER), code, text);
        }
    }

    private static final Pattern MARKED =
            Pattern.compile(
                    "(?:%1$s|\\\\u0001|\\\\x01)([A-Z_]+): (.*?)(?:%1$s|\\\\u0001|\\\\x01)"
                            .formatted(Failing.MARK),
                    USER);

    private static final List<Rule> RULES =
            List.of(
                    Rule.of("[Dd]ivision by zero", "DIVISION_BY_ZERO", "Division by zero"),
                    overflow("INT8", "tinyint"),
                    overflow("INT16", "smallint"),
                    overflow("INT32", "integer"),
                    overflow("INT64", "bigint"),
                    overflow("\\w+", "numeric"),
                    Rule.of(
                            "Could not convert string ['\"](.*?)['\"] to '?(\\w+)",
                            "INVALID_CAST_ARGUMENT",
                            "Cannot cast '$1' to $2"),
                    Rule.of(
                            "Could not cast value (\\S+) to (DECIMAL\\S+)",
                            "INVALID_CAST_ARGUMENT",
                            "Cannot cast '$1' to $2"),
                    Rule.of(
                            "Type INT[0-9]+ with value (\\S+) can't be cast .*?out of range.*?"
                                    + "(?:type|:) (\\w+)",
                            "NUMERIC_VALUE_OUT_OF_RANGE",
                            "Out of range for $2: $1"),
                    Rule.of(
                            "with value (\\S+) can't be cast .*?out of range.*?(?:type|:) (\\w+)",
                            "INVALID_CAST_ARGUMENT",
                            "Out of range for $2: $1"),
                    Rule.of(
                            "[Cc]onversion Error: (?:invalid (?:date|timestamp|time) field format|"
                                    + "(?:date|timestamp|time) field value out of range): "
                                    + "[\"'](.*?)[\"']",
                            "INVALID_CAST_ARGUMENT",
                            "Value cannot be cast to date or timestamp: $1"),
                    Rule.of(
                            "Could not parse string [\"'](.*?)[\"'] according to format",
                            "INVALID_FUNCTION_ARGUMENT",
                            "Invalid format: \"$1\" is malformed"),
                    Rule.of(
                            "Malformed JSON.*?Input: \"(.*)\"",
                            "INVALID_FUNCTION_ARGUMENT",
                            "Cannot convert value to JSON: '$1'"),
                    Rule.of(
                            "More than one row returned by a subquery",
                            "SUBQUERY_MULTIPLE_ROWS",
                            "Scalar sub-query has returned multiple rows"),
                    Rule.of(
                            "must appear in the GROUP BY clause|must be part of an aggregate",
                            "EXPRESSION_NOT_AGGREGATE",
                            "A selected expression must be an aggregate expression or appear in"
                                    + " GROUP BY clause"),
                    Rule.of(
                            "aggregate function calls cannot be nested|"
                                    + "aggregate function calls cannot contain",
                            "NESTED_AGGREGATION",
                            "Cannot nest aggregations inside aggregation"),
                    Rule.of(
                            "cannot contain (?:aggregates|window functions)",
                            "EXPRESSION_NOT_SCALAR",
                            "A clause cannot contain aggregations, window functions or grouping"
                                    + " operations"),
                    Rule.of(
                            "Map keys must be unique",
                            "INVALID_FUNCTION_ARGUMENT",
                            "Duplicate map keys are not allowed"),
                    Rule.of(
                            "(invalid perl operator|no argument for repetition|missing [\\])]|"
                                    + "invalid character class|bad repetition|invalid escape)"
                                    + "[^\\n]*",
                            "INVALID_FUNCTION_ARGUMENT",
                            "Invalid or unsupported regular expression: $0"),
                    Rule.of(
                            "TRY can not be used in combination with",
                            "NOT_SUPPORTED",
                            "TRY of an expression with a subquery or a random value is not"
                                    + " supported"),
                    Rule.of(
                            "Unknown (?:TimeZone|time zone|timezone)",
                            "INVALID_FUNCTION_ARGUMENT",
                            "A time zone is not known"),
                    Rule.of(
                            "Out of Range Error: (?<what>[^\\n]*)",
                            "NUMERIC_VALUE_OUT_OF_RANGE",
                            "$1"),
                    Rule.of(
                            "Referenced column \"(.*?)\" not found",
                            "COLUMN_NOT_FOUND",
                            "Column '$1' cannot be resolved or requester is not authorized to"
                                    + " access requested resources"),
                    Rule.of(
                            "Ambiguous reference to column name \"(.*?)\"",
                            "AMBIGUOUS_NAME",
                            "Column '$1' is ambiguous"),
                    Rule.of(
                            "No function matches the given name and argument types '(.*?)'",
                            "FUNCTION_NOT_FOUND",
                            "Unexpected parameters for function $1"),
                    Rule.of(
                            "Cannot compare values of type (.*?) and (?:type )?(.*?) ",
                            "TYPE_MISMATCH",
                            "Cannot apply operator: $1 = $2"),
                    Rule.of(
                            "Invalid input for hex digit: (.)",
                            "INVALID_FUNCTION_ARGUMENT",
                            "Invalid hex character: $1"),
                    Rule.of(
                            "Lists larger than",
                            "INVALID_FUNCTION_ARGUMENT",
                            "An array has too many elements"),
                    argument(
                            "Invalid UTF8 Codepoint (-?\\d+)",
                            "Not a valid Unicode code point: $1"),
                    argument("'to_base' radix must be", "Radix must be between 2 and 36"),
                    argument("Could not decode string .* as base64", "Invalid base64 text"),
                    argument(
                            "Strings must be of equal length",
                            "The input strings to hamming_distance function must have the same"
                                    + " length"),
                    argument("Pattern has (\\d+) groups. Cannot access group (\\d+)", "$0"),
                    argument("Insufficient padding", "Padding string must not be empty"),
                    argument("QUANTILE can only take", "Percentile must be between 0 and 1"),
                    argument("Argument for ntile", "Buckets must be greater than 0"),
                    Rule.of(
                            "not in timestamp range|out of range for TIMESTAMP|[Dd]ate out of"
                                    + " range",
                            "NUMERIC_VALUE_OUT_OF_RANGE",
                            "A date or timestamp is out of range"),
                    Rule.of(
                            "Casting value \"(.*?)\" to type (DECIMAL\\S+) failed",
                            "INVALID_CAST_ARGUMENT",
                            "Cannot cast '$1' to $2"),
                    Rule.of(
                            "Out of Memory Error",
                            "EXCEEDED_LOCAL_MEMORY_LIMIT",
                            "Query exceeded the memory limit of the engine"));

    private EngineErrors() {}

    private static Rule argument(String pattern, String text) {
        return Rule.of(pattern, "INVALID_FUNCTION_ARGUMENT", text);
    }

    private static Rule overflow(String engineType, String type) {
        return Rule.of(
                "Overflow in (\\w+) of " + engineType + " \\((.*?)\\)",
                "NUMERIC_VALUE_OUT_OF_RANGE",
                type + " $1 overflow: $2");
    }

    /// @param message of the engine, as its driver gives it
    /// @return empty when it is none of the errors that a query can be the cause of
    public static Optional<QueryFailure> asFailure(String message) {
        // What follows repeats the statement, whose texts are not the error's.
        String error = message.split("\nLINE ", 2)[0];
        Matcher marked = MARKED.matcher(error);
        if (marked.find()) {
            return Optional.of(QueryFailure.user(marked.group(1), marked.group(2)));
        }
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(error);
            if (matcher.find()) {
                return Optional.of(QueryFailure.user(rule.code(), text(rule, matcher)));
            }
        }
        return Optional.empty();
    }

    private static String text(Rule rule, Matcher matcher) {
        String text = rule.text();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group) == null ? "" : matcher.group(group);
            text = text.replace("$" + group, found);
        }
        return clean(text);
    }

    private static String clean(String text) {
        return text.replace("range for INT8:", "range for tinyint:")
                .replace("range for INT16:", "range for smallint:")
                .replace("range for INT32:", "range for integer:")
                .replace("range for INT64:", "range for bigint:")
                .replaceFirst(" to INT8$", " to TINYINT")
                .replaceFirst(" to INT16$", " to SMALLINT")
                .replaceFirst(" to INT32$", " to INT")
                .replaceFirst(" to INT64$", " to BIGINT")
                .replaceFirst(" to BOOL$", " to BOOLEAN")
                .replace(Failing.MARK, "")
                .replace("\\u0001", "")
                .replace("\\x01", "");
    }
}
