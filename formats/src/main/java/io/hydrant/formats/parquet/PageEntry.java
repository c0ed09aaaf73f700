package io.hydrant.formats.parquet;

import java.util.Optional;

/// What the indexes of a file say of a page.
///
/// @param offset behind the beginning of its chunk's first data page
/// @param fileBytes with its header
/// @param firstRow the first of its rows, counted in the row group
/// @param bounds none if it has no values, or none that can be ordered
record PageEntry(
        long offset, int fileBytes, long firstRow, int values, int nulls, Optional<Bounds> bounds) {
    boolean holdsNullsOnly() {
        return values == 0;
    }
}
