package io.hydrant.query.engine.write;

import io.hydrant.query.engine.SqlText;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.engine.scan.TableLayout;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.SerDeInfo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How written files look.
///
/// Source: Athena User Guide, CTAS table properties; UNLOAD.
///
/// @param compression in lower case, `none` for none
/// @param delimiter of fields, for text alone
public record WriteFormat(Kind kind, String compression, char delimiter) {
    private static final char FIRST = '\u0001';
    private static final String HIVE = "org.apache.hadoop.hive.ql.io.";

    /// Formats that can be written.
    public enum Kind {
        PARQUET,
        ORC,
        JSON,
        TEXTFILE
    }

    /// @param format such as `PARQUET`, in either case
    /// @param compression as told; empty for the format's own
    /// @param delimiter of `TEXTFILE`; empty for byte 1
    /// @throws QueryFailure naming what is not supported
    public static WriteFormat of(String format, Optional<String> compression, String delimiter)
            throws QueryFailure {
        Kind kind =
                switch (format.toUpperCase(Locale.ROOT)) {
                    case "PARQUET" -> Kind.PARQUET;
                    case "ORC" -> Kind.ORC;
                    case "JSON" -> Kind.JSON;
                    case "TEXTFILE" -> Kind.TEXTFILE;
                    default ->
                            throw QueryFailure.user(
                                    "NOT_SUPPORTED",
                                    "Data of format '%s' cannot be written:"
                                            .concat(" PARQUET, ORC, JSON and TEXTFILE can")
                                            .formatted(format));
                };
        if (delimiter.length() > 1) {
            throw QueryFailure.user(
                    "INVALID_TABLE_PROPERTY",
                    "field_delimiter must be a single character but was '%s'".formatted(delimiter));
        }
        if (!delimiter.isEmpty() && kind != Kind.TEXTFILE) {
            throw QueryFailure.user(
                    "INVALID_TABLE_PROPERTY",
                    "field_delimiter is for TEXTFILE alone but the format is " + kind);
        }
        String common = kind == Kind.ORC ? "zlib" : "gzip";
        String codec = compression.orElse(common).toLowerCase(Locale.ROOT);
        List<String> known =
                switch (kind) {
                    case PARQUET -> List.of("none", "gzip", "snappy", "zstd", "lz4");
                    case ORC -> List.of("none", "zlib", "snappy");
                    case JSON, TEXTFILE -> List.of("none", "gzip", "zstd");
                };
        if (!known.contains(codec)) {
            throw QueryFailure.user(
                    "INVALID_TABLE_PROPERTY",
                    "Compression '%s' cannot be written with format %s; %s can"
                            .formatted(codec, kind, known));
        }
        return new WriteFormat(kind, codec, delimiter.isEmpty() ? FIRST : delimiter.charAt(0));
    }

    /// How more files of a table are written.
    ///
    /// @throws QueryFailure when its format cannot be written
    static WriteFormat of(TableLayout table) throws QueryFailure {
        String own =
                table.format() instanceof RowFormat.Orc ? "orc.compress" : "parquet.compression";
        Optional<String> told =
                Optional.ofNullable(table.parameters().get("write.compression"))
                        .or(() -> Optional.ofNullable(table.parameters().get(own)))
                        .map(text -> text.equalsIgnoreCase("uncompressed") ? "none" : text);
        return switch (table.format()) {
            case RowFormat.Parquet _ -> of("PARQUET", told, "");
            case RowFormat.Json _ -> of("JSON", told, "");
            case RowFormat.Delimited delimited ->
                    new WriteFormat(
                            Kind.TEXTFILE,
                            of("TEXTFILE", told, "").compression(),
                            delimited.field());
            case RowFormat.Orc _ -> of("ORC", told, "");
            case RowFormat.Quoted _ -> throw cannotWrite(table, "OpenCSVSerde");
        };
    }

    private static QueryFailure cannotWrite(TableLayout table, String format) {
        return QueryFailure.user(
                "NOT_SUPPORTED",
                "Table %s cannot be written to: its format is %s".formatted(table.name(), format));
    }

    /// What the engine is told to write such files.
    String copyOptions() {
        String codec =
                compression.equals("none") && kind == Kind.PARQUET ? "uncompressed" : compression;
        return switch (kind) {
            case PARQUET -> "FORMAT parquet, COMPRESSION " + SqlText.literal(codec);
            case ORC -> "FORMAT parquet, COMPRESSION 'uncompressed'"; // converted afterwards
            case JSON -> "FORMAT json, COMPRESSION " + SqlText.literal(codec);
            case TEXTFILE ->
                    ("FORMAT csv, HEADER false, DELIMITER %s, QUOTE '', ESCAPE '', NULLSTR '\\N',"
                                    + " COMPRESSION %s")
                            .formatted(
                                    SqlText.literal(Character.toString(delimiter)),
                                    SqlText.literal(codec));
        };
    }

    /// What names of files end in: text tells its compression there.
    String ending() {
        if (kind == Kind.PARQUET || kind == Kind.ORC) {
            return "";
        }
        return switch (compression) {
            case "gzip" -> ".gz";
            case "zstd" -> ".zst";
            default -> "";
        };
    }

    String inputFormat() {
        return switch (kind) {
            case PARQUET -> HIVE + "parquet.MapredParquetInputFormat";
            case ORC -> HIVE + "orc.OrcInputFormat";
            case JSON, TEXTFILE -> "org.apache.hadoop.mapred.TextInputFormat";
        };
    }

    String outputFormat() {
        return HIVE
                + switch (kind) {
                    case PARQUET -> "parquet.MapredParquetOutputFormat";
                    case ORC -> "orc.OrcOutputFormat";
                    case JSON, TEXTFILE -> "HiveIgnoreKeyTextOutputFormat";
                };
    }

    SerDeInfo serde() {
        String library =
                switch (kind) {
                    case PARQUET -> HIVE + "parquet.serde.ParquetHiveSerDe";
                    case ORC -> HIVE + "orc.OrcSerde";
                    case JSON -> "org.openx.data.jsonserde.JsonSerDe";
                    case TEXTFILE -> "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
                };
        Map<String, String> parameters =
                kind == Kind.TEXTFILE
                        ? Map.of(
                                "field.delim", Character.toString(delimiter),
                                "serialization.format", Character.toString(delimiter))
                        : Map.of("serialization.format", "1");
        return SerDeInfo.builder().serializationLibrary(library).parameters(parameters).build();
    }
}
