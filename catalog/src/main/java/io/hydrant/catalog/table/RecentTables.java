package io.hydrant.catalog.table;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A few tables that were read: each file that is delivered asks for its table, more than once.
/// What they are as of is told by [io.hydrant.catalog.store.CatalogStore#tableChanges]. For many
/// threads.
final class RecentTables {
    static final int COUNT_MAX = 32;

    private final Map<TableName, StoredTable> tables = new HashMap<>();
    private long asOf;

    /// Nothing if the table is not known, or not as of then.
    synchronized Optional<StoredTable> find(TableName name, long then) {
        return asOf == then ? Optional.ofNullable(tables.get(name)) : Optional.empty();
    }

    /// @param then before the table was read
    synchronized void add(StoredTable table, long then) {
        if (then < asOf) {
            return;
        }
        if (then > asOf || tables.size() == COUNT_MAX) {
            tables.clear();
        }
        asOf = then;
        tables.put(table.name(), table);
    }
}
