package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

/// Refuses members of requests that mean something this catalog does not do: a caller is never left
/// to believe otherwise.
final class Lacking {
    private Lacking() {}

    /// @param value null when the request has no such member
    /// @throws InvalidInput when it has
    static void refuse(String member, Object value) {
        if (value != null) {
            throw InvalidInput.unsupported(member + " is");
        }
    }
}
