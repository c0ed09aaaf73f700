package io.hydrant.cli.generate;

import io.hydrant.cli.producer.JsonBytes;

/// A piece of a template that writes itself: text that never changes, or a placeholder.
@FunctionalInterface
interface Piece {
    /// @param out takes JSON: text of a string is escaped already
    void write(Draw draw, JsonBytes out);
}
