package io.hydrant.delivery.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.ledger.ConversionTerms.PinnedColumn;
import io.hydrant.delivery.ledger.ConversionTerms.PinnedTable;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.TableReference;
import io.hydrant.formats.json.JsonDialect;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Conversions of plans and terms of intents as JSON:
///
///     conversion {"table": {"catalog", "region", "database", "table", "version", "role"},
///                 "dialect": {"openX": {...}} or {"hive": {...}}, "format": FormatJson}
///     terms      {"at", "errorKey", "format": FormatJson,
///                 "version", "columns": [["name", "type"], ...]} or, without the last two,
///                 {..., "code", "message"}
final class ConversionJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ConversionJson() {}

    static ObjectNode tree(Conversion conversion) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("table", tree(conversion.table()));
        json.set("dialect", tree(conversion.dialect()));
        json.set("format", FormatJson.tree(conversion.format()));
        return json;
    }

    static Conversion conversion(JsonNode json) {
        JsonNode table = json.required("table");
        return new Conversion(
                new TableReference(
                        table.required("catalog").asText(),
                        table.required("region").asText(),
                        table.required("database").asText(),
                        table.required("table").asText(),
                        table.required("version").asText(),
                        table.required("role").asText()),
                dialect(json.required("dialect")),
                FormatJson.format(json.required("format")));
    }

    static String write(ConversionTerms terms) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("at", terms.at().toString());
        json.put("errorKey", terms.errorKey());
        json.set("format", FormatJson.tree(terms.format()));
        switch (terms.table()) {
            case PinnedTable.Found(String versionId, List<PinnedColumn> columns) -> {
                json.put("version", versionId);
                ArrayNode array = json.putArray("columns");
                columns.forEach(c -> array.addArray().add(c.name()).add(c.type()));
            }
            case PinnedTable.Unusable(String code, String message) ->
                    json.put("code", code).put("message", message);
        }
        return json.toString();
    }

    static ConversionTerms read(String text) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(text);
            return new ConversionTerms(
                    Instant.parse(json.required("at").asText()),
                    json.required("errorKey").asText(),
                    FormatJson.format(json.required("format")),
                    table(json));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(
                    "the terms of a conversion in the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static PinnedTable table(JsonNode json) {
        if (!json.has("columns")) {
            return new PinnedTable.Unusable(
                    json.required("code").asText(), json.required("message").asText());
        }
        List<PinnedColumn> columns = new ArrayList<>();
        for (JsonNode column : json.required("columns")) {
            columns.add(new PinnedColumn(column.required(0).asText(), column.required(1).asText()));
        }
        return new PinnedTable.Found(json.required("version").asText(), columns);
    }

    private static ObjectNode tree(TableReference table) {
        return MAPPER.createObjectNode()
                .put("catalog", table.catalogId())
                .put("region", table.region())
                .put("database", table.database())
                .put("table", table.table())
                .put("version", table.versionId())
                .put("role", table.roleArn());
    }

    private static ObjectNode tree(JsonDialect dialect) {
        ObjectNode json = MAPPER.createObjectNode();
        switch (dialect) {
            case JsonDialect.OpenX(
                            boolean caseInsensitive,
                            boolean dotsToUnderscores,
                            Map<String, String> keysByColumn) -> {
                ObjectNode openX = json.putObject("openX");
                openX.put("caseInsensitive", caseInsensitive);
                openX.put("dotsToUnderscores", dotsToUnderscores);
                ObjectNode keys = openX.putObject("keysByColumn");
                keysByColumn.forEach(keys::put);
            }
            case JsonDialect.Hive(List<String> timestampFormats) -> {
                ArrayNode formats = json.putObject("hive").putArray("timestampFormats");
                timestampFormats.forEach(formats::add);
            }
        }
        return json;
    }

    private static JsonDialect dialect(JsonNode json) {
        if (json.has("hive")) {
            List<String> formats = new ArrayList<>();
            json.get("hive").required("timestampFormats").forEach(f -> formats.add(f.asText()));
            return new JsonDialect.Hive(formats);
        }
        JsonNode openX = json.required("openX");
        Map<String, String> keys = new HashMap<>();
        openX.required("keysByColumn")
                .properties()
                .forEach(key -> keys.put(key.getKey(), key.getValue().asText()));
        return new JsonDialect.OpenX(
                openX.required("caseInsensitive").asBoolean(),
                openX.required("dotsToUnderscores").asBoolean(),
                keys);
    }
}
