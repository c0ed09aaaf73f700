package io.hydrant.delivery.convert;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.FileFormat.Parquet.Compression;
import io.hydrant.formats.file.FileFormat.Parquet.Timestamps;

import java.util.Locale;
import java.util.Map;

/// What the parameters of a table say of its Parquet files. They are ours, for what ParquetSerDe
/// has no word for:
///
/// | Parameter | Values |
/// |---|---|
/// | `hydrant.parquet.compression` | `zstd`; in place of what ParquetSerDe says |
/// | `hydrant.parquet.timestamps` | `int96` (the default), `int64` |
final class TableSettings {
    static final String COMPRESSION = "hydrant.parquet.compression";
    static final String TIMESTAMPS = "hydrant.parquet.timestamps";

    private TableSettings() {}

    /// @param subject names the table in messages
    /// @throws UnusableTable naming the parameter that has no meaning
    static FileFormat apply(String subject, Map<String, String> parameters, FileFormat configured) {
        return switch (configured) {
            case Parquet parquet ->
                    new Parquet(
                            compression(subject, parameters, parquet.compression()),
                            parquet.version(),
                            timestamps(subject, parameters, parquet.timestamps()),
                            parquet.blockBytes(),
                            parquet.pageBytes(),
                            parquet.dictionary(),
                            parquet.paddingBytesMax());
            case FileFormat.Orc orc -> orc;
        };
    }

    private static Compression compression(
            String subject, Map<String, String> parameters, Compression configured) {
        String value = parameters.get(COMPRESSION);
        if (value == null) {
            return configured;
        }
        if (value.equalsIgnoreCase("zstd")) {
            return Compression.ZSTD;
        }
        throw unknown(subject, COMPRESSION, value, "zstd");
    }

    private static Timestamps timestamps(
            String subject, Map<String, String> parameters, Timestamps configured) {
        String value = parameters.get(TIMESTAMPS);
        if (value == null) {
            return configured;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "int96" -> Timestamps.INT96;
            case "int64" -> Timestamps.INT64_MICROS;
            default -> throw unknown(subject, TIMESTAMPS, value, "int96 or int64");
        };
    }

    private static UnusableTable unknown(String subject, String name, String value, String known) {
        return new UnusableTable(
                "%s has the parameter %s with the value '%s', which must be %s."
                        .formatted(subject, name, value, known));
    }
}
