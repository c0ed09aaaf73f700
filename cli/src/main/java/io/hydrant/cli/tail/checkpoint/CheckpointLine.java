package io.hydrant.cli.tail.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One line of a checkpoint file:
///
/// ```
/// {"flow":"kinesis:trips:/var/log/*.csv",
///  "files":[{"number":1,"key":"131","path":"/var/log/a.csv","offset":4711,"ended":false,
///            "beginning":[0,1024,"9f..."],"before":[4455,256,"03..."],"at":"2026-01-31T23:00:59Z"}],
///  "forgotten":[]}
/// ```
///
/// Later lines win. A fingerprint is offset, length and digest.
record CheckpointLine(String flow, List<FileCheckpoint> files, List<Long> forgotten) {
    private static final ObjectMapper JSON = new ObjectMapper();

    CheckpointLine {
        files = List.copyOf(files);
        forgotten = List.copyOf(forgotten);
    }

    static CheckpointLine of(String flow, Collection<FileCheckpoint> files) {
        return new CheckpointLine(flow, List.copyOf(files), List.of());
    }

    /// @throws IllegalArgumentException when the line is no checkpoint
    static CheckpointLine parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            List<FileCheckpoint> files = new ArrayList<>();
            for (JsonNode file : node.required("files")) {
                files.add(file(file));
            }
            List<Long> forgotten = new ArrayList<>();
            node.required("forgotten").forEach(number -> forgotten.add(number.asLong()));
            return new CheckpointLine(node.required("flow").asText(), files, forgotten);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("not a line of a checkpoint file: " + line, e);
        }
    }

    String text() {
        ObjectNode node = JSON.createObjectNode().put("flow", flow);
        ArrayNode list = node.putArray("files");
        for (FileCheckpoint file : files) {
            FilePosition position = file.position();
            ObjectNode entry =
                    list.addObject()
                            .put("number", file.number())
                            .put("key", file.key())
                            .put("path", file.path().toString())
                            .put("offset", position.offset())
                            .put("ended", position.ended());
            put(entry.putArray("beginning"), position.beginning());
            put(entry.putArray("before"), position.before());
            entry.put("at", file.at().toString());
        }
        ArrayNode gone = node.putArray("forgotten");
        forgotten.forEach(gone::add);
        return node.toString();
    }

    private static void put(ArrayNode array, Fingerprint fingerprint) {
        array.add(fingerprint.offset()).add(fingerprint.lengthBytes()).add(fingerprint.digest());
    }

    private static FileCheckpoint file(JsonNode node) {
        FilePosition position =
                new FilePosition(
                        node.required("offset").asLong(),
                        node.required("ended").asBoolean(),
                        fingerprint(node.required("beginning")),
                        fingerprint(node.required("before")));
        return new FileCheckpoint(
                node.required("number").asLong(),
                node.required("key").asText(),
                Path.of(node.required("path").asText()),
                position,
                Instant.parse(node.required("at").asText()));
    }

    private static Fingerprint fingerprint(JsonNode node) {
        return new Fingerprint(
                node.required(0).asLong(), node.required(1).asInt(), node.required(2).asText());
    }
}
