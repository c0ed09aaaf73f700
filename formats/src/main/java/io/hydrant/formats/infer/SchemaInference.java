package io.hydrant.formats.infer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Looks at documents, then says which columns they have. For one thread.
///
/// | values of a field                            | type                             |
/// |----------------------------------------------|----------------------------------|
/// | `true`, `false`                              | boolean                          |
/// | whole numbers                                | int, else bigint, else string    |
/// | numbers, some with a fraction or an exponent | double                           |
/// | texts that are all dates                     | date                             |
/// | texts that are all timestamps of the dialect | timestamp                        |
/// | other texts                                  | string                           |
/// | arrays                                       | array of what all elements are   |
/// | objects                                      | struct                           |
/// | objects that are all empty, or have together |                                  |
/// | more than 500 keys                           | map                              |
/// | values of different kinds                    | string                           |
/// | nothing but null                             | string                           |
///
/// Names are lower-cased; keys that differ in case only are one column. A key with letters that are
/// trouble in names gets a name without them and an entry in [InferredSchema#keysByColumn()].
public final class SchemaInference {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Letters that names of columns do without.
    private static final Pattern TROUBLE = Pattern.compile("[^\\p{L}\\p{N}_]");

    private final JsonDialect dialect;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /// @param dialect how documents will be read: it decides which texts are timestamps
    public SchemaInference(JsonDialect dialect) {
        this.dialect = dialect;
    }

    /// Looks at a document.
    ///
    /// @return whether it was a JSON object; if not, it changes nothing
    public boolean add(byte[] bytes, int offset, int length) {
        JsonNode document;
        try {
            document = JSON.readTree(bytes, offset, length);
        } catch (IOException _) {
            return false;
        }
        if (!document.isObject()) {
            return false;
        }
        TextForms forms = forms();
        document.properties()
                .forEach(
                        field ->
                                shapes.computeIfAbsent(
                                                field.getKey().toLowerCase(Locale.ROOT),
                                                _ -> new Shape())
                                        .add(field.getValue(), forms, 1));
        return true;
    }

    /// The columns of all documents so far, in the order in which they came first.
    public InferredSchema schema() {
        List<String> remarks = new ArrayList<>();
        Map<String, String> keysByColumn = new HashMap<>();
        Map<String, String> namesByKey = names(keysByColumn, remarks);
        List<Column> columns = new ArrayList<>();
        shapes.forEach(
                (key, shape) -> {
                    if (namesByKey.containsKey(key)) {
                        columns.add(new Column(namesByKey.get(key), shape.type(key, remarks)));
                    }
                });
        return new InferredSchema(new TableSchema(columns), keysByColumn, remarks);
    }

    /// Names that need no change go first, so that none of them is taken by a changed one.
    private Map<String, String> names(Map<String, String> keysByColumn, List<String> remarks) {
        Map<String, String> namesByKey = new HashMap<>();
        for (String key : shapes.keySet()) {
            if (!key.isEmpty() && !TROUBLE.matcher(key).find()) {
                namesByKey.put(key, key);
            }
        }
        for (String key : shapes.keySet()) {
            if (namesByKey.containsKey(key)) {
                continue;
            }
            if (key.isBlank() || dialect instanceof JsonDialect.Hive) {
                remarks.add("key '" + key + "' is left out: it cannot name a column");
                continue;
            }
            String plain = TROUBLE.matcher(key).replaceAll("_");
            String name = plain;
            for (int number = 2; namesByKey.containsValue(name); number++) {
                name = plain + "_" + number;
            }
            namesByKey.put(key, name);
            keysByColumn.put(name, key);
        }
        return namesByKey;
    }

    private TextForms forms() {
        return switch (dialect) {
            case JsonDialect.OpenX _ -> TextForms.SQL_AND_ISO;
            case JsonDialect.Hive _ -> TextForms.SQL;
        };
    }
}
