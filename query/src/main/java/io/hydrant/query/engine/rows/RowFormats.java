package io.hydrant.query.engine.rows;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.query.refusal.QueryFailure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The formats that SerDes stand for.
///
/// Source: Athena User Guide, Supported SerDes and data formats.
public final class RowFormats {
    private static final String OPENX_MAPPING = "mapping.";

    private RowFormats() {}

    /// @param serde the class of a SerDe
    /// @param serdeParameters of the SerDe
    /// @param tableParameters of the table: some of them say how files are read
    /// @throws QueryFailure naming the SerDe or the parameter that is not supported
    public static RowFormat of(
            String serde, Map<String, String> serdeParameters, Map<String, String> tableParameters)
            throws QueryFailure {
        return switch (serde) {
            case "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                    "parquet.hive.serde.ParquetHiveSerDe" ->
                    new RowFormat.Parquet();
            case "org.apache.hadoop.hive.ql.io.orc.OrcSerde" -> new RowFormat.Orc();
            case "org.openx.data.jsonserde.JsonSerDe" -> openX(serdeParameters);
            case "org.apache.hive.hcatalog.data.JsonSerDe",
                    "org.apache.hadoop.hive.serde2.JsonSerDe" ->
                    hiveJson(serdeParameters);
            case "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" ->
                    delimited(serdeParameters, headerLines(tableParameters));
            case "org.apache.hadoop.hive.serde2.OpenCSVSerde" ->
                    quoted(serdeParameters, headerLines(tableParameters));
            default ->
                    throw QueryFailure.user(
                            "HIVE_UNSUPPORTED_FORMAT",
                            "Tables of the SerDe '%s' cannot be queried".formatted(serde));
        };
    }

    private static RowFormat openX(Map<String, String> parameters) {
        Map<String, String> keys =
                parameters.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(OPENX_MAPPING))
                        .collect(
                                Collectors.toMap(
                                        entry ->
                                                entry.getKey()
                                                        .substring(OPENX_MAPPING.length())
                                                        .toLowerCase(Locale.ROOT),
                                        Map.Entry::getValue));
        return new RowFormat.Json(
                new JsonDialect.OpenX(
                        isTrue(parameters, "case.insensitive", true),
                        isTrue(parameters, "dots.in.keys", false),
                        keys),
                isTrue(parameters, "ignore.malformed.json", false));
    }

    private static RowFormat hiveJson(Map<String, String> parameters) {
        List<String> formats =
                Optional.ofNullable(parameters.get("timestamp.formats"))
                        .map(text -> Arrays.asList(text.split(",")))
                        .orElse(List.of());
        return new RowFormat.Json(new JsonDialect.Hive(formats), false);
    }

    private static boolean isTrue(Map<String, String> parameters, String name, boolean otherwise) {
        return Optional.ofNullable(parameters.get(name))
                .map(text -> text.strip().equalsIgnoreCase("true"))
                .orElse(otherwise);
    }

    private static RowFormat delimited(Map<String, String> parameters, int headerLines)
            throws QueryFailure {
        char field =
                letter(
                        parameters,
                        "field.delim",
                        letter(parameters, "serialization.format", '\u0001'));
        return new RowFormat.Delimited(
                field,
                letter(
                        parameters,
                        "collection.delim",
                        letter(parameters, "colelction.delim", '\u0002')),
                letter(parameters, "mapkey.delim", '\u0003'),
                letter(parameters, "escape.delim", RowFormat.NONE),
                Optional.ofNullable(parameters.get("serialization.null.format")).orElse("\\N"),
                headerLines);
    }

    private static RowFormat quoted(Map<String, String> parameters, int headerLines)
            throws QueryFailure {
        return new RowFormat.Quoted(
                letter(parameters, "separatorChar", ','),
                letter(parameters, "quoteChar", '"'),
                letter(parameters, "escapeChar", '\\'),
                headerLines);
    }

    /// A letter as Hive has them: itself, or the number of a byte. `1` is the default's number.
    private static char letter(Map<String, String> parameters, String name, char otherwise)
            throws QueryFailure {
        String text = Optional.ofNullable(parameters.get(name)).orElse("");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.length() == 1 && !Character.isDigit(text.charAt(0))) {
            return text.charAt(0);
        }
        try {
            int number = Integer.parseInt(text.strip());
            return (char) (number & 0xff);
        } catch (NumberFormatException e) {
            return escaped(name, text);
        }
    }

    private static char escaped(String name, String text) throws QueryFailure {
        return switch (text) {
            case "\\t" -> '\t';
            case "\\\\" -> '\\';
            case "\\n" -> '\n';
            default -> {
                if (text.matches("\\\\u[0-9a-fA-F]{4}")) {
                    yield (char) Integer.parseInt(text.substring(2), 16);
                }
                if (text.matches("\\\\[0-7]{3}")) {
                    yield (char) Integer.parseInt(text.substring(1), 8);
                }
                throw QueryFailure.user(
                        "HIVE_UNSUPPORTED_FORMAT",
                        "The SerDe parameter '%s' must be one character but was '%s'"
                                .formatted(name, text));
            }
        };
    }

    private static int headerLines(Map<String, String> tableParameters) throws QueryFailure {
        String text =
                Optional.ofNullable(tableParameters.get("skip.header.line.count")).orElse("0");
        try {
            return Math.max(0, Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA",
                    "Invalid value for skip.header.line.count property: " + text);
        }
    }
}
