package io.hydrant.cli.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.util.Arrays;

/// Which partition key a record gets.
@FunctionalInterface
public interface PartitionKeys {
    String of(byte[] data);

    /// A hash of the record: spreads records evenly, and gives a record the same key each time.
    static PartitionKeys hash() {
        return data -> Integer.toString(Arrays.hashCode(data));
    }

    /// The value of a field of the JSON object that a record is.
    static PartitionKeys field(String name) {
        JsonFactory json = new JsonFactory();
        return data -> {
            try (JsonParser parser = json.createParser(data)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = parser.currentName().equals(name);
                    JsonToken value = parser.nextToken();
                    if (found && value.isScalarValue() && !parser.getText().isEmpty()) {
                        return shortened(parser.getText());
                    }
                    parser.skipChildren();
                }
            } catch (IOException _) {
                throw noKey(name, data);
            }
            throw noKey(name, data);
        };
    }

    /// A key is at most 256 characters long.
    static String shortened(String key) {
        int length = key.codePointCount(0, key.length());
        return length <= 256 ? key : key.substring(0, key.offsetByCodePoints(0, 256));
    }

    private static CommandFailed noKey(String name, byte[] data) {
        return new CommandFailed(
                "a record has no %s to take the partition key from; it begins: %s"
                        .formatted(name, RecordText.beginning(data)));
    }
}
