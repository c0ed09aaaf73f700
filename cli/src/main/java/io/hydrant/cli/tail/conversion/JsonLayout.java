package io.hydrant.cli.tail.conversion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import java.util.Map;

/// The agent's `jsonFormat`.
public enum JsonLayout {
    COMPACT(new ObjectMapper().writer()),
    PRETTYPRINT(new ObjectMapper().writerWithDefaultPrettyPrinter());

    private final ObjectWriter writer;

    JsonLayout(ObjectWriter writer) {
        this.writer = writer;
    }

    /// The object and a newline.
    byte[] record(Map<String, ?> members) {
        try {
            // Not as bytes at once: Jackson would escape what lies beyond the basic plane.
            return RecordText.bytes(writer.writeValueAsString(members) + "\n");
        } catch (JsonProcessingException e) {
            throw new ConversionFailed("the record cannot be written as JSON", e);
        }
    }
}
