package io.hydrant.query.dialect.expression;

import java.util.LinkedHashSet;
import java.util.Set;

/// What an expression needs, told while it is translated. For one thread.
public final class Usage {
    private final Set<Field> fields = new LinkedHashSet<>();
    private boolean rowsOnly = true;
    private boolean grouping;
    private boolean windows;

    void field(Field field, boolean local) {
        fields.add(field);
        if (!local) {
            rowsOnly = false;
        }
    }

    void aggregate() {
        grouping = true;
        rowsOnly = false;
    }

    void window() {
        windows = true;
        rowsOnly = false;
    }

    void notOfRowAlone() {
        rowsOnly = false;
    }

    void add(Usage other) {
        fields.addAll(other.fields);
        rowsOnly &= other.rowsOnly;
        grouping |= other.grouping;
        windows |= other.windows;
    }

    public Set<Field> fields() {
        return fields;
    }

    /// Whether its value depends on nothing but the fields of one row, and is the same each time.
    public boolean isOfRowAlone() {
        return rowsOnly;
    }

    public boolean hasAggregate() {
        return grouping;
    }

    public boolean hasWindow() {
        return windows;
    }
}
