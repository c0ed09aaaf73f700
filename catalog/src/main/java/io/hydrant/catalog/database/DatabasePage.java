package io.hydrant.catalog.database;

import java.util.List;
import java.util.Optional;

/// Databases in order of their names.
///
/// @param last the name to go on after when there are more
public record DatabasePage(List<StoredDatabase> databases, Optional<String> last) {
    public DatabasePage {
        databases = List.copyOf(databases);
    }
}
