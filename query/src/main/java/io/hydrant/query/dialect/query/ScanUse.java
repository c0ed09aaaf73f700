package io.hydrant.query.dialect.query;

import io.hydrant.query.relation.Relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One use of a table while its query is translated: collects what rows the query needs of it. For
/// one thread.
public final class ScanUse {
    private final int number;
    private final String relation;
    private final Relation.FileTable table;
    private final boolean partitionsOnly;
    private final List<String> filters = new ArrayList<>();

    ScanUse(int number, String relation, Relation.FileTable table, boolean partitionsOnly) {
        this.number = number;
        this.relation = relation;
        this.table = table;
        this.partitionsOnly = partitionsOnly;
    }

    void filter(String condition) {
        filters.add(condition);
    }

    public int number() {
        return number;
    }

    public String relation() {
        return relation;
    }

    public Relation.FileTable table() {
        return table;
    }

    public boolean partitionsOnly() {
        return partitionsOnly;
    }

    /// A condition over partition keys that all rows needed fulfil.
    public Optional<String> partitionFilter() {
        return filters.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", filters));
    }
}
