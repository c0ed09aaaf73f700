package io.hydrant.query.workgroup;

import java.util.List;
import java.util.Optional;

/// Work groups in order of their names.
///
/// @param last the name to go on after when there are more
public record WorkGroupPage(List<StoredWorkGroup> workGroups, Optional<String> last) {
    public WorkGroupPage {
        workGroups = List.copyOf(workGroups);
    }
}
