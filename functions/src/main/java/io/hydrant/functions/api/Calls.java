package io.hydrant.functions.api;

import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.wire.rest.RestCall;

import java.util.Optional;
import java.util.function.Predicate;

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

    /// The same for a function that may be of another account, when it runs elsewhere.
    static FunctionReference reference(
            RestCall call,
            String function,
            Optional<String> qualifier,
            Predicate<FunctionReference> elsewhere) {
        String[] parts = function.split(":", -1);
        if (parts.length >= 7
                && parts[0].equals("arn")
                && parts[3].equals(call.caller().region().value())) {
            Home home = new Home(new AccountId(parts[4]), call.caller().region());
            FunctionReference named = FunctionReference.of(function, qualifier, home);
            if (elsewhere.test(named)) {
                return named;
            }
        }
        return FunctionReference.of(function, qualifier, home(call));
    }

    /// A text that the request may have; empty text counts as none.
    static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
