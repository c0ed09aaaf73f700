package io.hydrant.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// One JSON object on each line; passed on as it is.
///
/// A line is read only as far as to the time of its event.
final class JsonFormat implements LineFormat {
    private static final JsonFactory JSON = new JsonFactory();

    private final String timeField;

    JsonFormat(String timeField) {
        this.timeField = timeField;
    }

    @Override
    public boolean isOpen(byte[] line) {
        return false;
    }

    @Override
    public Event read(byte[] line) throws BrokenLine {
        byte[] text = Arrays.copyOf(line, line.length + 1);
        text[line.length] = '\n';
        return new Event(time(line), text, false);
    }

    private long time(byte[] line) throws BrokenLine {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenLine("the line is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(timeField);
                JsonToken value = parser.nextToken();
                if (found && value == JsonToken.VALUE_STRING) {
                    return EventTime.parse(parser.getText());
                }
                if (found && value.isNumeric()) {
                    return EventTime.parse(parser.getText());
                }
                if (found) {
                    throw new BrokenLine(timeField + " is neither a text nor a number");
                }
                parser.skipChildren();
            }
            throw new BrokenLine(
                    "there is no "
                            + timeField
                            + "; --time-field names the field with the time of the event");
        } catch (JsonProcessingException e) {
            throw new BrokenLine("the line is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }
}
