package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.dialect.type.TypeRules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A type as the list of functions has it: exact, or with letters that stand for others.
sealed interface TypePattern {
    /// @param type itself, or what is converted to it
    record Exact(SqlType type) implements TypePattern {}

    /// @param kind what it may stand for; empty for all
    record Letter(String letter, String kind) implements TypePattern {}

    record ArrayOf(TypePattern element) implements TypePattern {}

    record MapOf(TypePattern key, TypePattern value) implements TypePattern {}

    record RowOf(List<TypePattern> members) implements TypePattern {}

    /// A lambda.
    record FunctionOf(List<TypePattern> parameters, TypePattern result) implements TypePattern {}

    /// A decimal made of the one that a letter stands for.
    record Derived(String rule, String letter) implements TypePattern {}

    /// One of several types without a letter: `local`, `jsonish`, `timestamp`, `zoned`, `interval`.
    record Family(String name) implements TypePattern {}

    /// Whether a value of the type fits; binds letters.
    ///
    /// @param conversions whether implicit conversions count
    default boolean accepts(SqlType type, Map<String, SqlType> bound, boolean conversions) {
        return switch (this) {
            case Exact(SqlType wanted) -> acceptsExact(wanted, type, conversions);
            case Letter letter -> bind(letter, type, bound, conversions);
            case ArrayOf(TypePattern element) ->
                    type == Scalar.UNKNOWN
                            ? element.accepts(type, bound, conversions)
                            : type instanceof Array(SqlType inner)
                                    && element.accepts(inner, bound, conversions);
            case MapOf(TypePattern key, TypePattern value) ->
                    type instanceof Mapping(SqlType keys, SqlType values)
                            && key.accepts(keys, bound, conversions)
                            && value.accepts(values, bound, conversions);
            case Family(String name) ->
                    type == Scalar.UNKNOWN || acceptsFamily(name, type, conversions);
            case RowOf _, FunctionOf _, Derived _ -> false;
        };
    }

    private static boolean acceptsExact(SqlType wanted, SqlType type, boolean conversions) {
        if (type == Scalar.UNKNOWN || wanted.equals(type)) {
            return true;
        }
        if (wanted instanceof Varchar) {
            return TypeRules.isText(type);
        }
        return conversions && TypeRules.becomes(type, wanted);
    }

    private static boolean acceptsFamily(String name, SqlType type, boolean conversions) {
        return switch (name) {
            case "local" -> TypeRules.isPointInTime(type);
            case "jsonish" -> type == Scalar.JSON || type instanceof Varchar;
            case "timestamp" -> type instanceof Timestamp || conversions && type == Scalar.DATE;
            case "zoned" ->
                    type instanceof ZonedTimestamp || conversions && TypeRules.isPointInTime(type);
            case "interval" -> TypeRules.isInterval(type);
            default -> throw new IllegalStateException("no family of types: " + name);
        };
    }

    private static boolean bind(
            Letter letter, SqlType type, Map<String, SqlType> bound, boolean conversions) {
        if (!isOfKind(letter.kind(), type)) {
            return false;
        }
        Optional<SqlType> earlier = Optional.ofNullable(bound.get(letter.letter()));
        if (earlier.isEmpty() || earlier.get().equals(type)) {
            bound.put(letter.letter(), type);
            return true;
        }
        Optional<SqlType> common = TypeRules.common(earlier.get(), type);
        boolean text = TypeRules.isText(type) && TypeRules.isText(earlier.get());
        if (common.isEmpty()
                || !(conversions
                        || text
                        || type == Scalar.UNKNOWN
                        || earlier.get() == Scalar.UNKNOWN)) {
            return false;
        }
        bound.put(letter.letter(), common.get());
        return true;
    }

    private static boolean isOfKind(String kind, SqlType type) {
        return type == Scalar.UNKNOWN
                || switch (kind) {
                    case "" -> true;
                    case "number" -> TypeRules.isNumber(type);
                    case "exact" -> TypeRules.isExact(type);
                    case "integer" -> TypeRules.isInteger(type);
                    case "decimal" -> type instanceof Decimal;
                    case "time" -> TypeRules.isPointInTime(type);
                    case "orderable" -> !(type instanceof Mapping) && type != Scalar.JSON;
                    default -> throw new IllegalStateException("no kind of types: " + kind);
                };
    }

    /// The type that it stands for with letters bound.
    default SqlType resolve(Map<String, SqlType> bound) {
        return switch (this) {
            case Exact(SqlType type) -> type;
            case Letter(String letter, String _) -> bound.getOrDefault(letter, Scalar.UNKNOWN);
            case ArrayOf(TypePattern element) -> new Array(element.resolve(bound));
            case MapOf(TypePattern key, TypePattern value) ->
                    new Mapping(key.resolve(bound), value.resolve(bound));
            case RowOf(List<TypePattern> members) ->
                    Row.of(members.stream().map(member -> member.resolve(bound)).toList());
            case Derived(String rule, String letter) ->
                    derive(rule, TypeRules.asDecimal(bound.getOrDefault(letter, Scalar.UNKNOWN)));
            case Family(String name) -> ofFamily(name);
            case FunctionOf _ -> Scalar.UNKNOWN;
        };
    }

    private static SqlType ofFamily(String name) {
        return switch (name) {
            case "timestamp", "local" -> new Timestamp(3);
            case "zoned" -> new ZonedTimestamp(3);
            case "interval" -> Scalar.INTERVAL_DAY;
            default -> Varchar.UNBOUNDED;
        };
    }

    private static Decimal derive(String rule, Decimal of) {
        int scale = of.scale();
        return switch (rule) {
            case "widest" -> new Decimal(Decimal.PRECISION_MAX, scale);
            case "wider" -> new Decimal(Math.min(Decimal.PRECISION_MAX, of.precision() + 1), scale);
            case "whole" ->
                    new Decimal(
                            Math.min(
                                    Decimal.PRECISION_MAX,
                                    Math.max(1, of.precision() - scale + Math.min(1, scale))),
                            0);
            default -> throw new IllegalStateException("no rule of decimals: " + rule);
        };
    }

    /// As error messages show it.
    default String display() {
        return switch (this) {
            case Exact(SqlType type) -> type.display();
            case Letter(String letter, String _) -> letter;
            case ArrayOf(TypePattern element) -> "array(" + element.display() + ")";
            case MapOf(TypePattern key, TypePattern value) ->
                    "map(" + key.display() + "," + value.display() + ")";
            case RowOf(List<TypePattern> members) -> "row(" + join(members) + ")";
            case FunctionOf(List<TypePattern> parameters, TypePattern result) ->
                    "function(" + join(parameters) + "," + result.display() + ")";
            case Derived(String rule, String letter) -> rule + "(" + letter + ")";
            case Family(String name) ->
                    switch (name) {
                        case "local" -> "timestamp";
                        case "jsonish" -> "json";
                        case "zoned" -> "timestamp with time zone";
                        default -> name.toLowerCase(Locale.ROOT);
                    };
        };
    }

    private static String join(List<TypePattern> patterns) {
        return String.join(",", patterns.stream().map(TypePattern::display).toList());
    }
}
