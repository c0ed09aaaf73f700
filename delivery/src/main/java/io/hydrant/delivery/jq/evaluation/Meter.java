package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

/// What one evaluation has used of what it may use.
///
/// A step is an output, a call, a value of a container that is walked, or four characters of a
/// string that is made. It is work that is counted and not time, which is long on a machine that
/// has other things to do: whether a record has its keys must not depend on that. Only regular
/// expressions, whose work nobody counts, are held to a time, far longer than any should take.
///
/// Not thread-safe: one evaluation, one thread.
final class Meter {
    static final ScopedValue<Meter> CURRENT = ScopedValue.newInstance();

    static final int STEPS_MAX = 1_000_000;

    private static final long REGEX_NANOS_MAX = 1_000_000_000;
    private static final int CHARACTERS_A_STEP = 4;
    private static final int COPIED_A_STEP = 8;

    private long stepsLeft = STEPS_MAX;
    private long regexNanosLeft = REGEX_NANOS_MAX;
    private int labels;

    void step(long steps) {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new QueryStopped(
                    "The query was stopped after " + STEPS_MAX + " steps on one record");
        }
    }

    /// Before a string of that length is made.
    void text(long characters) {
        step(1 + characters / CHARACTERS_A_STEP);
    }

    /// Before a container is copied, or a string looked at.
    void shallow(JsonNode value) {
        if (value.isTextual()) {
            step(1 + value.textValue().length() / (CHARACTERS_A_STEP * COPIED_A_STEP));
        } else {
            step(1 + value.size() / COPIED_A_STEP);
        }
    }

    /// Before all of a value is walked.
    void deep(JsonNode value) {
        shallow(value);
        if (value.isContainerNode()) {
            for (JsonNode inner : value) {
                deep(inner);
            }
            step(value.size());
        }
    }

    long regexNanosLeft() {
        return regexNanosLeft;
    }

    void regexTook(long nanos) {
        regexNanosLeft -= nanos;
        if (regexNanosLeft < 0) {
            throw new QueryStopped(
                    "The query was stopped: its regular expressions took more than "
                            + REGEX_NANOS_MAX / 1_000_000
                            + " ms on one record");
        }
    }

    int newLabel() {
        return ++labels;
    }
}
