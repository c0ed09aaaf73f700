package io.hydrant.delivery.subrecord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.delivery.partition.ErrorOutput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keeps of what CloudWatch Logs sends the message texts of the log events: each becomes a record,
/// exactly as it is, without a line break.
///
/// `{"messageType":"DATA_MESSAGE","owner":...,"logEvents":[{"id":...,"timestamp":...,"message":...}]}`
///
/// A `CONTROL_MESSAGE`, and a `DATA_MESSAGE` without events, become one empty record. Several such
/// payloads in one record are taken one after the other. A record fails when it is something else,
/// or has more than [#COUNT_MAX] events.
///
/// Source: Firehose Developer Guide, message extraction; control messages as observed. It is silent
/// on how records fail, and on what is between two messages.
final class LogMessages {
    /// Of one record: more than one put to a log stream may hold.
    static final int COUNT_MAX = 10_000;

    static final String FAILED = "CloudWatchLogProcessing.Failed";

    /// Names are not kept for ever: anybody may send any.
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private final JsonParser parser;
    private final List<ByteBuffer> messages = new ArrayList<>();

    private LogMessages(JsonParser parser) {
        this.parser = parser;
    }

    static SubRecordOutcome extract(ByteBuffer record) {
        ByteBuffer payload = record.slice();
        byte[] bytes = new byte[payload.remaining()];
        int offset = 0;
        if (payload.hasArray()) {
            bytes = payload.array();
            offset = payload.arrayOffset();
        } else {
            payload.get(0, bytes);
        }
        try (JsonParser parser = JSON.createParser(bytes, offset, payload.remaining())) {
            LogMessages messages = new LogMessages(parser);
            messages.readAll();
            return messages.outcome();
        } catch (NotLogs e) {
            return failed(e.getMessage());
        } catch (JsonProcessingException e) {
            return failed("it is no JSON from byte " + e.getLocation().getByteOffset() + " on");
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot be read", e);
        }
    }

    private static SubRecordOutcome failed(String problem) {
        return new SubRecordOutcome.Failed(
                ErrorOutput.PROCESSING_FAILED,
                FAILED,
                "The record is not what CloudWatch Logs sends: " + problem + ".");
    }

    private SubRecordOutcome outcome() {
        if (messages.isEmpty()) {
            messages.add(ByteBuffer.allocate(0));
        }
        return new SubRecordOutcome.Split(messages);
    }

    private void readAll() throws IOException, NotLogs {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new NotLogs("it is empty");
        }
        while (token != null) {
            readPayload(token);
            token = parser.nextToken();
        }
    }

    private void readPayload(JsonToken first) throws IOException, NotLogs {
        if (first != JsonToken.START_OBJECT) {
            throw new NotLogs("it is not a JSON object");
        }
        int before = messages.size();
        String type = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "messageType" -> type = text("messageType", value);
                case "logEvents" -> readEvents(value);
                default -> parser.skipChildren();
            }
        }
        switch (type) {
            case "DATA_MESSAGE" -> {}
            case "CONTROL_MESSAGE" -> messages.subList(before, messages.size()).clear();
            case "" -> throw new NotLogs("it has no messageType");
            default -> throw new NotLogs("its messageType is neither data nor control");
        }
    }

    private void readEvents(JsonToken value) throws IOException, NotLogs {
        if (value != JsonToken.START_ARRAY) {
            throw new NotLogs("logEvents is not an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new NotLogs("a log event is not an object");
            }
            if (messages.size() == COUNT_MAX) {
                throw new NotLogs("it has more than " + COUNT_MAX + " log events");
            }
            readEvent();
        }
    }

    private void readEvent() throws IOException, NotLogs {
        int before = messages.size();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("message") && messages.size() == before) {
                String message = text("the message of a log event", value);
                messages.add(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            } else {
                parser.skipChildren();
            }
        }
        if (messages.size() == before) {
            throw new NotLogs("a log event has no message");
        }
    }

    private String text(String what, JsonToken value) throws IOException, NotLogs {
        if (value != JsonToken.VALUE_STRING) {
            throw new NotLogs(what + " is not a string");
        }
        return parser.getText();
    }
}
