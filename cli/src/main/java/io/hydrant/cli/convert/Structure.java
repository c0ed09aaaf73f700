package io.hydrant.cli.convert;

import java.util.Arrays;

/// Follows the nesting of one JSON document to find where it ends.
///
/// It knows brackets, strings and what may stand before a bracket or a string, and nothing else:
/// that is enough to see that a document was never closed and the next one began. Whether the rest
/// is JSON is for the reader of the document to say. For one thread.
final class Structure {
    /// Why following stopped.
    enum Event {
        /// All bytes were followed.
        BYTES_END,
        /// The next byte ends a line; it is passed over by going on behind it.
        LINE_END,
        /// The byte before was the document's last.
        COMPLETE,
        /// The next byte cannot stand where it is.
        BROKEN
    }

    private static final int WORD_BITS = 64;
    private static final byte PLAIN = 0;
    private static final byte BLANK = 1;
    private static final byte OTHER = 2;

    private static final byte[] KINDS = new byte[256];

    static {
        for (char blank : " \t\r".toCharArray()) {
            KINDS[blank] = BLANK;
        }
        for (char other : "\n\"{}[]".toCharArray()) {
            KINDS[other] = OTHER;
        }
    }

    private long[] arrays = new long[4];
    private int depth;
    private boolean inString;
    private boolean escaped;

    /// The last byte that was neither blank nor in a string; the quote stands for a string.
    private byte before;

    private Event event = Event.BYTES_END;

    /// Begins with a new document.
    void begin() {
        depth = 0;
        inString = false;
        escaped = false;
        before = ' ';
    }

    /// Goes on until something happens, as [#event()] tells then.
    ///
    /// @return the place of the next byte
    int follow(byte[] bytes, int from, int to) {
        int at = from;
        event = Event.BYTES_END;
        while (at < to && event == Event.BYTES_END) {
            at = inString ? followString(bytes, at, to) : followValues(bytes, at, to);
        }
        return at;
    }

    Event event() {
        return event;
    }

    private int followString(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            byte letter = bytes[at];
            if (letter == '\n') {
                event = Event.BROKEN;
                return at;
            }
            at++;
            if (escaped) {
                escaped = false;
            } else if (letter == '\\') {
                escaped = true;
            } else if (letter == '"') {
                inString = false;
                return at;
            }
        }
        return at;
    }

    private int followValues(byte[] bytes, int from, int to) {
        byte last = before;
        int at = from;
        while (at < to) {
            byte letter = bytes[at];
            byte kind = KINDS[letter & 0xff];
            if (kind == PLAIN) {
                last = letter;
            } else if (kind == OTHER) {
                before = last;
                return special(letter) ? at + 1 : at;
            }
            at++;
        }
        before = last;
        return at;
    }

    /// Gives back whether the byte is passed over.
    private boolean special(byte letter) {
        boolean fits =
                switch (letter) {
                    case '"' -> quote();
                    case '{', '[' -> open(letter);
                    case '}', ']' -> close(letter);
                    default -> {
                        event = Event.LINE_END;
                        yield false;
                    }
                };
        if (!fits && event == Event.BYTES_END) {
            event = Event.BROKEN;
        }
        return fits;
    }

    private boolean quote() {
        if (before == '"' || before == '}' || before == ']' || (before == ':' && inArray())) {
            return false;
        }
        inString = true;
        before = '"';
        return true;
    }

    private boolean open(byte letter) {
        boolean allowed =
                depth == 0 || (inArray() ? before == '[' || before == ',' : before == ':');
        if (!allowed) {
            return false;
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
        return true;
    }

    private boolean close(byte letter) {
        if (depth == 0 || inArray() != (letter == ']')) {
            return false;
        }
        depth--;
        before = letter;
        if (depth == 0) {
            event = Event.COMPLETE;
        }
        return true;
    }

    private boolean inArray() {
        int top = depth - 1;
        return top >= 0 && ((arrays[top / WORD_BITS] >> (top % WORD_BITS)) & 1) != 0;
    }
}
