package io.hydrant.query.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Rows of a result file.
///
/// @param rows of each its values; one value, the line, where the file is text
/// @param next the byte to go on at, when there are more
public record ResultPage(List<List<Optional<String>>> rows, OptionalLong next) {
    public ResultPage {
        rows = List.copyOf(rows);
    }
}
