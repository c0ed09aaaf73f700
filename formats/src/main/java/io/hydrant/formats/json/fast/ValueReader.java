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
    private final InstantText instant = new InstantText();
    private final ValueSkipper skipper = new ValueSkipper(number, text);
    private byte[] bytes = new byte[0];
    private int end;
    private int depth;

    /// Everything read from now on is of a record that ends at `recordEnd`.
    void begin(byte[] record, int recordEnd) {
        bytes = record;
        end = recordEnd;
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
        return switch (target.kind) {
            case DOUBLE -> doubleNumber(target, (LongVector) vector, at);
            case TIMESTAMP -> timestamp(target, (LongVector) vector, at);
            case LONG -> longNumber(target, (LongVector) vector, at);
            case INT -> intNumber(target, (IntVector) vector, at);
            case STRING -> string(target, (BytesVector) vector, at);
            case BOOLEAN -> truth(target, (IntVector) vector, at);
            case FLOAT -> floatNumber(target, (IntVector) vector, at);
            case DECIMAL, LARGE_DECIMAL -> decimal(target, vector, at);
            case DATE -> date((IntVector) vector, at);
            case LIST -> list(target, (ListVector) vector, at);
            case MAP -> map(target, (MapVector) vector, at);
            case STRUCT -> struct(target, (StructVector) vector, at);
            case OTHER -> nullOnly(vector, at);
        };
    }

    private int nullOnly(Vector vector, int at) {
        if (!ValueSkipper.isNull(bytes, at)) {
            return UNUSUAL;
        }
        vector.appendNull();
        return at + 4;
    }

    private int doubleNumber(Target target, LongVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        double value = number.toDouble(bytes, from, at);
        if (Double.isNaN(value)) {
            return UNUSUAL;
        }
        vector.append(Double.doubleToRawLongBits(value));
        return at;
    }

    private int floatNumber(Target target, IntVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        double value = number.toDouble(bytes, from, at);
        float narrow = (float) value;
        // Of a double in the middle of two floats it is not known to which side the number was.
        boolean middle = (Double.doubleToRawLongBits(value) & 0x1FFF_FFFF) == 0x1000_0000;
        boolean normal = Math.abs(narrow) >= Float.MIN_NORMAL || value == 0;
        if (!(Math.abs(narrow) <= Float.MAX_VALUE) || middle || !normal) {
            return UNUSUAL;
        }
        vector.append(Float.floatToRawIntBits(narrow));
        return at;
    }

    private int longNumber(Target target, LongVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        if (!number.isLong()) {
            return UNUSUAL;
        }
        vector.append(number.toLong());
        return at;
    }

    private int intNumber(Target target, IntVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        long value = number.toLong();
        if (!number.isLong() || value < target.min || value > ~target.min) {
            return UNUSUAL;
        }
        vector.append((int) value);
        return at;
    }

    private int decimal(Target target, Vector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        boolean taken =
                target.kind == Target.Kind.DECIMAL
                        ? Decimals.append(number, target, (LongVector) vector)
                        : Decimals.appendLarge(number, target, (BytesVector) vector);
        return taken ? at : UNUSUAL;
    }

    /// A null, or a number in quotes.
    private int notANumber(Target target, Vector vector, int from) {
        if (bytes[from] != '"' || !target.lenient) {
            return nullOnly(vector, from);
        }
        byte first = bytes[from + 1];
        if (first != '-' && (first < '0' || first > '9')) {
            return UNUSUAL;
        }
        int at = value(target, vector, from + 1);
        return at >= 0 && at < end && bytes[at] == '"' ? at + 1 : UNUSUAL;
    }

    private int truth(Target target, IntVector vector, int from) {
        boolean quoted = bytes[from] == '"' && target.lenient;
        int at = quoted ? from + 1 : from;
        if (ValueSkipper.isTrue(bytes, at)) {
            vector.append(1);
            at += 4;
        } else if (ValueSkipper.isFalse(bytes, at)) {
            vector.append(0);
            at += 5;
        } else {
            return quoted ? UNUSUAL : nullOnly(vector, at);
        }
        if (!quoted) {
            return at;
        }
        return bytes[at] == '"' ? at + 1 : UNUSUAL;
    }

    private int date(IntVector vector, int from) {
        if (bytes[from] != '"') {
            return nullOnly(vector, from);
        }
        int at = instant.date(bytes, from + 1, end);
        if (at >= 0) {
            vector.append(instant.days());
        }
        return at;
    }

    private int timestamp(Target target, LongVector vector, int from) {
        if (bytes[from] != '"') {
            return epoch(target, vector, from);
        }
        boolean textual = target.times == Target.Times.OPEN_X || target.times == Target.Times.LOCAL;
        if (!textual) {
            return UNUSUAL;
        }
        boolean zoned = target.times == Target.Times.OPEN_X;
        int at = instant.timestamp(bytes, from + 1, end, zoned);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        vector.append(instant.nanos());
        return at;
    }

    private int epoch(Target target, LongVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return nullOnly(vector, from);
        }
        boolean usual =
                switch (target.times) {
                    case OPEN_X -> number.isEpoch();
                    case MILLIS -> number.isLong();
                    case LOCAL, NONE -> false;
                };
        if (!usual) {
            return UNUSUAL;
        }
        vector.append(
                target.times == Target.Times.MILLIS
                        ? number.toLong() * 1_000_000
                        : number.epochNanos());
        return at;
    }

    private int string(Target target, BytesVector vector, int from) {
        if (bytes[from] != '"') {
            return scalarText(target, vector, from);
        }
        int quote = text.closingQuote(bytes, from + 1, end);
        if (quote < 0 || quote - from - 1 > target.lengthMax) {
            return UNUSUAL;
        }
        if (text.escaped()) {
            vector.reserve(quote - from);
            byte[] to = vector.bytes();
            vector.appendWritten(TextScanner.unescape(bytes, from + 1, quote, to, vector.end()));
        } else {
            vector.append(bytes, from + 1, quote - from - 1);
        }
        return quote + 1;
    }

    /// A null, or the text of another value that is not in quotes.
    private int scalarText(Target target, BytesVector vector, int from) {
        byte first = bytes[from];
        int at;
        if (first == 't' && ValueSkipper.isTrue(bytes, from)) {
            at = from + 4;
        } else if (ValueSkipper.isFalse(bytes, from)) {
            at = from + 5;
        } else {
            at = number.scan(bytes, from, end);
            if (at < 0) {
                return nullOnly(vector, from);
            }
            boolean plain = number.isLong() && (number.digits() != 0 || !number.negative());
            if (!plain) {
                return UNUSUAL;
            }
        }
        if (at - from > target.lengthMax) {
            return UNUSUAL;
        }
        vector.append(bytes, from, at - from);
        return at;
    }

    private int list(Target target, ListVector vector, int from) {
        byte first = bytes[from];
        if (first != '[') {
            if (first == 'n' || !target.lenient) {
                return nullOnly(vector, from);
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
            return nullOnly(vector, from);
        }
        depth++;
        int at = members(target.shape, vector.slots(), vector.count(), from + 1);
        depth--;
        vector.endStruct();
        return at;
    }

    private int map(Target target, MapVector vector, int from) {
        if (bytes[from] != '{') {
            return nullOnly(vector, from);
        }
        BytesVector keys = (BytesVector) vector.keys();
        int first = keys.count();
        int at = blanks(from + 1);
        if (at < end && bytes[at] == '}') {
            vector.endMap();
            return at + 1;
        }
        depth++;
        while (at < end) {
            int quote = unexpectedKey(at);
            if (quote < 0 || target.folded && !text.ascii()) {
                return UNUSUAL;
            }
            appendKey(target, keys, at + 1, quote);
            at = colon(quote + 1);
            if (at < 0 || !isLastKeyNew(keys, first)) {
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

    private void appendKey(Target target, BytesVector keys, int from, int to) {
        keys.append(bytes, from, to - from);
        if (target.folded) {
            byte[] text = keys.bytes();
            for (int i = keys.start(keys.count() - 1); i < keys.end(); i++) {
                byte letter = text[i];
                text[i] = letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
            }
        }
    }

    private static boolean isLastKeyNew(BytesVector keys, int first) {
        int last = keys.count() - 1;
        if (last - first >= MAP_KEYS_MAX) {
            return false;
        }
        for (int i = first; i < last; i++) {
            if (keys.isSame(i, last)) {
                return false;
            }
        }
        return true;
    }
}
