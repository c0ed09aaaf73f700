package io.hydrant.cli.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.hydrant.cli.producer.JsonBytes;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads templates: JSON with placeholders such as `{{int 1 100}}` in its strings.
///
/// A string that is nothing but one placeholder of a number becomes a number, likewise `true` and
/// `false`; all else stays as it is. What comes out is minified and ends in a newline. For one use.
public final class TemplateReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> BUILT_IN = Set.of("device", "clickstream", "taxi", "log");
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private final String name;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Template.Span> fields = new HashMap<>();
    private JsonBytes text = new JsonBytes(256);

    private TemplateReader(String name) {
        this.name = name;
    }

    /// A template of this name, or else in this file.
    public static Template read(String nameOrFile) {
        try {
            if (BUILT_IN.contains(nameOrFile)) {
                try (InputStream resource =
                        TemplateReader.class.getResourceAsStream(nameOrFile + ".json")) {
                    return read(nameOrFile, resource.readAllBytes());
                }
            }
            Path file = Path.of(nameOrFile);
            if (!Files.isRegularFile(file)) {
                throw new CommandFailed(
                        "there is no template %s: neither a file nor one of %s"
                                .formatted(nameOrFile, String.join(", ", new TreeSet<>(BUILT_IN))));
            }
            return read(nameOrFile, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailed("template " + nameOrFile + " cannot be read: " + e, e);
        }
    }

    static Template read(String name, byte[] json) {
        return new TemplateReader(name).compile(json);
    }

    private Template compile(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CommandFailed("template " + name + " is no JSON object");
            }
            object(parser, true);
            if (parser.nextToken() != null) {
                throw new CommandFailed("template " + name + " holds more than one JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new CommandFailed(
                    "template %s is no JSON: %s at %s"
                            .formatted(name, e.getOriginalMessage(), place(e.getLocation())),
                    e);
        } catch (IOException e) {
            throw new CommandFailed("template " + name + " cannot be read: " + e, e);
        }
        text.ascii("\n");
        closeText();
        return new Template(name, pieces, fields);
    }

    private void object(JsonParser parser, boolean outermost) throws IOException {
        String separator = "{";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (field.contains(OPEN)) {
                throw new CommandFailed(
                        "template %s has a placeholder in the name of a field, %s, at %s"
                                .formatted(name, field, place(parser.currentTokenLocation())));
            }
            text.ascii(separator).string(field).ascii(":");
            separator = ",";
            boolean scalar = parser.nextToken().isScalarValue();
            if (outermost && scalar) {
                closeText();
                int from = pieces.size();
                value(parser);
                closeText();
                fields.put(field, new Template.Span(from, pieces.size()));
            } else {
                value(parser);
            }
        }
        text.ascii(separator.equals("{") ? "{}" : "}");
    }

    private void array(JsonParser parser) throws IOException {
        String separator = "[";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            text.ascii(separator);
            separator = ",";
            value(parser);
        }
        text.ascii(separator.equals("[") ? "[]" : "]");
    }

    private void value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            object(parser, false);
        } else if (token == JsonToken.START_ARRAY) {
            array(parser);
        } else if (token == JsonToken.VALUE_STRING) {
            string(parser.getText(), place(parser.currentTokenLocation()));
        } else {
            text.ascii(parser.getText());
        }
    }

    private void string(String value, String place) {
        int open = value.indexOf(OPEN);
        if (open == 0 && value.indexOf(CLOSE) == value.length() - CLOSE.length()) {
            Placeholder only = placeholder(value.substring(2, value.length() - 2), place);
            text.ascii(only.bare() ? "" : "\"");
            add(only.piece());
            text.ascii(only.bare() ? "" : "\"");
            return;
        }
        text.ascii("\"");
        int from = 0;
        while (open >= 0) {
            int close = value.indexOf(CLOSE, open);
            if (close < 0) {
                throw new CommandFailed("template %s: {{ without }} at %s".formatted(name, place));
            }
            escaped(value.substring(from, open));
            add(placeholder(value.substring(open + 2, close), place).piece());
            from = close + CLOSE.length();
            open = value.indexOf(OPEN, from);
        }
        escaped(value.substring(from));
        text.ascii("\"");
    }

    private Placeholder placeholder(String call, String place) {
        try {
            return Placeholders.of(call);
        } catch (WrongPlaceholder e) {
            throw new CommandFailed(
                    "template %s, %s: %s".formatted(name, place, e.getMessage()), e);
        }
    }

    private void escaped(String value) {
        byte[] utf8 = JsonStringEncoder.getInstance().quoteAsUTF8(value);
        text.raw(utf8, 0, utf8.length);
    }

    private void add(Piece piece) {
        closeText();
        pieces.add(piece);
    }

    private void closeText() {
        byte[] bytes = text.toBytes();
        if (bytes.length > 0) {
            pieces.add((_, out) -> out.raw(bytes, 0, bytes.length));
            text = new JsonBytes(256);
        }
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
