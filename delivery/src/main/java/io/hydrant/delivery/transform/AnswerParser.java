package io.hydrant.delivery.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.hydrant.delivery.transform.Verdicts.Data;
import io.hydrant.delivery.transform.Verdicts.Keys;
import io.hydrant.delivery.transform.Verdicts.Said;
import io.hydrant.functions.runtime.Payload;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads any answer. For one thread and one answer.
///
/// Of members that appear twice the last one counts; unknown ones are passed over, and so are
/// records that are no objects, or whose id is no text. An answer in which no list of records is
/// found has none. What is not JSON from its first to its last byte is [Verdict#UNREADABLE].
final class AnswerParser {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();
    private static final byte NO_BASE64 = '?';

    private final TransformEvent event;
    private Verdicts verdicts;
    private byte[] text;
    private int textBytes;

    AnswerParser(TransformEvent event) {
        this.event = event;
        this.verdicts = verdicts(new byte[0]);
        this.text = new byte[1024];
    }

    Verdicts read(Payload answer) {
        try (JsonParser json = JSON.createParser(answer.array(), 0, answer.length())) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                answer(json);
            } else {
                json.skipChildren();
            }
            if (first == null || json.nextToken() != null) {
                return Verdicts.all(event.count(), Verdict.UNREADABLE);
            }
        } catch (IOException _) {
            // no JSON, or no text in any of its encodings: bytes in memory do not fail otherwise
            return Verdicts.all(event.count(), Verdict.UNREADABLE);
        }
        verdicts.text(text);
        return verdicts;
    }

    private Verdicts verdicts(byte[] texts) {
        return new Verdicts(event.count(), Payload.of(texts), PayloadArrays.NONE);
    }

    private void answer(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean records = json.currentName().equals("records");
            JsonToken value = json.nextToken();
            if (records) {
                verdicts = verdicts(text);
                textBytes = 0;
            }
            if (records && value == JsonToken.START_ARRAY) {
                records(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void records(JsonParser json) throws IOException {
        for (JsonToken next = json.nextToken();
                next != JsonToken.END_ARRAY;
                next = json.nextToken()) {
            if (next == JsonToken.START_OBJECT) {
                record(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void record(JsonParser json) throws IOException {
        Optional<String> id = Optional.empty();
        String result = "";
        Data data = Data.NONE;
        int dataStart = textBytes;
        Keys keys = Keys.NONE;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "recordId" -> id = string(json, value);
                case "result" -> result = string(json, value).orElse("");
                case "data" -> {
                    textBytes = dataStart;
                    data = data(json, value);
                }
                case "metadata" -> keys = metadata(json, value);
                default -> json.skipChildren();
            }
        }
        int index = id.map(event::find).orElse(TransformEvent.UNKNOWN);
        if (index == TransformEvent.UNKNOWN) {
            textBytes = dataStart;
        } else {
            verdicts.note(index, new Said(result, data, dataStart, textBytes - dataStart, keys));
        }
    }

    private static Optional<String> string(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return Optional.of(json.getText());
        }
        json.skipChildren();
        return Optional.empty();
    }

    private Data data(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            keep(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            return Data.TEXT;
        }
        json.skipChildren();
        return value == JsonToken.VALUE_NULL ? Data.NONE : Data.OTHER;
    }

    private void keep(char[] characters, int start, int length) {
        if (text.length - textBytes < length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, textBytes + length));
        }
        for (int i = start; i < start + length; i++) {
            char character = characters[i];
            text[textBytes++] = character < 0x80 ? (byte) character : NO_BASE64;
        }
    }

    private static Keys metadata(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return Keys.NONE;
        }
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Keys.INVALID;
        }
        Keys keys = Keys.NONE;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("partitionKeys");
            JsonToken member = json.nextToken();
            if (wanted) {
                keys = keys(json, member);
            } else {
                json.skipChildren();
            }
        }
        return keys;
    }

    private static Keys keys(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return Keys.NONE;
        }
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Keys.INVALID;
        }
        Map<String, String> read = new LinkedHashMap<>();
        boolean valid = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Optional<String> text = string(json, json.nextToken());
            valid &= text.isPresent();
            read.put(name, text.orElse(""));
        }
        return valid ? new Keys(true, read) : Keys.INVALID;
    }
}
