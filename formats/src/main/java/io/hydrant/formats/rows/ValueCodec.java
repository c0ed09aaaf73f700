package io.hydrant.formats.rows;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;

import java.util.List;

/// How one value that is not null lies in a row.
///
/// ```
/// number   4 or 8 bytes, little-endian
/// bytes    count, the bytes
/// array    count, elements
/// map      count, keys, values
/// struct   members
/// several  1 if any is null, else 0; then a bit for each, 1 for null, lowest first; those not null
/// ```
///
/// Stateless.
sealed interface ValueCodec {
    /// Bytes that [#write] takes for value `index`.
    int size(Vector vector, int index);

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
            case StructVector struct ->
                    new Structs(struct.members().stream().map(ValueCodec::of).toList());
        };
    }

    record Ints() implements ValueCodec {
        @Override
        public int size(Vector vector, int index) {
            return Integer.BYTES;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            LittleEndian.putInt(target, at, ((IntVector) vector).get(index));
            return at + Integer.BYTES;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ((IntVector) vector).append(LittleEndian.getInt(source, at));
            return at + Integer.BYTES;
        }
    }

    record Longs() implements ValueCodec {
        @Override
        public int size(Vector vector, int index) {
            return Long.BYTES;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            LittleEndian.putLong(target, at, ((LongVector) vector).get(index));
            return at + Long.BYTES;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ((LongVector) vector).append(LittleEndian.getLong(source, at));
            return at + Long.BYTES;
        }
    }

    record Bytes() implements ValueCodec {
        @Override
        public int size(Vector vector, int index) {
            int length = ((BytesVector) vector).length(index);
            return Math.addExact(LittleEndian.countBytes(length), length);
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            BytesVector values = (BytesVector) vector;
            int length = values.length(index);
            int from = LittleEndian.putCount(target, at, length);
            System.arraycopy(values.bytes(), values.start(index), target, from, length);
            return from + length;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            int length = LittleEndian.getCount(source, at);
            int from = at + LittleEndian.countBytes(length);
            ((BytesVector) vector).append(source, from, length);
            return from + length;
        }
    }

    record Arrays(Several elements) implements ValueCodec {
        @Override
        public int size(Vector vector, int index) {
            ListVector list = (ListVector) vector;
            int from = list.start(index);
            int to = list.end(index);
            int size = LittleEndian.countBytes(to - from);
            return Math.addExact(size, elements.size(list.elements(), from, to));
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            ListVector list = (ListVector) vector;
            int from = list.start(index);
            int to = list.end(index);
            int next = LittleEndian.putCount(target, at, to - from);
            return elements.write(list.elements(), new Range(from, to), target, next);
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            ListVector list = (ListVector) vector;
            int count = LittleEndian.getCount(source, at);
            int next = at + LittleEndian.countBytes(count);
            next = elements.read(count, source, next, list.elements());
            list.endList();
            return next;
        }
    }

    record Maps(Several keys, Several values) implements ValueCodec {
        @Override
        public int size(Vector vector, int index) {
            MapVector map = (MapVector) vector;
            int from = map.start(index);
            int to = map.end(index);
            int size = LittleEndian.countBytes(to - from);
            size = Math.addExact(size, keys.size(map.keys(), from, to));
            return Math.addExact(size, values.size(map.values(), from, to));
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            MapVector map = (MapVector) vector;
            Range range = new Range(map.start(index), map.end(index));
            int next = LittleEndian.putCount(target, at, range.count());
            next = keys.write(map.keys(), range, target, next);
            return values.write(map.values(), range, target, next);
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            MapVector map = (MapVector) vector;
            int count = LittleEndian.getCount(source, at);
            int next = at + LittleEndian.countBytes(count);
            next = keys.read(count, source, next, map.keys());
            next = values.read(count, source, next, map.values());
            map.endMap();
            return next;
        }
    }

    record Structs(List<ValueCodec> members) implements ValueCodec {
        public Structs {
            members = List.copyOf(members);
        }

        @Override
        public int size(Vector vector, int index) {
            StructVector struct = (StructVector) vector;
            int size = 1;
            boolean nulls = false;
            for (int i = 0; i < members.size(); i++) {
                Vector member = struct.member(i);
                if (member.isNull(index)) {
                    nulls = true;
                } else {
                    size = Math.addExact(size, members.get(i).size(member, index));
                }
            }
            return nulls ? Math.addExact(size, NullBits.bytes(members.size())) : size;
        }

        @Override
        public int write(Vector vector, int index, byte[] target, int at) {
            StructVector struct = (StructVector) vector;
            int bits = at + 1;
            boolean nulls = false;
            for (int i = 0; i < members.size(); i++) {
                nulls |= struct.member(i).isNull(index);
            }
            target[at] = (byte) (nulls ? 1 : 0);
            int next = bits;
            if (nulls) {
                next = NullBits.clear(target, bits, members.size());
            }
            for (int i = 0; i < members.size(); i++) {
                if (struct.member(i).isNull(index)) {
                    NullBits.set(target, bits, i);
                } else {
                    next = members.get(i).write(struct.member(i), index, target, next);
                }
            }
            return next;
        }

        @Override
        public int read(byte[] source, int at, Vector vector) {
            StructVector struct = (StructVector) vector;
            int bits = at + 1;
            boolean nulls = source[at] != 0;
            int next = nulls ? bits + NullBits.bytes(members.size()) : bits;
            for (int i = 0; i < members.size(); i++) {
                if (nulls && NullBits.isSet(source, bits, i)) {
                    struct.member(i).appendNull();
                } else {
                    next = members.get(i).read(source, next, struct.member(i));
                }
            }
            struct.endStruct();
            return next;
        }
    }

    /// @param to the value behind the last one
    record Range(int from, int to) {
        int count() {
            return to - from;
        }
    }
}
