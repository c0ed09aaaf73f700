package io.hydrant.observability.logs.pattern;

import java.util.BitSet;

/// Some characters.
///
/// @param inside those below 128
/// @param others whether all above belong to it
record CharacterSet(BitSet inside, boolean others) {
    private static final int ASCII = 128;

    static CharacterSet none() {
        return new CharacterSet(new BitSet(ASCII), false);
    }

    /// All but line ends.
    static CharacterSet any() {
        return of('\n').inverted();
    }

    static CharacterSet of(char c) {
        return range(c, c);
    }

    /// Of characters below 128; what is above does not belong to any range.
    static CharacterSet range(char from, char to) {
        BitSet inside = new BitSet(ASCII);
        if (from < ASCII) {
            inside.set(from, Math.min(to, ASCII - 1) + 1);
        }
        return new CharacterSet(inside, false);
    }

    /// `\d`, `\w`, `\s`, and their opposites in capitals.
    static CharacterSet named(char name) {
        CharacterSet set =
                switch (Character.toLowerCase(name)) {
                    case 'd' -> range('0', '9');
                    case 'w' -> range('a', 'z').or(range('A', 'Z')).or(range('0', '9')).or(of('_'));
                    default -> of(' ').or(range('\t', '\r'));
                };
        return Character.isUpperCase(name) ? set.inverted() : set;
    }

    CharacterSet or(CharacterSet other) {
        BitSet both = (BitSet) inside.clone();
        both.or(other.inside);
        return new CharacterSet(both, others || other.others);
    }

    CharacterSet inverted() {
        BitSet outside = (BitSet) inside.clone();
        outside.flip(0, ASCII);
        return new CharacterSet(outside, !others);
    }

    boolean holds(char c) {
        return c < ASCII ? inside.get(c) : others;
    }
}
