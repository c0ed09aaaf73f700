package io.hydrant.catalog.store;

import io.hydrant.control.Resource;

import java.util.List;
import java.util.Optional;

/// Rows that fit into one answer.
///
/// @param rows those of the first names that there are
/// @param rest the names that were not looked at any more
public record Fitting(List<Resource> rows, List<String> rest) {
    public Fitting {
        rows = List.copyOf(rows);
        rest = List.copyOf(rest);
    }

    /// Where a listing goes on that wanted all rows of a page.
    public Optional<String> last(NamePage page) {
        return rest.isEmpty()
                ? page.last()
                : Optional.of(page.names().get(page.names().size() - rest.size() - 1));
    }
}
