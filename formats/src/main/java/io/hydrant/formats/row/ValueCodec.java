package io.hydrant.formats.row;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.row.Several.Range;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// How one value that is not null lies in a row.
///
/// ```
/// number   4 or 8 bytes, little-endian
/// bytes    count, the bytes
/// array    count, elements as Several draws them
/// map      count, keys and values as Several draws them
/// struct   members as Members draws them
/// ```
///
/// Counts are [VarInt]s. For any thread.
sealed interface ValueCodec {
    /// Bytes that [#write] takes for value `index`.
    long size(Vector vector, int index);

    /// Writes value `index`; returns what is behind it.
    int write(Vector vector, int index, byte[] target, int at);

    /// Appends a value that was written; returns what is behind it.
    int read(byte[] source, int at, Vector vector);

    /// For values as this vector holds them.
    static ValueCodec of(Vector vector) {
        return switch (vector) {
            case IntVector _ -> new Ints();
            case LongVector _ -> new Longs();
            case BytesVector _ -> new Bytes();
            case ListVector list -> new Arrays(new Several(of(list.elements())));
            case MapVector map ->
                    new Maps(new Several(of(map.keys())), new Several(of(map.values())));
            case StructVector struct -> new Structs(Members.of(struct.slots()));
        };
    }

    /// Values of 32 bits.
    record Ints() implements ValueCodec {
        private static final VarHandle INT =
                MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

        @Override
        public long size(Vector vector, int index) {
            return Integer.BYTES;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            INT.set(target, at, ((IntVector) vector).get(index));
            return at + Integer.BYTES;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ((IntVector) vector).append((int) INT.get(source, at));
            return at + Integer.BYTES;
        }
    }

    /// Values of 64 bits.
    record Longs() implements ValueCodec {
        private static final VarHandle LONG =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        @Override
        public long size(Vector vector, int index) {
            return Long.BYTES;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            LONG.set(target, at, ((LongVector) vector).get(index));
            return at + Long.BYTES;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ((LongVector) vector).append((long) LONG.get(source, at));
            return at + Long.BYTES;
        }
    }

    /// Values of any length.
    record Bytes() implements ValueCodec {
        @Override
        public long size(Vector vector, int index) {
            int length = ((BytesVector) vector).length(index);
            return (long) VarInt.bytes(length) + length;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            BytesVector values = (BytesVector) vector;
            int length = values.length(index);
            int from = VarInt.put(target, at, length);
            System.arraycopy(values.bytes(), values.start(index), target, from, length);
            return from + length;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            int length = VarInt.get(source, at);
            int from = at + VarInt.bytes(length);
            ((BytesVector) vector).append(source, from, length);
            return from + length;
        }
    }

    /// Arrays.
    record Arrays(Several elements) implements ValueCodec {
        @Override
        public long size(Vector vector, int index) {
            ListVector list = (ListVector) vector;
            int from = list.start(index);
            int to = list.end(index);
            return VarInt.bytes(to - from) + elements.size(list.elements(), from, to);
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            ListVector list = (ListVector) vector;
            Range range = new Range(list.start(index), list.end(index));
            int next = VarInt.put(target, at, range.count());
            return elements.write(list.elements(), range, target, next);
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ListVector list = (ListVector) vector;
            int count = VarInt.get(source, at);
            int next = elements.read(count, source, at + VarInt.bytes(count), list.elements());
            list.endList();
            return next;
        }
    }

    /// Maps.
    record Maps(Several keys, Several values) implements ValueCodec {
        @Override
        public long size(Vector vector, int index) {
            MapVector map = (MapVector) vector;
            int from = map.start(index);
            int to = map.end(index);
            return VarInt.bytes(to - from)
                    + keys.size(map.keys(), from, to)
                    + values.size(map.values(), from, to);
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            MapVector map = (MapVector) vector;
            Range range = new Range(map.start(index), map.end(index));
            int next = VarInt.put(target, at, range.count());
            next = keys.write(map.keys(), range, target, next);
            return values.write(map.values(), range, target, next);
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            MapVector map = (MapVector) vector;
            int count = VarInt.get(source, at);
            int next = keys.read(count, source, at + VarInt.bytes(count), map.keys());
            next = values.read(count, source, next, map.values());
            map.endMap();
            return next;
        }
    }

    /// Structs.
    record Structs(Members members) implements ValueCodec {
        @Override
        public long size(Vector vector, int index) {
            return members.size(((StructVector) vector).slots(), index);
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            return members.write(((StructVector) vector).slots(), index, target, at);
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            StructVector struct = (StructVector) vector;
            int next = members.read(source, at, struct.slots());
            struct.endStruct();
            return next;
        }
    }
}
