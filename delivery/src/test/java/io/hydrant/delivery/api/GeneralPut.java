package io.hydrant.delivery.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A put as the general path reads it, with Jackson and by the rules of AWS JSON: unknown members
/// are skipped, nulls count as absent, the last of repeated members holds.
record GeneralPut(String streamName, List<byte[]> records) {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /// The put, or empty when the service would refuse it.
    static Optional<GeneralPut> read(byte[] body, int bodyBytes, boolean batch) {
        Reading reading = new Reading();
        try (JsonParser parser = JSON.createParser(body, 0, bodyBytes)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                if (name.equals("DeliveryStreamName")) {
                    require(value == JsonToken.VALUE_STRING);
                    reading.streamName = parser.getText();
                } else if (batch && name.equals("Records")) {
                    reading.records = records(parser);
                } else if (!batch && name.equals("Record")) {
                    reading.records = List.of(record(parser));
                } else {
                    parser.skipChildren();
                }
            }
            require(parser.nextToken() == null);
            reading.check();
            return Optional.of(new GeneralPut(reading.streamName, reading.records));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<byte[]> records(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY);
        List<byte[]> records = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            records.add(record(parser));
        }
        return records;
    }

    private static byte[] record(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT);
        Optional<byte[]> data = Optional.empty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!name.equals("Data")) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                require(value == JsonToken.VALUE_STRING);
                data = Optional.of(parser.getBinaryValue());
            }
        }
        return data.orElseThrow(() -> new IOException("refused"));
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("refused");
        }
    }

    private static final class Reading {
        private String streamName = "";
        private List<byte[]> records = List.of();

        void check() throws IOException {
            require(streamName.matches("[a-zA-Z0-9_.-]{1,64}"));
            require(!records.isEmpty() && records.size() <= 500);
            require(records.stream().allMatch(record -> record.length <= 1_024_000));
            require(records.stream().mapToLong(record -> record.length).sum() <= 4 << 20);
        }
    }
}
