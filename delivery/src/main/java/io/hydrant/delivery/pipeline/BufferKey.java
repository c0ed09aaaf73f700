package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.partition.ErrorOutput;

/// Which records of a track go into one buffer, and so into one object.
sealed interface BufferKey {
    BufferKey WHOLE = new Whole();

    /// All that are delivered.
    record Whole() implements BufferKey {}

    /// Those that failed in one way.
    record Errors(ErrorOutput output) implements BufferKey {}
}
