package io.hydrant.query.saved;

import io.hydrant.control.NameRange;
import io.hydrant.control.ResourceStore;
import io.hydrant.query.store.QueryScope;
import io.hydrant.query.store.RowType;

import java.util.List;

/// Rows named `WORKGROUP/REST`.
record WorkGroupRows(QueryScope scope, RowType type, String workGroup) {
    /// The rests of the names of a work group, in their order.
    ///
    /// @param after empty to start at the first
    List<String> list(ResourceStore store, String after, int limit) {
        NameRange range = QueryScope.under(workGroup);
        NameRange rest = after.isEmpty() ? range : range.startingAfter(workGroup + "/" + after);
        return store.names(scope.rows(type), rest, limit).stream()
                .map(name -> name.substring(workGroup.length() + 1))
                .toList();
    }
}
