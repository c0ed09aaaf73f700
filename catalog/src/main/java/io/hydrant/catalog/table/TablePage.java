package io.hydrant.catalog.table;

import java.util.List;
import java.util.Optional;

/// Tables of a database in order of their names.
///
/// @param last the name to go on after when there are more
public record TablePage(List<StoredTable> tables, Optional<String> last) {
    public TablePage {
        tables = List.copyOf(tables);
    }
}
