package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.engine.failure.GivenUp.LastCall;

/// What came of what a lane asked others to do.
sealed interface Outcome {
    /// The function ran, well or not.
    record Answered(LastCall call) implements Outcome {}

    /// The function could not be run: throttled, missing, or the server cannot.
    record Unreachable(String problem) implements Outcome {}

    /// The failure destination knows.
    record Told() implements Outcome {}

    record NotTold(String problem) implements Outcome {}
}
