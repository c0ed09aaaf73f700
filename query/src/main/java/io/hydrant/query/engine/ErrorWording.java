package io.hydrant.query.engine;

import io.hydrant.query.refusal.QueryFailure;

import java.util.Optional;

/// How errors of expressions are told to clients: who made the engine's text knows what they stand
/// for. Safe for use by many threads.
public interface ErrorWording {
    /// Leaves all errors to the engine's own rules.
    ErrorWording NONE = message -> Optional.empty();

    /// @param message of the engine; names no file
    /// @return empty when the engine's own rules are to tell it
    Optional<QueryFailure> tell(String message);
}
