package io.hydrant.formats.row;

import io.hydrant.formats.column.Vector;

/// Values of one type one behind the other: the elements of an array, the keys or the values of a
/// map.
///
/// ```
/// nulls    1 if any is null, else 0
/// bits     only then: a bit for each, 1 for null, the first one's is the lowest
/// values   those that are not null, as ValueCodec draws them
/// ```
///
/// For any thread.
record Several(ValueCodec codec) {
    long size(Vector vector, int from, int to) {
        long size = 1;
        boolean nulls = false;
        for (int i = from; i < to; i++) {
            if (vector.isNull(i)) {
                nulls = true;
            } else {
                size += codec.size(vector, i);
            }
        }
        return nulls ? size + NullBits.bytes(to - from) : size;
    }

    int write(Vector vector, Range range, byte[] target, int at) {
        boolean nulls = false;
        for (int i = range.from(); i < range.to(); i++) {
            nulls |= vector.isNull(i);
        }
        target[at] = (byte) (nulls ? 1 : 0);
        int bits = at + 1;
        int next = nulls ? NullBits.clear(target, bits, range.count()) : bits;
        for (int i = range.from(); i < range.to(); i++) {
            if (vector.isNull(i)) {
                NullBits.set(target, bits, i - range.from());
            } else {
                next = codec.write(vector, i, target, next);
            }
        }
        return next;
    }

    int read(int count, byte[] source, int at, Vector vector) {
        boolean nulls = source[at] != 0;
        int bits = at + 1;
        int next = nulls ? bits + NullBits.bytes(count) : bits;
        for (int i = 0; i < count; i++) {
            if (nulls && NullBits.isSet(source, bits, i)) {
                vector.appendNull();
            } else {
                next = codec.read(source, next, vector);
            }
        }
        return next;
    }

    /// @param to the value behind the last one
    record Range(int from, int to) {
        int count() {
            return to - from;
        }
    }
}
