package io.hydrant.functions.mapping.engine.failure;

/// Why a batch was given up, and how failure records say it.
public enum Condition {
    RETRIES_EXHAUSTED("RetryAttemptsExhausted"),

    /// Older than the mapping allows, or than the stream keeps.
    AGE_EXCEEDED("RecordAgeExceeded"),

    /// One record that is larger than an event may be. The service's word is not known.
    TOO_LARGE("RecordTooLarge");

    private final String text;

    Condition(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
