package io.hydrant.formats.parquet;

import io.hydrant.formats.column.Vector;

import java.util.Optional;

/// The values of a column chunk, nulls left out: those of the open page, and what the chunk needs
/// to know about all. For one thread.
///
/// Values are only gathered as they come. All work on them is done when the page closes, on arrays
/// that are still in the processor's cache.
abstract sealed class PageValues permits BooleanValues, NumberValues, BytesValues {
    /// What parquet-java allows a dictionary to take.
    static final int DICTIONARY_BYTES_MAX = 1 << 20;

    /// Values in the open page.
    int count;

    /// Adds the values from `from` to `to`, none of which is null.
    abstract void appendAll(Vector vector, int from, int to);

    /// Adds the values of the entries from `from` to `to` that have one.
    abstract void append(Vector vector, Levels levels, int from, int to);

    /// How many of the values from `from` on the page takes until it has `bytesMax` bytes; at least
    /// one.
    abstract int fitting(Vector vector, int from, int to, long bytesMax);

    /// What the value takes in the open page.
    abstract long plainBytesOf(Vector vector, int index);

    /// What the open page's values take.
    abstract long plainBytes();

    /// Encodes the open page's values.
    ///
    /// @param only whether no other page comes before or behind it in the chunk
    /// @return whether they are indices of the dictionary
    abstract boolean encode(boolean only, PageScratch scratch);

    /// The open page's bounds; none if it has no values, or none that can be ordered. To be asked
    /// after [#encode].
    abstract Optional<Bounds> pageBounds();

    /// The bounds of all values of the chunk; none if a page with values has none.
    abstract Optional<Bounds> chunkBounds();

    /// How the bounds of the pages follow each other: 0 in no order, 1 ascending, 2 descending.
    abstract int boundaryOrder();

    /// Begins the next page.
    abstract void endPage();

    /// How many values the dictionary has; 0 if there is none.
    int dictionarySize() {
        return 0;
    }

    /// Writes the values of the dictionary.
    void putDictionary(ByteSink out) {}

    /// Begins the next chunk.
    abstract void endChunk();

    abstract long bytesHeld();
}
