package io.hydrant.cli.convert;

import java.util.Arrays;

/// Follows the nesting of one JSON document, byte by byte, to find where it ends.
///
/// It knows brackets, strings and what may stand before a bracket, and nothing else: that is enough
/// to see that a document was never closed and the next one began. Whether the rest is JSON is for
/// the reader of the document to say. For one thread.
final class Structure {
    /// How a byte leaves the document.
    enum State {
        OPEN,
        /// The byte was the document's last.
        COMPLETE,
        /// The byte cannot stand here.
        BROKEN
    }

    private static final int WORD_BITS = 64;

    /// Letters of numbers and words, and what parts values.
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char letter = 0; letter < PLAIN.length; letter++) {
            PLAIN[letter] = Character.isLetterOrDigit(letter) || ".+-:,".indexOf(letter) >= 0;
        }
    }

    private long[] arrays = new long[4];
    private int depth;
    private boolean inString;
    private boolean escaped;
    private byte before;

    /// Begins with a new document.
    void begin() {
        depth = 0;
        inString = false;
        escaped = false;
        before = ' ';
    }

    State next(byte letter) {
        if (inString) {
            return inside(letter);
        }
        return switch (letter) {
            case ' ', '\t', '\r', '\n' -> State.OPEN;
            case '"' -> quote();
            case '{', '[' -> open(letter);
            case '}', ']' -> close(letter);
            default -> {
                before = letter;
                yield State.OPEN;
            }
        };
    }

    /// Passes over bytes that can neither end the document nor break it.
    ///
    /// @return the place of the next byte that must go through [#next(byte)]
    int skip(byte[] bytes, int from, int to) {
        int at = from;
        if (!inString) {
            while (at < to && bytes[at] >= 0 && PLAIN[bytes[at]]) {
                at++;
            }
            before = at > from ? bytes[at - 1] : before;
        } else if (!escaped) {
            while (at < to && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != '\n') {
                at++;
            }
        }
        return at;
    }

    private State inside(byte letter) {
        if (letter == '\n') {
            return State.BROKEN;
        }
        if (escaped) {
            escaped = false;
        } else if (letter == '\\') {
            escaped = true;
        } else if (letter == '"') {
            inString = false;
        }
        return State.OPEN;
    }

    private State quote() {
        inString = true;
        boolean follows =
                before == '"' || before == '}' || before == ']' || (before == ':' && inArray());
        before = '"';
        return follows ? State.BROKEN : State.OPEN;
    }

    private State open(byte letter) {
        boolean allowed =
                depth == 0 || (inArray() ? before == '[' || before == ',' : before == ':');
        if (!allowed) {
            return State.BROKEN;
        }
        if (depth >= arrays.length * WORD_BITS) {
            arrays = Arrays.copyOf(arrays, arrays.length * 2);
        }
        long bit = 1L << (depth % WORD_BITS);
        if (letter == '[') {
            arrays[depth / WORD_BITS] |= bit;
        } else {
            arrays[depth / WORD_BITS] &= ~bit;
        }
        depth++;
        before = letter;
        return State.OPEN;
    }

    private State close(byte letter) {
        if (depth == 0 || inArray() != (letter == ']')) {
            return State.BROKEN;
        }
        depth--;
        before = letter;
        return depth == 0 ? State.COMPLETE : State.OPEN;
    }

    private boolean inArray() {
        int top = depth - 1;
        return top >= 0 && (arrays[top / WORD_BITS] >> (top % WORD_BITS) & 1) != 0;
    }
}
