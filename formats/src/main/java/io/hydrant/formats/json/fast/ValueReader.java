package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;

/// Reads objects and the values in them into vectors. For one thread.
///
/// What it has appended when it meets something unusual stays there: whoever called takes it back.
final class ValueReader {
    private static final int MAP_KEYS_MAX = 32;

    private final NumberScanner number = new NumberScanner();
    private final TextScanner text = new TextScanner();
    private final ScalarReader scalars = new ScalarReader(number, text);
    private final ValueSkipper skipper = new ValueSkipper(number, text);
    private byte[] bytes = new byte[0];
    private int end;
    private int depth;

    /// Everything read from now on is of a record that ends at `recordEnd`.
    void begin(byte[] record, int recordEnd) {
        bytes = record;
        end = recordEnd;
        scalars.begin(record, recordEnd);
        depth = 0;
    }

    /// Reads an object's members into the vectors of those that are known.
    ///
    /// @param from behind the opening bracket
    /// @param vectors one per member of the shape
    /// @param slot how many values each of the vectors has
    int members(ObjectShape shape, Vector[] vectors, int slot, int from) {
        int at = blanks(from);
        if (at < end && bytes[at] == '}') {
            return at + 1;
        }
        KeyName previous = shape.beforeFirst();
        while (true) {
            KeyName key = previous.next();
            if (key.isAt(bytes, at, end)) {
                at += key.byteCount();
            } else {
                int quote = unexpectedKey(at);
                if (quote < 0) {
                    return UNUSUAL;
                }
                key = shape.find(bytes, at + 1, quote);
                previous.followedBy(key);
                at = colon(quote + 1);
                if (at < 0) {
                    return UNUSUAL;
                }
            }
            previous = key;
            at = member(shape, key, vectors, slot, blanks(at));
            if (at < 0) {
                return UNUSUAL;
            }
            at = blanks(at);
            if (at >= end) {
                return UNUSUAL;
            }
            byte next = bytes[at];
            if (next != ',') {
                return next == '}' ? at + 1 : UNUSUAL;
            }
            at = blanks(at + 1);
        }
    }

    private int member(ObjectShape shape, KeyName key, Vector[] vectors, int slot, int at) {
        int member = key.member();
        if (member < 0) {
            return member == KeyName.UNKNOWN ? skipper.skip(bytes, at, end, depth) : UNUSUAL;
        }
        Vector vector = vectors[member];
        return vector.count() == slot ? value(shape.target(member), vector, at) : UNUSUAL;
    }

    private int unexpectedKey(int at) {
        if (at >= end || bytes[at] != '"') {
            return UNUSUAL;
        }
        int quote = text.closingQuote(bytes, at + 1, end);
        boolean usual = !text.escaped() && quote - at <= ObjectShape.KEY_BYTES_MAX;
        return usual ? quote : UNUSUAL;
    }

    private int colon(int from) {
        int at = blanks(from);
        return at < end && bytes[at] == ':' ? at + 1 : UNUSUAL;
    }

    /// Most records have no blanks, or one.
    private int blanks(int at) {
        return bytes[at] > ' ' ? at : ValueSkipper.blanks(bytes, at, end);
    }

    private int value(Target target, Vector vector, int at) {
        if (!target.isNested()) {
            return scalars.value(target, vector, at);
        }
        return switch (target.kind) {
            case Target.LIST -> list(target, (ListVector) vector, at);
            case Target.MAP -> map(target, (MapVector) vector, at);
            default -> struct(target, (StructVector) vector, at);
        };
    }

    private int list(Target target, ListVector vector, int from) {
        byte first = bytes[from];
        if (first != '[') {
            if (first == 'n' || !target.lenient) {
                return scalars.nullOnly(vector, from);
            }
            if (first == '"' && bytes[from + 1] == '"') {
                return UNUSUAL;
            }
            int at = value(target.inner, vector.elements(), from);
            vector.endList();
            return at;
        }
        int at = blanks(from + 1);
        if (at < end && bytes[at] == ']') {
            vector.endList();
            return at + 1;
        }
        depth++;
        while (at < end) {
            at = value(target.inner, vector.elements(), at);
            if (at < 0) {
                return UNUSUAL;
            }
            at = blanks(at);
            if (at >= end || bytes[at] != ',') {
                break;
            }
            at = blanks(at + 1);
        }
        depth--;
        vector.endList();
        return at < end && bytes[at] == ']' ? at + 1 : UNUSUAL;
    }

    private int struct(Target target, StructVector vector, int from) {
        if (bytes[from] != '{') {
            return scalars.nullOnly(vector, from);
        }
        depth++;
        int at = members(target.shape, vector.slots(), vector.count(), from + 1);
        depth--;
        vector.endStruct();
        return at;
    }

    private int map(Target target, MapVector vector, int from) {
        if (bytes[from] != '{') {
            return scalars.nullOnly(vector, from);
        }
        Vector keys = vector.keys();
        int first = keys.count();
        int at = blanks(from + 1);
        if (at < end && bytes[at] == '}') {
            vector.endMap();
            return at + 1;
        }
        depth++;
        while (at < end) {
            at = mapKey(target, keys, first, at);
            if (at < 0) {
                return UNUSUAL;
            }
            at = value(target.inner, vector.values(), blanks(at));
            if (at < 0) {
                return UNUSUAL;
            }
            at = blanks(at);
            if (at >= end || bytes[at] != ',') {
                break;
            }
            at = blanks(at + 1);
        }
        depth--;
        vector.endMap();
        return at < end && bytes[at] == '}' ? at + 1 : UNUSUAL;
    }

    /// Reads a key that the map does not have yet, and the colon.
    private int mapKey(Target target, Vector keys, int first, int from) {
        if (bytes[from] != '"') {
            return UNUSUAL;
        }
        int at = value(target.key, keys, from);
        if (at < 0) {
            return UNUSUAL;
        }
        if (target.folded && target.key.isText() && !lowerCaseLast((BytesVector) keys)) {
            return UNUSUAL;
        }
        return isLastNew(keys, first) ? colon(at) : UNUSUAL;
    }

    private static boolean lowerCaseLast(BytesVector texts) {
        byte[] all = texts.bytes();
        for (int i = texts.start(texts.count() - 1); i < texts.end(); i++) {
            byte letter = all[i];
            if (letter < 0) {
                return false;
            }
            all[i] = letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
        }
        return true;
    }

    private static boolean isLastNew(Vector keys, int first) {
        int last = keys.count() - 1;
        if (last - first >= MAP_KEYS_MAX) {
            return false;
        }
        for (int i = first; i < last; i++) {
            boolean same =
                    switch (keys) {
                        case BytesVector texts -> texts.isSame(i, last);
                        case IntVector ints -> ints.get(i) == ints.get(last);
                        case LongVector longs -> longs.get(i) == longs.get(last);
                        case ListVector _, MapVector _, StructVector _ -> true;
                    };
            if (same) {
                return false;
            }
        }
        return true;
    }
}
