package io.hydrant.observability.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of a group, as `group.json` in its folder:
/// `{"format":1,"name":"...","created":1795258291000,"retentionInDays":7,"tags":{}}`.
///
/// @param createdAt in milliseconds since 1970
/// @param retentionDays empty when the server's retention holds
record GroupSettings(
        String name, long createdAt, OptionalInt retentionDays, SortedMap<String, String> tags) {
    static final String FILE = "group.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    GroupSettings withRetention(OptionalInt days) {
        return new GroupSettings(name, createdAt, days, tags);
    }

    GroupSettings withTags(SortedMap<String, String> other) {
        return new GroupSettings(name, createdAt, retentionDays, new TreeMap<>(other));
    }

    static GroupSettings read(Path folder) throws IOException {
        JsonNode root = JSON.readTree(Files.readAllBytes(folder.resolve(FILE)));
        if (root.path("format").asInt() != FORMAT) {
            throw new IOException(folder.resolve(FILE) + " is not of format " + FORMAT);
        }
        SortedMap<String, String> tags = new TreeMap<>();
        root.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        JsonNode days = root.path("retentionInDays");
        return new GroupSettings(
                root.path("name").asText(),
                root.path("created").asLong(),
                days.isInt() ? OptionalInt.of(days.asInt()) : OptionalInt.empty(),
                tags);
    }

    /// On the disk when this returns; another reader sees all of it or what was there before.
    void write(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("name", name).put("created", createdAt);
        retentionDays.ifPresent(days -> root.put("retentionInDays", days));
        ObjectNode shown = root.putObject("tags");
        tags.forEach(shown::put);
        DurableFile.write(folder.resolve(FILE), root.toString());
    }
}
