package io.hydrant.functions.pattern;

import io.hydrant.functions.pattern.JsonValue.Fields;
import io.hydrant.functions.pattern.JsonValue.Items;
import io.hydrant.functions.pattern.JsonValue.Numeral;
import io.hydrant.functions.pattern.JsonValue.Scalar;
import io.hydrant.functions.pattern.JsonValue.Text;
import io.hydrant.functions.pattern.JsonValue.Word;
import io.hydrant.functions.pattern.ValueTest.Amount;
import io.hydrant.functions.pattern.ValueTest.Bound;
import io.hydrant.functions.pattern.ValueTest.IgnoringCase;
import io.hydrant.functions.pattern.ValueTest.Like;
import io.hydrant.functions.pattern.ValueTest.NoneOf;
import io.hydrant.functions.pattern.ValueTest.OneOf;
import io.hydrant.functions.pattern.ValueTest.Prefix;
import io.hydrant.functions.pattern.ValueTest.Suffix;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the operators of event patterns, such as `{"prefix": "a"}`.
///
/// Source: EventBridge User Guide, comparison operators.
final class OperatorReader {
    private static final String PREFIX = "prefix";
    private static final String SUFFIX = "suffix";
    private static final String IGNORING_CASE = "equals-ignore-case";
    private static final String WILDCARD = "wildcard";
    private static final Set<String> LOWER = Set.of(">", ">=");
    private static final Set<String> UPPER = Set.of("<", "<=");

    private OperatorReader() {}

    record Operator(String name, JsonValue operand) {}

    /// @param where names the field in messages
    static Operator read(Fields value, String where) {
        Map<String, JsonValue> fields = value.fields();
        if (fields.size() != 1) {
            throw new InvalidPattern(
                    where + " has an operator of " + fields.size() + " fields instead of one");
        }
        Map.Entry<String, JsonValue> only = fields.entrySet().iterator().next();
        return new Operator(only.getKey(), only.getValue());
    }

    static ValueTest test(Operator operator, String field) {
        JsonValue operand = operator.operand();
        String where = operator.name() + " of " + field;
        return switch (operator.name()) {
            case PREFIX, SUFFIX -> edge(operator, where);
            case IGNORING_CASE, WILDCARD -> simple(operator, where);
            case "numeric" -> numeric(operand, where);
            case "anything-but" -> anythingBut(operand, where);
            default ->
                    throw new InvalidPattern(
                            field
                                    + " has the operator '"
                                    + operator.name()
                                    + "', which is none of prefix, suffix, anything-but, numeric,"
                                    + " exists, equals-ignore-case and wildcard");
        };
    }

    /// `prefix` and `suffix`, which may ignore case.
    private static ValueTest edge(Operator operator, String where) {
        boolean begins = operator.name().equals(PREFIX);
        boolean ignoring = operator.operand() instanceof Fields;
        JsonValue operand = operator.operand();
        if (operand instanceof Fields inside) {
            Operator nested = read(inside, where);
            if (!nested.name().equals(IGNORING_CASE)) {
                throw new InvalidPattern(where + " cannot have '" + nested.name() + "'");
            }
            operand = nested.operand();
        }
        String text = PatternReader.text(operand, where);
        return begins ? new Prefix(text, ignoring) : new Suffix(text, ignoring);
    }

    private static ValueTest simple(Operator operator, String where) {
        String text = PatternReader.text(operator.operand(), where);
        if (operator.name().equals(IGNORING_CASE)) {
            return new IgnoringCase(text);
        }
        try {
            return new Like(Wildcard.parse(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidPattern(where + " has " + e.getMessage());
        }
    }

    private static ValueTest numeric(JsonValue operand, String where) {
        if (!(operand instanceof Items(List<JsonValue> items))
                || (items.size() != 2 && items.size() != 4)) {
            throw new InvalidPattern(where + " must be [relation, number] or a range of two");
        }
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < items.size(); i += 2) {
            bounds.add(new Bound(relation(items.get(i), where), number(items.get(i + 1), where)));
        }
        if (bounds.size() == 2) {
            requireRange(bounds.getFirst(), bounds.getLast(), where);
        }
        return new Amount(bounds);
    }

    private static void requireRange(Bound lower, Bound upper, String where) {
        if (!LOWER.contains(lower.relation()) || !UPPER.contains(upper.relation())) {
            throw new InvalidPattern(
                    where
                            + " must have > or >= first and < or <= then, but had "
                            + lower.relation()
                            + " and "
                            + upper.relation());
        }
        if (lower.limit().compareTo(upper.limit()) >= 0) {
            throw new InvalidPattern(
                    where
                            + " must have its lower number first, but had "
                            + lower.limit()
                            + " and "
                            + upper.limit());
        }
    }

    private static String relation(JsonValue value, String where) {
        String text = PatternReader.text(value, "the relation in " + where);
        if (!text.equals("=") && !LOWER.contains(text) && !UPPER.contains(text)) {
            throw new InvalidPattern(
                    where + " must have one of =, <, <=, > and >= but had '" + text + "'");
        }
        return text;
    }

    private static BigDecimal number(JsonValue value, String where) {
        if (value instanceof Numeral(String digits)) {
            try {
                BigDecimal number = new BigDecimal(digits);
                if (Amount.isWithinLimits(number)) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // as one that is too large
            }
        }
        throw new InvalidPattern(where + " must have a number from -5.0e9 to 5.0e9");
    }

    private static ValueTest anythingBut(JsonValue operand, String where) {
        if (operand instanceof Fields inside && list(read(inside, where).operand()).isEmpty()) {
            throw new InvalidPattern(where + " must have a value but is empty");
        }
        if (operand instanceof Fields inside) {
            Operator nested = read(inside, where);
            return new NoneOf(
                    list(nested.operand()).stream()
                            .map(one -> exception(new Operator(nested.name(), one), where))
                            .toList());
        }
        Set<Scalar> values = new LinkedHashSet<>();
        for (JsonValue value : list(operand)) {
            if (!(value instanceof Scalar scalar) || value instanceof Word) {
                throw new InvalidPattern(where + " must be strings or numbers");
            }
            values.add(scalar);
        }
        boolean texts = values.stream().anyMatch(one -> one instanceof Text);
        boolean numbers = values.stream().anyMatch(one -> one instanceof Numeral);
        if (texts == numbers) {
            throw new InvalidPattern(where + " must be either strings or numbers, at least one");
        }
        return new NoneOf(List.of(new OneOf(values)));
    }

    /// One value stands for a list of it.
    private static List<JsonValue> list(JsonValue operand) {
        return operand instanceof Items(List<JsonValue> items) ? items : List.of(operand);
    }

    private static ValueTest exception(Operator operator, String where) {
        String text = PatternReader.text(operator.operand(), where);
        if (text.isEmpty()) {
            throw new InvalidPattern(where + " cannot have an empty " + operator.name());
        }
        return switch (operator.name()) {
            case PREFIX, SUFFIX -> edge(operator, where);
            case IGNORING_CASE, WILDCARD -> simple(operator, where);
            default -> throw new InvalidPattern(where + " cannot have '" + operator.name() + "'");
        };
    }
}
