package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.partition.ErrorOutput;

import java.util.List;

/// Which records of a track go into one buffer, and so into one object.
sealed interface BufferKey {
    BufferKey WHOLE = new Whole();

    /// All that are delivered.
    record Whole() implements BufferKey {}

    /// Those that are delivered and have these partition keys.
    ///
    /// @param values in the order of the plan's [io.hydrant.delivery.partition.PartitionScheme]
    record Partition(List<String> values) implements BufferKey {
        public Partition {
            values = List.copyOf(values);
        }
    }

    /// Those that processing failed on in one way.
    record Errors(ErrorOutput output) implements BufferKey {}

    /// Those that the lane itself refuses: it could not tell where they go.
    record Refused(ErrorOutput output) implements BufferKey {}
}
