package io.hydrant.catalog.crawler;

import java.util.Map;

/// A kind of files, with the classes that read them. Source: Glue Developer Guide, "Built-in
/// classifiers".
enum FileKind {
    PARQUET(
            "parquet",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"),
    ORC(
            "orc",
            "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
            "org.apache.hadoop.hive.ql.io.orc.OrcSerde"),
    JSON(
            "json",
            "org.apache.hadoop.mapred.TextInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "org.openx.data.jsonserde.JsonSerDe"),
    CSV(
            "csv",
            "org.apache.hadoop.mapred.TextInputFormat",
            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");

    private final String classification;
    private final String input;
    private final String output;
    private final String serde;

    FileKind(String classification, String input, String output, String serde) {
        this.classification = classification;
        this.input = input;
        this.output = output;
        this.serde = serde;
    }

    String classification() {
        return classification;
    }

    String input() {
        return input;
    }

    String output() {
        return output;
    }

    String serde() {
        return serde;
    }

    /// What readers of such files need to be told whatever is in them.
    Map<String, String> serdeParameters() {
        return switch (this) {
            case PARQUET, ORC -> Map.of("serialization.format", "1");
            case JSON, CSV -> Map.of();
        };
    }
}
