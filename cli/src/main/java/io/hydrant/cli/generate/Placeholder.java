package io.hydrant.cli.generate;

/// A placeholder with its arguments.
///
/// @param piece writes its value
/// @param bare whether the value may stand without quotes: a number, `true` or `false`
record Placeholder(Piece piece, boolean bare) {
    static Placeholder text(Piece piece) {
        return new Placeholder(piece, false);
    }

    static Placeholder bare(Piece piece) {
        return new Placeholder(piece, true);
    }
}
