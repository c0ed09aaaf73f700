package io.hydrant.delivery.ledger;

import io.hydrant.delivery.partition.ErrorOutput;

import java.time.Instant;

/// What becomes of an intent's records in its object.
public sealed interface Rendering {
    /// They stay as they are.
    Rendering AS_THEY_ARE = new AsTheyAre();

    /// The same when no file can be made of them.
    Rendering unconvertible(String code, String message);

    /// The same for the last records only.
    default Rendering ofLast(long records) {
        return this;
    }

    /// They stay as they are, one after the other.
    record AsTheyAre() implements Rendering {
        @Override
        public Rendering unconvertible(String code, String message) {
            return this;
        }
    }

    /// They become rows of a file.
    record Converted(ConversionTerms terms) implements Rendering {
        @Override
        public Rendering unconvertible(String code, String message) {
            return new Converted(terms.unusable(code, message));
        }
    }

    /// Processing failed on them, as is kept with them: each becomes a line that says why.
    record Failures(ErrorOutput output) implements Rendering {
        @Override
        public Rendering unconvertible(String code, String message) {
            return this;
        }
    }

    /// They could not be told where to go: each becomes a line that says why. What is said is kept
    /// here, as finding out again may come to something else.
    ///
    /// @param at when it was found out
    /// @param refusals as many as records
    record Refused(ErrorOutput output, Instant at, Refusals refusals) implements Rendering {
        @Override
        public Rendering unconvertible(String code, String message) {
            return this;
        }

        @Override
        public Rendering ofLast(long records) {
            return new Refused(output, at, refusals.last(records));
        }
    }
}
