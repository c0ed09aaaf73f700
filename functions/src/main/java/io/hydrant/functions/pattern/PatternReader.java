package io.hydrant.functions.pattern;

import io.hydrant.functions.pattern.FieldRule.Group;
import io.hydrant.functions.pattern.FieldRule.Leaf;
import io.hydrant.functions.pattern.JsonValue.Fields;
import io.hydrant.functions.pattern.JsonValue.Items;
import io.hydrant.functions.pattern.JsonValue.Scalar;
import io.hydrant.functions.pattern.JsonValue.Text;
import io.hydrant.functions.pattern.JsonValue.Word;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one event pattern:
///
/// ```
/// group := { name: group | leaf, ..., "$or": [group, group, ...] }
/// leaf  := [ value | operator, ... ]
/// ```
///
/// For one pattern and one thread.
final class PatternReader {
    private static final String OR = "$or";
    private static final String DATA = "data";
    private static final Set<String> METADATA =
            Set.of(
                    "partitionKey",
                    "sequenceNumber",
                    "approximateArrivalTimestamp",
                    "kinesisSchemaVersion");

    private final Set<String> names = new HashSet<>();
    private boolean namesData;

    /// A pattern that was read.
    ///
    /// @param names of all fields in it
    /// @param namesData whether it asks for anything in the record's data
    record Read(Group rule, Set<String> names, boolean namesData) {}

    /// @throws InvalidPattern when it is none for records of data streams
    static Read read(String text) {
        JsonValue value;
        try {
            value = JsonReader.pattern(text);
        } catch (IOException _) {
            throw new InvalidPattern(
                    "it must be JSON without duplicate fields and less than 100 deep");
        }
        if (!(value instanceof Fields(Map<String, JsonValue> fields))) {
            throw new InvalidPattern("it must be an object");
        }
        PatternReader reader = new PatternReader();
        Group rule = reader.group(fields, List.of());
        return new Read(rule, Set.copyOf(reader.names), reader.namesData);
    }

    private Group group(Map<String, JsonValue> fields, List<String> path) {
        if (fields.isEmpty()) {
            throw new InvalidPattern(at(path) + " must name a field but is empty");
        }
        Map<String, FieldRule> rules = new LinkedHashMap<>();
        List<List<Group>> choices = new ArrayList<>();
        fields.forEach(
                (name, value) -> {
                    if (name.equals(OR)) {
                        choices.add(choice(value, path));
                    } else {
                        rules.put(name, rule(value, below(path, name)));
                    }
                });
        return new Group(rules, choices);
    }

    private List<Group> choice(JsonValue value, List<String> path) {
        List<Group> groups = new ArrayList<>();
        if (value instanceof Items(List<JsonValue> items)) {
            for (JsonValue item : items) {
                if (item instanceof Fields(Map<String, JsonValue> fields)) {
                    groups.add(group(fields, path));
                }
            }
            if (groups.size() == items.size() && groups.size() > 1) {
                return groups;
            }
        }
        throw new InvalidPattern("$or in " + at(path) + " must be a list of two or more objects");
    }

    private List<String> below(List<String> path, String name) {
        if (path.isEmpty()) {
            requireRoot(name);
        }
        names.add(name);
        List<String> deeper = new ArrayList<>(path);
        deeper.add(name);
        return List.copyOf(deeper);
    }

    private void requireRoot(String name) {
        namesData |= name.equals(DATA);
        if (!name.equals(DATA) && !METADATA.contains(name)) {
            throw new InvalidPattern(
                    "records of data streams have no field '"
                            + name
                            + "', only data, partitionKey, sequenceNumber,"
                            + " approximateArrivalTimestamp and kinesisSchemaVersion");
        }
    }

    private FieldRule rule(JsonValue value, List<String> path) {
        boolean data = path.equals(List.of(DATA));
        if (value instanceof Fields(Map<String, JsonValue> fields)) {
            if (path.size() == 1 && !data) {
                throw new InvalidPattern(at(path) + " must be a list: it is one value of a record");
            }
            return group(fields, path);
        }
        if (!(value instanceof Items(List<JsonValue> items)) || data) {
            throw new InvalidPattern(
                    at(path)
                            + (data
                                    ? " must be an object: patterns are for data in JSON"
                                    : " must be an object or a list"));
        }
        if (items.isEmpty()) {
            throw new InvalidPattern(at(path) + " must have a value but is empty");
        }
        return leaf(items, path);
    }

    private static Leaf leaf(List<JsonValue> items, List<String> path) {
        boolean absentAllowed = false;
        Set<Scalar> values = new LinkedHashSet<>();
        List<ValueTest> tests = new ArrayList<>();
        for (JsonValue item : items) {
            switch (item) {
                case Scalar scalar -> values.add(scalar);
                case Items _ -> throw new InvalidPattern(at(path) + " has a list in its list");
                case Fields operator -> {
                    OperatorReader.Operator read = OperatorReader.read(operator, at(path));
                    if (read.name().equals("exists")) {
                        boolean wanted = exists(read.operand(), path);
                        absentAllowed |= !wanted;
                        if (wanted) {
                            tests.add(new ValueTest.Anything());
                        }
                    } else {
                        tests.add(OperatorReader.test(read, at(path)));
                    }
                }
            }
        }
        tests.add(new ValueTest.OneOf(values));
        return new Leaf(path, absentAllowed, tests);
    }

    private static boolean exists(JsonValue operand, List<String> path) {
        if (operand instanceof Word(String word) && !word.equals("null")) {
            return word.equals("true");
        }
        throw new InvalidPattern("exists in " + at(path) + " must be true or false");
    }

    private static String at(List<String> path) {
        return path.isEmpty() ? "the pattern" : "'" + String.join(".", path) + "'";
    }

    /// The text that an operator is to have.
    static String text(JsonValue operand, String where) {
        if (operand instanceof Text(String text)) {
            return text;
        }
        throw new InvalidPattern(where + " must be a string");
    }
}
