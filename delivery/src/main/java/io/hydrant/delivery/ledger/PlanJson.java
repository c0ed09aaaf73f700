package io.hydrant.delivery.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.LogTarget;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A plan as JSON text, so that an intent can be finished by the rules it was made under.
final class PlanJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PlanJson() {}

    static String write(DeliveryPlan plan) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("account", plan.stream().account().value());
        json.put("region", plan.stream().region().value());
        json.put("name", plan.stream().name());
        json.put("versionId", plan.versionId());
        plan.source().ifPresent(source -> json.set("source", write(source)));
        json.put("appendDelimiter", plan.appendDelimiter());
        json.set("main", write(plan.main()));
        plan.backup().ifPresent(sink -> json.set("backup", write(sink)));
        plan.conversion()
                .ifPresent(conversion -> json.set("conversion", ConversionJson.tree(conversion)));
        plan.function().ifPresent(function -> json.set("function", write(function)));
        plan.partitioning().ifPresent(keys -> json.set("partitioning", write(keys)));
        if (!plan.subRecords().equals(SubRecordRules.NONE)) {
            json.set("subRecords", write(plan.subRecords()));
        }
        return json.toString();
    }

    static DeliveryPlan read(String text) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(text);
            StreamId stream =
                    new StreamId(
                            new AccountId(json.required("account").asText()),
                            new Region(json.required("region").asText()),
                            json.required("name").asText());
            Optional<S3Sink> backup =
                    json.has("backup")
                            ? Optional.of(readSink(json.required("backup")))
                            : Optional.empty();
            return new DeliveryPlan(
                    stream,
                    json.required("versionId").asLong(),
                    json.has("source")
                            ? Optional.of(readSource(json.required("source")))
                            : Optional.empty(),
                    json.required("appendDelimiter").asBoolean(),
                    readSink(json.required("main")),
                    backup,
                    json.has("conversion")
                            ? Optional.of(ConversionJson.conversion(json.required("conversion")))
                            : Optional.empty(),
                    json.has("function")
                            ? Optional.of(readFunction(json.required("function")))
                            : Optional.empty(),
                    json.has("partitioning")
                            ? Optional.of(readPartitioning(json.required("partitioning")))
                            : Optional.empty(),
                    json.has("subRecords")
                            ? readSubRecords(json.required("subRecords"))
                            : SubRecordRules.NONE);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("a plan in the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectNode write(LambdaProcessor function) {
        return MAPPER.createObjectNode()
                .put("arn", function.functionArn())
                .put("retriesMax", function.retriesMax())
                .put("batchBytes", function.batchBytes())
                .put("batchMillis", function.batchInterval().toMillis());
    }

    private static LambdaProcessor readFunction(JsonNode json) {
        return new LambdaProcessor(
                json.required("arn").asText(),
                json.required("retriesMax").asInt(),
                json.required("batchBytes").asLong(),
                Duration.ofMillis(json.required("batchMillis").asLong()));
    }

    private static ObjectNode write(Partitioning partitioning) {
        ObjectNode json = MAPPER.createObjectNode();
        partitioning.query().ifPresent(query -> json.put("query", query));
        json.put("retrySeconds", partitioning.retryFor().toSeconds());
        return json;
    }

    private static Partitioning readPartitioning(JsonNode json) {
        long retrySeconds = json.path("retrySeconds").asLong(Partitioning.RETRY_FOR.toSeconds());
        return new Partitioning(text(json, "query"), Duration.ofSeconds(retrySeconds));
    }

    static ObjectNode write(SubRecordRules rules) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("decompression", rules.decompression());
        json.put("messageExtraction", rules.messageExtraction());
        rules.deAggregation().ifPresent(how -> write(how, json));
        return json;
    }

    private static void write(DeAggregation how, ObjectNode rules) {
        switch (how) {
            case DeAggregation.Json _ -> rules.put("deAggregation", "JSON");
            case DeAggregation.Delimited(String delimiterBase64) ->
                    rules.put("deAggregation", "DELIMITED").put("delimiter", delimiterBase64);
        }
    }

    static SubRecordRules readSubRecords(String text) throws IOException {
        try {
            return readSubRecords(MAPPER.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException("rules in the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static SubRecordRules readSubRecords(JsonNode json) {
        Optional<DeAggregation> how =
                text(json, "deAggregation")
                        .map(
                                kind ->
                                        kind.equals("JSON")
                                                ? new DeAggregation.Json()
                                                : new DeAggregation.Delimited(
                                                        json.required("delimiter").asText()));
        return new SubRecordRules(
                json.required("decompression").asBoolean(),
                json.required("messageExtraction").asBoolean(),
                how);
    }

    private static ObjectNode write(DataStreamSource source) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("account", source.stream().account().value());
        json.put("region", source.stream().region().value());
        json.put("name", source.stream().name());
        json.put("from", source.from().toString());
        return json;
    }

    private static DataStreamSource readSource(JsonNode json) {
        return new DataStreamSource(
                new DataStreamId(
                        new AccountId(json.required("account").asText()),
                        new Region(json.required("region").asText()),
                        json.required("name").asText()),
                Instant.parse(json.required("from").asText()));
    }

    private static ObjectNode write(S3Sink sink) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("bucket", sink.bucket());
        json.put("prefix", sink.prefix());
        json.put("errorPrefix", sink.errorPrefix());
        json.put("bufferBytesMax", sink.hints().maxBytes());
        json.put("bufferAgeSecondsMax", sink.hints().maxAge().toSeconds());
        json.put("compression", sink.compression().name());
        json.put("zone", sink.zone().getId());
        sink.fileExtension().ifPresent(extension -> json.put("fileExtension", extension));
        sink.kmsKeyArn().ifPresent(key -> json.put("kmsKeyArn", key));
        sink.errorLog()
                .ifPresent(log -> json.put("logGroup", log.group()).put("logStream", log.stream()));
        return json;
    }

    private static S3Sink readSink(JsonNode json) {
        BufferingHints hints =
                new BufferingHints(
                        json.required("bufferBytesMax").asLong(),
                        Duration.ofSeconds(json.required("bufferAgeSecondsMax").asLong()));
        Optional<LogTarget> errorLog =
                text(json, "logGroup")
                        .map(group -> new LogTarget(group, text(json, "logStream").orElse("")));
        return new S3Sink(
                json.required("bucket").asText(),
                json.required("prefix").asText(),
                json.required("errorPrefix").asText(),
                hints,
                Compression.valueOf(json.required("compression").asText()),
                text(json, "fileExtension"),
                ZoneId.of(json.required("zone").asText()),
                text(json, "kmsKeyArn"),
                errorLog);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
    }
}
