package io.hydrant.delivery.ledger;

import io.hydrant.delivery.partition.ErrorOutput;

/// What becomes of an intent's records in its object.
public sealed interface Rendering {
    /// They stay as they are.
    Rendering AS_THEY_ARE = new AsTheyAre();

    /// The same when no file can be made of them.
    Rendering unconvertible(String code, String message);

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

    /// They failed before they could be delivered: each becomes a line that says why.
    record Failures(ErrorOutput output) implements Rendering {
        @Override
        public Rendering unconvertible(String code, String message) {
            return this;
        }
    }
}
