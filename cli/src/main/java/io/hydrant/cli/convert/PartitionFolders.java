package io.hydrant.cli.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.formats.json.JsonDialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Says which folder a document belongs to, by the values of its top-level keys: `day=2026-01-31/`.
/// For one thread.
///
/// A value is taken as the document has it, whatever the column's type. One that is missing, null
/// or empty goes to Hive's folder for that.
///
/// Source: Hive, FileUtils.makePartName and escapePathName.
final class PartitionFolders {
    /// What file systems allow for one name.
    private static final int NAME_BYTES_MAX = 255;

    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";
    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007f";
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> columns;
    private final boolean lowerCase;
    private final boolean dotsToUnderscores;

    /// Which column a key is the value of.
    private final Map<String, Integer> columnsByKey = new HashMap<>();

    /// @param columns at least one
    PartitionFolders(List<String> columns, JsonDialect dialect) {
        this.columns = List.copyOf(columns);
        Map<String, String> keysByColumn =
                switch (dialect) {
                    case JsonDialect.OpenX(_, _, Map<String, String> keys) -> keys;
                    case JsonDialect.Hive _ -> Map.of();
                };
        this.lowerCase = !(dialect instanceof JsonDialect.OpenX openX) || openX.caseInsensitive();
        this.dotsToUnderscores =
                dialect instanceof JsonDialect.OpenX openX && openX.dotsToUnderscores();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            columnsByKey.put(known(keysByColumn.getOrDefault(column, column)), i);
        }
    }

    /// The folder of a document, with a slash at its end.
    ///
    /// @throws Unfit with the reason when the document has none
    /// @throws IOException if the document is not JSON
    String folder(byte[] bytes, int offset, int length) throws IOException, Unfit {
        String[] values = new String[columns.size()];
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unfit("only JSON objects have columns to partition by");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer column = columnsByKey.get(known(parser.currentName()));
                JsonToken value = parser.nextToken();
                if (column != null) {
                    values[column] = text(columns.get(column), value, parser).orElse(NO_VALUE);
                }
                parser.skipChildren();
            }
        }
        StringBuilder folder = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            String value = Optional.ofNullable(values[i]).orElse(NO_VALUE);
            String name = escaped(columns.get(i)) + "=" + escaped(value);
            if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
                throw new Unfit(
                        "the value of partition column '%s' makes a name of more than %d bytes"
                                .formatted(columns.get(i), NAME_BYTES_MAX));
            }
            folder.append(name).append('/');
        }
        return folder.toString();
    }

    /// A document cannot be partitioned; the message says why.
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    private String known(String key) {
        String name = dotsToUnderscores ? key.replace('.', '_') : key;
        return lowerCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static Optional<String> text(String column, JsonToken value, JsonParser parser)
            throws IOException, Unfit {
        if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
            throw new Unfit(
                    "partition column '%s' needs a simple value but has an %s"
                            .formatted(
                                    column, value == JsonToken.START_ARRAY ? "array" : "object"));
        }
        return value == JsonToken.VALUE_NULL
                ? Optional.empty()
                : Optional.of(parser.getText()).filter(text -> !text.isEmpty());
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : text.toCharArray()) {
            if (letter < ' ' || ESCAPED.indexOf(letter) >= 0) {
                escaped.append("%%%02X".formatted((int) letter));
            } else {
                escaped.append(letter);
            }
        }
        return escaped.toString();
    }
}
