package io.hydrant.delivery.explain;

import io.hydrant.delivery.transform.TransformFunction;

/// Where the answer of a stream's function comes from.
public sealed interface Answers {
    /// The function is really run, once for each event; what it logs is logged.
    record Invoked(TransformFunction function) implements Answers {}

    /// It is given, as the function would return it.
    ///
    /// In place of ids that nobody can know before, `"recordId":"record-1"` stands for that of the
    /// first record of an event, and so on.
    record Given(byte[] answer) implements Answers {}

    /// There is none: the stage is skipped.
    record None() implements Answers {}
}
