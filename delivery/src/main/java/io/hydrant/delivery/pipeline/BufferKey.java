package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.partition.ErrorOutput;

import java.util.List;

/// Which records of a track go into one buffer, and so into one object.
sealed interface BufferKey {
    BufferKey WHOLE = new Whole();

    /// Looks at what a comparison with another key touches. What it returns means nothing.
    default int look() {
        return 0;
    }

    /// All that are delivered.
    record Whole() implements BufferKey {}

    /// Those that are delivered and have these partition keys.
    ///
    /// @param values in the order of the plan's [io.hydrant.delivery.partition.PartitionScheme]
    record Partition(List<String> values) implements BufferKey {
        public Partition {
            values = List.copyOf(values);
        }

        @Override
        public int look() {
            int seen = 0;
            for (String value : values) {
                seen += value.length();
            }
            return seen;
        }
    }

    /// Those that processing failed on in one way.
    record Errors(ErrorOutput output) implements BufferKey {}

    /// Those that the lane itself refuses: it could not tell where they go.
    record Refused(ErrorOutput output) implements BufferKey {}
}
