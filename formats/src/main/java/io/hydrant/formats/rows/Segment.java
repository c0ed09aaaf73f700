package io.hydrant.formats.rows;

/// A piece of a store's rows; no row lies in two.
sealed interface Segment permits Chunk, Extent {}
