package io.hydrant.delivery.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.formats.file.FileFormat;

import java.util.ArrayList;
import java.util.List;

/// File formats as JSON: `{"parquet": {...}}` or `{"orc": {...}}`, with the names of their
/// components.
final class FormatJson {
    private FormatJson() {}

    static ObjectNode tree(FileFormat format) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (format) {
            case FileFormat.Parquet parquet -> write(parquet, json.putObject("parquet"));
            case FileFormat.Orc orc -> write(orc, json.putObject("orc"));
        }
        return json;
    }

    static FileFormat format(JsonNode json) {
        return json.has("parquet") ? parquet(json.get("parquet")) : orc(json.required("orc"));
    }

    private static void write(FileFormat.Parquet parquet, ObjectNode json) {
        json.put("compression", parquet.compression().name());
        json.put("version", parquet.version().name());
        json.put("timestamps", parquet.timestamps().name());
        json.put("blockBytes", parquet.blockBytes());
        json.put("pageBytes", parquet.pageBytes());
        json.put("dictionary", parquet.dictionary());
        json.put("paddingBytesMax", parquet.paddingBytesMax());
    }

    private static FileFormat parquet(JsonNode json) {
        return new FileFormat.Parquet(
                FileFormat.Parquet.Compression.valueOf(json.required("compression").asText()),
                FileFormat.Parquet.Version.valueOf(json.required("version").asText()),
                FileFormat.Parquet.Timestamps.valueOf(json.required("timestamps").asText()),
                json.required("blockBytes").asLong(),
                json.required("pageBytes").asInt(),
                json.required("dictionary").asBoolean(),
                json.required("paddingBytesMax").asInt());
    }

    private static void write(FileFormat.Orc orc, ObjectNode json) {
        json.put("compression", orc.compression().name());
        json.put("version", orc.version().name());
        json.put("stripeBytes", orc.stripeBytes());
        json.put("blockBytes", orc.blockBytes());
        json.put("rowIndexStride", orc.rowIndexStride());
        json.put("padding", orc.padding());
        json.put("paddingTolerance", orc.paddingTolerance());
        orc.bloomFilterColumns().forEach(json.putArray("bloomFilterColumns")::add);
        json.put("bloomFilterFalsePositives", orc.bloomFilterFalsePositives());
        json.put("dictionaryKeyThreshold", orc.dictionaryKeyThreshold());
    }

    private static FileFormat orc(JsonNode json) {
        List<String> bloomFilterColumns = new ArrayList<>();
        json.required("bloomFilterColumns").forEach(c -> bloomFilterColumns.add(c.asText()));
        return new FileFormat.Orc(
                FileFormat.Orc.Compression.valueOf(json.required("compression").asText()),
                FileFormat.Orc.Version.valueOf(json.required("version").asText()),
                json.required("stripeBytes").asLong(),
                json.required("blockBytes").asLong(),
                json.required("rowIndexStride").asInt(),
                json.required("padding").asBoolean(),
                json.required("paddingTolerance").asDouble(),
                bloomFilterColumns,
                json.required("bloomFilterFalsePositives").asDouble(),
                json.required("dictionaryKeyThreshold").asDouble());
    }
}
