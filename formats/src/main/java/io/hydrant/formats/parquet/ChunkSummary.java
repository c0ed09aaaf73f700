package io.hydrant.formats.parquet;

import java.util.Optional;

/// What the footer says of a column chunk.
///
/// @param offset where the chunk begins in the file
/// @param dictionaryBytes the page of the dictionary with its header; 0 if there is none
/// @param totals of its pages
/// @param bounds of its values
record ChunkSummary(long offset, int dictionaryBytes, Totals totals, Optional<Bounds> bounds) {
    /// @param entries values and nulls
    /// @param fileBytes all pages with their headers, as they are in the file
    /// @param uncompressedBytes the same before compression
    /// @param indexPages data pages that hold indices of the dictionary
    /// @param valuePages the other data pages
    record Totals(
            long entries,
            long nulls,
            long fileBytes,
            long uncompressedBytes,
            int indexPages,
            int valuePages) {}
}
