package io.hydrant.catalog.store;

import java.util.List;
import java.util.Optional;

/// Names that were looked for, as many as were asked for.
///
/// @param last where to go on when there are more
public record NamePage(List<String> names, Optional<String> last) {
    public NamePage {
        names = List.copyOf(names);
    }
}
