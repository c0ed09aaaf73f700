package io.hydrant.query.run;

import io.hydrant.query.engine.write.WriteFormat;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.StringLiteral;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The properties of a statement that writes data.
///
/// Source: Athena User Guide, CTAS table properties; UNLOAD.
record WriteProperties(
        WriteFormat format, Optional<String> externalLocation, List<String> partitionedBy) {
    private static final Set<String> OF_TABLES =
            Set.of(
                    "format",
                    "external_location",
                    "partitioned_by",
                    "write_compression",
                    "parquet_compression",
                    "orc_compression",
                    "field_delimiter",
                    "table_type",
                    "is_external");
    private static final Set<String> OF_UNLOADS =
            Set.of("format", "compression", "partitioned_by", "field_delimiter");

    static WriteProperties ofTable(Map<String, Expression> given) throws QueryFailure {
        requireKnown(given, OF_TABLES);
        String type = text(given, "table_type").orElse("HIVE");
        if (!type.equalsIgnoreCase("hive")) {
            throw QueryFailure.user(
                    "NOT_SUPPORTED", "Tables of type '%s' are not supported".formatted(type));
        }
        requireExternal(given);
        Optional<String> compression = text(given, "write_compression");
        for (String kind : List.of("parquet", "orc")) {
            Optional<String> own = text(given, kind + "_compression");
            String format = text(given, "format").orElse("PARQUET");
            if (own.isPresent() && (compression.isPresent() || !format.equalsIgnoreCase(kind))) {
                throw QueryFailure.user(
                        "INVALID_TABLE_PROPERTY",
                        "Property '%s_compression' goes with format %s and without another"
                                        .formatted(kind, kind.toUpperCase(Locale.ROOT))
                                + " compression");
            }
            compression = compression.or(() -> own);
        }
        return new WriteProperties(
                format(given, "PARQUET", compression),
                text(given, "external_location"),
                names(given));
    }

    static WriteProperties ofUnload(Map<String, Expression> given) throws QueryFailure {
        requireKnown(given, OF_UNLOADS);
        if (!given.containsKey("format")) {
            throw QueryFailure.user("SYNTAX_ERROR", "UNLOAD needs the property format");
        }
        return new WriteProperties(
                format(given, "", text(given, "compression")), Optional.empty(), names(given));
    }

    /// All tables are: the property may say so, and no more.
    private static void requireExternal(Map<String, Expression> given) throws QueryFailure {
        Expression external = given.getOrDefault("is_external", BooleanLiteral.TRUE_LITERAL);
        if (!(external instanceof BooleanLiteral literal) || !literal.getValue()) {
            throw QueryFailure.user(
                    "NOT_SUPPORTED",
                    "Property 'is_external' must be true but was %s: all tables are external"
                            .formatted(external));
        }
    }

    private static void requireKnown(Map<String, Expression> given, Set<String> known)
            throws QueryFailure {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                String code =
                        name.startsWith("bucket") ? "NOT_SUPPORTED" : "INVALID_TABLE_PROPERTY";
                throw QueryFailure.user(
                        code, "line 1:1: Property '%s' is not supported".formatted(name));
            }
        }
    }

    private static WriteFormat format(
            Map<String, Expression> given, String common, Optional<String> compression)
            throws QueryFailure {
        return WriteFormat.of(
                text(given, "format").orElse(common),
                compression,
                text(given, "field_delimiter").orElse(""));
    }

    private static Optional<String> text(Map<String, Expression> given, String name)
            throws QueryFailure {
        if (given.containsKey(name) && plain(given, name).isEmpty()) {
            throw QueryFailure.user(
                    "INVALID_TABLE_PROPERTY",
                    "Property '%s' must be a text but was %s".formatted(name, given.get(name)));
        }
        return plain(given, name);
    }

    private static Optional<String> plain(Map<String, Expression> given, String name) {
        return given.get(name) instanceof StringLiteral literal
                ? Optional.of(literal.getValue())
                : Optional.empty();
    }

    private static List<String> names(Map<String, Expression> given) throws QueryFailure {
        if (!given.containsKey("partitioned_by")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (given.get("partitioned_by") instanceof Array array) {
            for (Expression value : array.getValues()) {
                if (value instanceof StringLiteral name) {
                    names.add(name.getValue().toLowerCase(Locale.ROOT));
                }
            }
            if (names.size() == array.getValues().size()) {
                return names;
            }
        }
        throw QueryFailure.user(
                "INVALID_TABLE_PROPERTY",
                "Property 'partitioned_by' must be an array of names, as in ARRAY['year']");
    }
}
