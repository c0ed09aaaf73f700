package io.hydrant.query.engine;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.UnsupportedType;
import io.hydrant.query.refusal.QueryFailure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The engine's types for those of the catalog. Lengths of `char` and `varchar` are not kept.
public final class EngineTypes {
    private EngineTypes() {}

    /// @param column for the message
    /// @throws QueryFailure when the text is no type of Hive
    public static HiveType hiveType(String column, String text) throws QueryFailure {
        try {
            return HiveTypeParser.parse(text);
        } catch (UnsupportedType e) {
            throw QueryFailure.user(
                    "HIVE_UNSUPPORTED_FORMAT",
                    "Column '%s' has a type that cannot be read: '%s' (%s)"
                            .formatted(column, text, e.getMessage()));
        }
    }

    /// The text of the engine's type. Names of members are lower case.
    public static String text(HiveType type) {
        return switch (type) {
            case Primitive primitive -> text(primitive);
            case HiveType.Decimal(int precision, int scale) ->
                    "DECIMAL(" + precision + "," + scale + ")";
            case HiveType.Char _, HiveType.Varchar _ -> "VARCHAR";
            case HiveType.Array(HiveType element) -> text(element) + "[]";
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    "MAP(" + text(key) + ", " + text(value) + ")";
            case HiveType.Struct(List<Column> members) ->
                    members.stream()
                            .map(EngineTypes::member)
                            .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    private static String member(Column member) {
        String name = member.name().toLowerCase(Locale.ROOT);
        return SqlText.name(name) + " " + text(member.type());
    }

    private static String text(Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> "BOOLEAN";
            case TINYINT -> "TINYINT";
            case SMALLINT -> "SMALLINT";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case STRING -> "VARCHAR";
            case BINARY -> "BLOB";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
        };
    }
}
