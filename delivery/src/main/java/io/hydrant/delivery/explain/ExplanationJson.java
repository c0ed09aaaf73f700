package io.hydrant.delivery.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.explain.Stage.Cell;
import io.hydrant.delivery.explain.Stage.Invocation;
import io.hydrant.delivery.explain.Stage.Keys;
import io.hydrant.delivery.explain.Stage.Made;
import io.hydrant.delivery.explain.Stage.Origin;
import io.hydrant.delivery.explain.Stage.Part;
import io.hydrant.delivery.explain.Stage.Result;
import io.hydrant.delivery.explain.Stage.Row;
import io.hydrant.delivery.ledger.Refusals.Reason;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Explanations as JSON: the server's answer, and what `hydrant explain --format json` prints. The
/// shape is told in `docs/reference/admin-api.md`.
public final class ExplanationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExplanationJson() {}

    public static ObjectNode of(Explanation explanation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("stream", explanation.stream().toString());
        root.put("versionId", Long.toString(explanation.versionId()));
        root.put("arrival", explanation.arrival().toString());
        ArrayNode stages = root.putArray("stages");
        explanation.stages().forEach(stage -> write(stage, stages.addObject()));
        return root;
    }

    private static void write(Stage stage, ObjectNode out) {
        switch (stage) {
            case Stage.Arrived arrived -> {
                out.put("stage", "record");
                arrived.dataStream().ifPresent(name -> out.put("dataStream", name));
                write(arrived.data(), out.putObject("data"));
            }
            case Stage.TakenApart parts -> write(parts, out);
            case Stage.FunctionSkipped(String function, boolean needed, List<Excerpt> events) -> {
                out.put("stage", "function");
                out.put("function", function);
                out.put("answer", "skipped");
                out.put("needed", needed);
                ArrayNode invocations = out.putArray("invocations");
                events.forEach(event -> write(event, invocations.addObject().putObject("event")));
            }
            case Stage.Transformed transformed -> write(transformed, out);
            case Stage.Keyed keyed -> {
                out.put("stage", "partition-keys");
                keyed.query().ifPresent(query -> out.put("query", query));
                ArrayNode records = out.putArray("records");
                keyed.records().forEach(keys -> write(keys, keyed, records.addObject()));
            }
            case Stage.Converted converted -> write(converted, out);
            case Stage.Delivered delivered -> write(delivered, out);
        }
    }

    private static void write(Stage.TakenApart stage, ObjectNode out) {
        out.put("stage", stage.step().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.put("recordCount", stage.count());
        if (stage.beyondLimit()) {
            out.put("beyondLimit", true);
        }
        ArrayNode records = out.putArray("records");
        for (Part part : stage.parts()) {
            ObjectNode record = records.addObject().put("record", part.number());
            write(part.data(), record.putObject("data"));
            part.failure().ifPresent(reason -> write(reason, record));
        }
    }

    private static void write(Stage.Transformed stage, ObjectNode out) {
        out.put("stage", "function");
        out.put("function", stage.functionArn());
        out.put("answer", stage.invoked() ? "invoked" : "given");
        out.put("attemptsMax", stage.attemptsMax());
        ArrayNode invocations = out.putArray("invocations");
        for (Invocation invocation : stage.invocations()) {
            ObjectNode one = invocations.addObject();
            write(invocation.event(), one.putObject("event"));
            invocation.answer().ifPresent(answer -> write(answer, one.putObject("answer")));
            invocation.failure().ifPresent(reason -> write(reason, one));
        }
        ArrayNode records = out.putArray("records");
        stage.results().forEach(result -> write(result, records.addObject()));
    }

    private static void write(Result result, ObjectNode out) {
        out.put("record", result.number());
        switch (result) {
            case Result.Ok(int _, Excerpt data, Map<String, String> keys) -> {
                out.put("result", "Ok");
                write(data, out.putObject("data"));
                write(new TreeMap<>(keys), out.putObject("partitionKeys"));
            }
            case Result.Dropped _ -> out.put("result", "Dropped");
            case Result.Failed(int _, Reason reason, int attempts) -> {
                out.put("result", "Failed");
                write(reason, out);
                out.put("attemptsMade", attempts);
            }
        }
    }

    private static void write(Keys keys, Stage.Keyed stage, ObjectNode out) {
        out.put("record", keys.number());
        if (stage.query().isPresent()) {
            out.put("evaluation", keys.fast() ? "fast" : "general");
            write(keys.fromQuery(), out.putObject("fromQuery"));
        }
        if (!keys.fromFunction().isEmpty()) {
            write(new TreeMap<>(keys.fromFunction()), out.putObject("fromFunction"));
        }
        keys.failure().ifPresent(reason -> write(reason, out));
    }

    private static void write(Stage.Converted stage, ObjectNode out) {
        out.put("stage", "conversion");
        out.put("table", stage.table());
        if (!stage.version().isEmpty()) {
            out.put("tableVersion", stage.version());
        }
        out.put("format", stage.format());
        stage.unusable().ifPresent(reason -> write(reason, out));
        ArrayNode records = out.putArray("records");
        for (Stage.Conversion conversion :
                stage.records().stream().limit(Stage.RECORDS_MAX).toList()) {
            ObjectNode record = records.addObject().put("record", conversion.number());
            conversion.failure().ifPresent(reason -> write(reason, record));
            if (!conversion.rejecting().isEmpty()) {
                write(conversion.rejecting(), record.putArray("rejectedBy"));
            }
            if (conversion.failure().isEmpty()) {
                ArrayNode rows = record.putArray("rows");
                conversion.rows().forEach(row -> write(row, rows.addArray()));
                write(conversion.ignored(), record.putArray("ignored"));
            }
        }
    }

    private static void write(Row row, ArrayNode out) {
        for (Cell cell : row.cells()) {
            ObjectNode one = out.addObject();
            one.put("column", cell.column());
            one.put("type", cell.type());
            one.set("value", cell.value());
            switch (cell.origin()) {
                case Origin.Member(String key, var given) -> {
                    one.put("key", key);
                    one.set("given", given);
                }
                case Origin.Missing _ -> one.put("missing", true);
                case Origin.Unknown _ -> {
                    // nothing is known of it
                }
            }
        }
    }

    private static void write(Stage.Delivered stage, ObjectNode out) {
        out.put("stage", stage.track().equals("main") ? "delivery" : "backup");
        out.put("bucket", stage.bucket());
        out.put("delimiter", stage.delimiter());
        ArrayNode objects = out.putArray("objects");
        for (Made made : stage.objects()) {
            ObjectNode object = objects.addObject();
            made.errorType().ifPresent(type -> object.put("errorOutputType", type));
            object.put("key", made.key());
            object.put("prefix", made.prefix());
            ArrayNode records = object.putArray("records");
            made.numbers().stream().limit(Stage.RECORDS_MAX).forEach(records::add);
            object.put("bytes", made.bytes());
            made.encoding().ifPresent(encoding -> object.put("contentEncoding", encoding));
            write(made.content(), object.putObject("content"));
        }
        write(stage.errorPrefixes(), out.putObject("errorPrefixes"));
    }

    private static void write(Excerpt excerpt, ObjectNode out) {
        out.put("bytes", excerpt.bytes());
        excerpt.text()
                .ifPresentOrElse(
                        text -> out.put("text", text),
                        () ->
                                out.put(
                                        "base64",
                                        Base64.getEncoder().encodeToString(excerpt.first())));
        if (excerpt.isCut()) {
            out.put("cut", true);
        }
    }

    private static void write(Reason reason, ObjectNode out) {
        out.put("errorCode", reason.code());
        out.put("errorMessage", reason.message());
    }

    private static void write(Map<String, String> texts, ObjectNode out) {
        texts.forEach(out::put);
    }

    private static void write(List<String> texts, ArrayNode out) {
        texts.forEach(out::add);
    }
}
