package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.wire.rest.RestCall;

import java.util.Optional;

/// What calls have in common.
final class Calls {
    private Calls() {}

    static Home home(RestCall call) {
        return new Home(call.caller().account(), call.caller().region());
    }

    /// @param qualifier null when the request has none
    static FunctionReference reference(RestCall call, String function, String qualifier) {
        return FunctionReference.of(function, Optional.ofNullable(qualifier), home(call));
    }

    /// A text that the request may have; empty text counts as none.
    static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
