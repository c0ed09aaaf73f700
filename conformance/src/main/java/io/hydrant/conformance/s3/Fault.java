package io.hydrant.conformance.s3;

/// What can happen to one upload.
public enum Fault {
    /// Everything works.
    NONE,
    /// `503 SlowDown`; nothing is stored.
    SLOW_DOWN,
    /// `500 InternalError`; nothing is stored.
    INTERNAL_ERROR,
    /// The upload works, but the answer takes its time.
    SLOW_ANSWER,
    /// The connection breaks in the middle of the body; nothing is stored.
    CUT_IN_BODY,
    /// The object is stored, but the connection breaks before the answer.
    LOST_ANSWER
}
