package io.hydrant.observability.api;

import io.hydrant.observability.logs.refusal.InvalidParameter;

/// Refuses members of requests that mean something this server does not do: a caller is never left
/// to believe otherwise.
final class Lacking {
    private Lacking() {}

    /// @param asked whether the request asks for it
    /// @throws InvalidParameter when it does
    static void refuse(String member, boolean asked) {
        if (asked) {
            throw new InvalidParameter(member + " is not supported by this version of Hydrant.");
        }
    }
}
