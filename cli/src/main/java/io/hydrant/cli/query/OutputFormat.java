package io.hydrant.cli.query;

import java.util.Arrays;
import java.util.Optional;

/// How results are shown.
public enum OutputFormat {
    /// Columns under each other, for people.
    TABLE,
    /// As the server writes it: a header, every value that is not null in quotes.
    CSV,
    /// An object a line.
    JSON,
    /// A file, written by the server.
    PARQUET;

    /// @param name in any case
    public static Optional<OutputFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
