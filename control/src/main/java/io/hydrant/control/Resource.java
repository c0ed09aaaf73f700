package io.hydrant.control;

import java.time.Instant;

/// A resource as the store keeps it.
///
/// @param revision 1 when created; one more with every update
/// @param created when it was created, by the store's clock
/// @param updated when it was last changed; equals `created` until then
public record Resource(
        ResourceKey key, ResourceContent content, long revision, Instant created, Instant updated) {
    public String name() {
        return key.name();
    }

    public String body() {
        return content.body();
    }
}
