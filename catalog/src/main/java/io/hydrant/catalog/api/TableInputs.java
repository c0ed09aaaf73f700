package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

import software.amazon.awssdk.services.glue.model.TableInput;

/// What a request must say of a table whatever it is.
final class TableInputs {
    private TableInputs() {}

    /// @param input null when the request has none: the model does not demand it
    /// @param name null, or beside the input and then the same
    /// @throws InvalidInput when there is none, or its name is another
    static TableInput required(TableInput input, String name) {
        if (input == null) {
            throw new InvalidInput("TableInput must be given.");
        }
        if (name != null && !name.equalsIgnoreCase(input.name())) {
            throw new InvalidInput(
                    "Name is %s but TableInput.Name is %s; a table keeps its name."
                            .formatted(name, input.name()));
        }
        return input;
    }
}
