package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.EntityNotFound;

/// Functions that users define, of which there are none.
final class Functions {
    private Functions() {}

    static EntityNotFound missing(String name) {
        return new EntityNotFound("Function " + name + " not found.");
    }
}
