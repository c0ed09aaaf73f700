package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;

import java.util.Arrays;
import java.util.Base64;

/// Reads values of types that hold no others. For one thread.
final class ScalarReader {
    private final NumberScanner number;
    private final TextScanner text;
    private final InstantText instant = new InstantText();
    private byte[] bytes = new byte[0];
    private int end;

    ScalarReader(NumberScanner number, TextScanner text) {
        this.number = number;
        this.text = text;
    }

    /// Everything read from now on is of a record that ends at `recordEnd`.
    void begin(byte[] record, int recordEnd) {
        bytes = record;
        end = recordEnd;
    }

    /// Reads a value of a type that holds no others into its vector.
    int value(Target target, Vector vector, int at) {
        return switch (target.kind) {
            case Target.DOUBLE -> doubleNumber(target, (LongVector) vector, at);
            case Target.TIMESTAMP -> timestamp(target, (LongVector) vector, at);
            case Target.LONG -> longNumber(target, (LongVector) vector, at);
            case Target.INT -> intNumber(target, (IntVector) vector, at);
            case Target.STRING -> string((BytesVector) vector, at);
            case Target.BOOLEAN -> truth((IntVector) vector, at);
            case Target.FLOAT -> floatNumber(target, (IntVector) vector, at);
            case Target.DECIMAL, Target.LARGE_DECIMAL -> decimal(target, vector, at);
            case Target.DATE -> date((IntVector) vector, at);
            case Target.LIMITED -> limitedText(target, (BytesVector) vector, at);
            case Target.BASE64 -> base64((BytesVector) vector, at);
            default -> nullOnly(vector, at);
        };
    }

    int nullOnly(Vector vector, int at) {
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
        long bits = number.toDoubleBits(bytes, from, at);
        if (bits == BinaryFloat.UNDECIDED) {
            return UNUSUAL;
        }
        vector.append(bits);
        return at;
    }

    private int floatNumber(Target target, IntVector vector, int from) {
        int at = number.scan(bytes, from, end);
        if (at < 0) {
            return notANumber(target, vector, from);
        }
        long bits = number.toDoubleBits(bytes, from, at);
        if (bits == BinaryFloat.UNDECIDED) {
            return UNUSUAL;
        }
        double value = Double.longBitsToDouble(bits);
        float narrow = (float) value;
        // Of a double in the middle of two floats it is not known to which side the number was.
        boolean middle = (bits & 0x1FFF_FFFF) == 0x1000_0000;
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
                target.kind == Target.DECIMAL
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

    private int truth(IntVector vector, int from) {
        boolean quoted = bytes[from] == '"';
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

    private int string(BytesVector vector, int from) {
        if (bytes[from] != '"') {
            int at = scalarText(from);
            if (at < 0) {
                return nullOnly(vector, from);
            }
            vector.append(bytes, from, at - from);
            return at;
        }
        int quote = text.closingQuote(bytes, from + 1, end);
        if (quote < 0) {
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

    /// Behind the text of a number or a boolean.
    private int scalarText(int from) {
        if (ValueSkipper.isTrue(bytes, from)) {
            return from + 4;
        }
        if (ValueSkipper.isFalse(bytes, from)) {
            return from + 5;
        }
        int at = number.scan(bytes, from, end);
        return at - from <= NumberScanner.TEXT_BYTES_MAX ? at : UNUSUAL;
    }

    /// Texts that would have to be cut are usual only if all of their characters are one byte.
    private int limitedText(Target target, BytesVector vector, int from) {
        boolean quoted = bytes[from] == '"';
        int first = quoted ? from + 1 : from;
        int to = quoted ? text.closingQuote(bytes, first, end) : scalarText(from);
        if (to < 0) {
            return quoted ? UNUSUAL : nullOnly(vector, from);
        }
        int length = to - first;
        boolean cut = length > target.lengthMax;
        if (quoted && (text.escaped() || cut && !text.ascii())) {
            return UNUSUAL;
        }
        length = cut ? target.lengthMax : length;
        while (target.stripped && length > 0 && bytes[first + length - 1] == ' ') {
            length--;
        }
        vector.append(bytes, first, length);
        return quoted ? to + 1 : to;
    }

    private int base64(BytesVector vector, int from) {
        if (bytes[from] != '"') {
            return nullOnly(vector, from);
        }
        int quote = text.closingQuote(bytes, from + 1, end);
        if (quote < 0 || text.escaped()) {
            return UNUSUAL;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, from + 1, quote));
            vector.append(decoded, 0, decoded.length);
            return quote + 1;
        } catch (IllegalArgumentException _) {
            return UNUSUAL;
        }
    }
}
