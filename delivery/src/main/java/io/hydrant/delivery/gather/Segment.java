package io.hydrant.delivery.gather;

/// A piece of a store's records; no record lies in two.
sealed interface Segment permits Chunk, Extent {}
