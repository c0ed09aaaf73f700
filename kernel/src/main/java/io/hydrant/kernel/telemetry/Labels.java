package io.hydrant.kernel.telemetry;

import java.util.List;

/// The labels of a meter, in the order given. A meter name is always used with the same label
/// names.
public record Labels(List<String> names, List<String> values) {
    public static final Labels NONE = new Labels(List.of(), List.of());

    public Labels {
        names = List.copyOf(names);
        values = List.copyOf(values);
        if (names.size() != values.size()) {
            throw new IllegalArgumentException("names and values differ: " + names + ", " + values);
        }
    }

    public static Labels of(String name, String value) {
        return new Labels(List.of(name), List.of(value));
    }

    public static Labels of(String name1, String value1, String name2, String value2) {
        return new Labels(List.of(name1, name2), List.of(value1, value2));
    }
}
