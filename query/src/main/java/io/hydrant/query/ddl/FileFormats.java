package io.hydrant.query.ddl;

import io.hydrant.query.ddl.DdlStatement.FileClasses;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The classes that stand for `STORED AS` names. Source: Hive Language Manual, DDL; Athena User
/// Guide, "Choose a SerDe for your data".
final class FileFormats {
    private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
    private static final String TEXT_OUTPUT =
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    /// Reads lines of fields between delimiters.
    static final String LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    static final FileClasses TEXT = new FileClasses(TEXT_INPUT, TEXT_OUTPUT, LAZY_SIMPLE);

    private static final Map<String, FileClasses> BY_NAME =
            Map.of(
                    "textfile",
                    TEXT,
                    "parquet",
                    new FileClasses(
                            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"),
                    "orc",
                    new FileClasses(
                            "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
                            "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
                            "org.apache.hadoop.hive.ql.io.orc.OrcSerde"),
                    "avro",
                    new FileClasses(
                            "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
                            "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
                            "org.apache.hadoop.hive.serde2.avro.AvroSerDe"),
                    "rcfile",
                    new FileClasses(
                            "org.apache.hadoop.hive.ql.io.RCFileInputFormat",
                            "org.apache.hadoop.hive.ql.io.RCFileOutputFormat",
                            "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe"),
                    "sequencefile",
                    new FileClasses(
                            "org.apache.hadoop.mapred.SequenceFileInputFormat",
                            "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat",
                            LAZY_SIMPLE),
                    "jsonfile",
                    new FileClasses(
                            TEXT_INPUT, TEXT_OUTPUT, "org.apache.hadoop.hive.serde2.JsonSerDe"),
                    "ion",
                    new FileClasses(
                            "com.amazon.ionhiveserde.formats.IonInputFormat",
                            "com.amazon.ionhiveserde.formats.IonOutputFormat",
                            "com.amazon.ionhiveserde.IonHiveSerDe"));

    private FileFormats() {}

    static Optional<FileClasses> named(String format) {
        return Optional.ofNullable(BY_NAME.get(format.toLowerCase(Locale.ROOT)));
    }

    static FileClasses classes(String input, String output) {
        return BY_NAME.values().stream()
                .filter(known -> known.input().equals(input) && known.output().equals(output))
                .filter(known -> !known.serde().endsWith("JsonSerDe"))
                .findFirst()
                .orElseGet(() -> new FileClasses(input, output, LAZY_SIMPLE));
    }
}
