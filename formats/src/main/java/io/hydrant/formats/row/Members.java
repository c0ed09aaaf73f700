package io.hydrant.formats.row;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;

import java.util.ArrayList;
import java.util.List;

/// Values of several types that belong together: a row's columns, a struct's members.
///
/// ```
/// nulls    1 if any is null, else 0
/// bits     only then: a bit for each, 1 for null, the first one's is the lowest
/// longs    those of 64 bits that are not null
/// ints     those of 32 bits that are not null
/// others   all others that are not null, as ValueCodec draws them
/// ```
///
/// Values of one kind keep their order. Mostly none is null and most are numbers: these take no
/// call for each. For any thread.
final class Members {
    private final int count;
    private final int[] longs;
    private final int[] ints;
    private final int[] others;
    private final ValueCodec[] otherCodecs;
    private final ValueCodec.Longs longCodec = new ValueCodec.Longs();
    private final ValueCodec.Ints intCodec = new ValueCodec.Ints();

    /// Of the numbers, while none is null.
    private final int numberBytes;

    private Members(Vector[] shapes) {
        List<Integer> longPlaces = new ArrayList<>();
        List<Integer> intPlaces = new ArrayList<>();
        List<Integer> otherPlaces = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            switch (shapes[i]) {
                case LongVector _ -> longPlaces.add(i);
                case IntVector _ -> intPlaces.add(i);
                case BytesVector _, ListVector _, MapVector _, StructVector _ -> otherPlaces.add(i);
            }
        }
        this.count = shapes.length;
        this.longs = ints(longPlaces);
        this.ints = ints(intPlaces);
        this.others = ints(otherPlaces);
        this.otherCodecs =
                otherPlaces.stream()
                        .map(place -> ValueCodec.of(shapes[place]))
                        .toArray(ValueCodec[]::new);
        this.numberBytes = longs.length * Long.BYTES + ints.length * Integer.BYTES;
    }

    private static int[] ints(List<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /// @param shapes vectors like those that values will be in
    static Members of(Vector[] shapes) {
        return new Members(shapes);
    }

    long size(Vector[] vectors, int index) {
        long size = 1L + numberBytes;
        boolean nulls = anyNull(vectors, index);
        if (nulls) {
            size += NullBits.bytes(count);
            size -= (long) nullCount(longs, vectors, index) * Long.BYTES;
            size -= (long) nullCount(ints, vectors, index) * Integer.BYTES;
        }
        for (int i = 0; i < others.length; i++) {
            Vector vector = vectors[others[i]];
            size += nulls && vector.isNull(index) ? 0 : otherCodecs[i].size(vector, index);
        }
        return size;
    }

    int write(Vector[] vectors, int index, byte[] target, int at) {
        if (anyNull(vectors, index)) {
            target[at] = 1;
            return writeSome(vectors, index, target, at + 1);
        }
        target[at] = 0;
        int next = at + 1;
        for (int place : longs) {
            next = longCodec.write(vectors[place], index, target, next);
        }
        for (int place : ints) {
            next = intCodec.write(vectors[place], index, target, next);
        }
        for (int i = 0; i < others.length; i++) {
            next = otherCodecs[i].write(vectors[others[i]], index, target, next);
        }
        return next;
    }

    private int writeSome(Vector[] vectors, int index, byte[] target, int bits) {
        int next = NullBits.clear(target, bits, count);
        for (int i = 0; i < count; i++) {
            if (vectors[i].isNull(index)) {
                NullBits.set(target, bits, i);
            }
        }
        for (int place : longs) {
            if (!vectors[place].isNull(index)) {
                next = longCodec.write(vectors[place], index, target, next);
            }
        }
        for (int place : ints) {
            if (!vectors[place].isNull(index)) {
                next = intCodec.write(vectors[place], index, target, next);
            }
        }
        for (int i = 0; i < others.length; i++) {
            if (!vectors[others[i]].isNull(index)) {
                next = otherCodecs[i].write(vectors[others[i]], index, target, next);
            }
        }
        return next;
    }

    /// Appends one value to each vector.
    int read(byte[] source, int at, Vector[] vectors) {
        if (source[at] != 0) {
            return readSome(source, at + 1, vectors);
        }
        int next = at + 1;
        for (int place : longs) {
            next = longCodec.read(source, next, vectors[place]);
        }
        for (int place : ints) {
            next = intCodec.read(source, next, vectors[place]);
        }
        for (int i = 0; i < others.length; i++) {
            next = otherCodecs[i].read(source, next, vectors[others[i]]);
        }
        return next;
    }

    private int readSome(byte[] source, int bits, Vector[] vectors) {
        int next = bits + NullBits.bytes(count);
        for (int place : longs) {
            next =
                    readOne(
                            longCodec,
                            source,
                            next,
                            NullBits.isSet(source, bits, place),
                            vectors[place]);
        }
        for (int place : ints) {
            next =
                    readOne(
                            intCodec,
                            source,
                            next,
                            NullBits.isSet(source, bits, place),
                            vectors[place]);
        }
        for (int i = 0; i < others.length; i++) {
            boolean isNull = NullBits.isSet(source, bits, others[i]);
            next = readOne(otherCodecs[i], source, next, isNull, vectors[others[i]]);
        }
        return next;
    }

    private static int readOne(
            ValueCodec codec, byte[] source, int at, boolean isNull, Vector vector) {
        if (isNull) {
            vector.appendNull();
            return at;
        }
        return codec.read(source, at, vector);
    }

    private boolean anyNull(Vector[] vectors, int index) {
        for (int i = 0; i < count; i++) {
            if (vectors[i].isNull(index)) {
                return true;
            }
        }
        return false;
    }

    private static int nullCount(int[] places, Vector[] vectors, int index) {
        int nulls = 0;
        for (int place : places) {
            nulls += vectors[place].isNull(index) ? 1 : 0;
        }
        return nulls;
    }
}
