package io.hydrant.cli.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.cli.client.WireFailure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What became of each record of a batch: the answer to `PutRecords` or `PutRecordBatch`.
///
/// @param results in the order of the records
record PutAnswer(List<Result> results) {
    private static final JsonFactory JSON = new JsonFactory();

    /// @param errorCode empty when the record was taken
    /// @param errorMessage empty when the record was taken
    /// @param shardId where it is; empty when refused, and for delivery streams
    record Result(String errorCode, String errorMessage, String shardId) {
        boolean refused() {
            return !errorCode.isEmpty();
        }
    }

    /// Reads an answer.
    ///
    /// @param listName the member that holds the results
    /// @param recordCount how many records were sent
    /// @throws WireFailure if it is no answer to so many records
    static PutAnswer parse(byte[] json, String listName, int recordCount) {
        List<Result> results = new ArrayList<>(recordCount);
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean list = parser.currentName().equals(listName);
                if (parser.nextToken() == JsonToken.START_ARRAY && list) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        results.add(result(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException _) {
            throw new WireFailure("NotUnderstood", "the server answered something else than JSON");
        }
        if (results.size() != recordCount) {
            throw new WireFailure(
                    "NotUnderstood",
                    "the server answered with %d results to %d records"
                            .formatted(results.size(), recordCount));
        }
        return new PutAnswer(results);
    }

    private static Result result(JsonParser parser) throws IOException {
        String errorCode = "";
        String errorMessage = "";
        String shardId = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
                continue;
            }
            switch (name) {
                case "ErrorCode" -> errorCode = parser.getText();
                case "ErrorMessage" -> errorMessage = parser.getText();
                case "ShardId" -> shardId = parser.getText();
                default -> {
                    // sequence numbers and record ids: nobody asks for them
                }
            }
        }
        return new Result(errorCode, errorMessage, shardId);
    }
}
