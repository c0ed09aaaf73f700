package io.hydrant.functions.runtime.endpoint;

import io.hydrant.functions.runtime.Payload;

/// What a runtime made of its work.
public sealed interface RuntimeAnswer {
    /// @param payload the function's answer, as it was sent
    record Answered(Payload payload) implements RuntimeAnswer {}

    /// The function or its start failed.
    ///
    /// @param type as the runtime named it
    /// @param payload the description, as it was sent
    record Failed(String type, byte[] payload) implements RuntimeAnswer {}

    /// The answer exceeds [RuntimeSession#ANSWER_BYTES_MAX]. The runtime goes on.
    record TooLarge() implements RuntimeAnswer {}
}
