package io.hydrant.wire.kpl;

import java.nio.ByteBuffer;

/// A walk over the fields of one protobuf message, in the order they stand in.
///
/// | wire type | here |
/// |---|---|
/// | 0 varint | [#number()] |
/// | 2 bytes, text, message | [#start()] and [#length()] |
/// | 1, 5 fixed width; 3, 4 group | stepped over |
///
/// Nothing is copied, and no length is believed before it is known to fit.
///
/// Source: the Protocol Buffers encoding guide.
final class MessageFields {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED_32 = 5;
    private static final int VARINT_BYTES_MAX = 10;
    private static final int GROUP_DEPTH_MAX = 100;

    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int tag;
    private long number;
    private int start;
    private int length;

    /// @param bytes read by absolute position; not moved
    MessageFields(ByteBuffer bytes, int start, int length) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
    }

    /// Moves to the next field; false at the end of the message.
    boolean next() throws MalformedMessage {
        if (at == end) {
            return false;
        }
        readTag();
        if (wireType() == GROUP_END) {
            throw new MalformedMessage("a group ends that never began");
        }
        readValue(0);
        return true;
    }

    boolean isNumber(int field) {
        return tag == (field << 3 | VARINT);
    }

    boolean isBytes(int field) {
        return tag == (field << 3 | BYTES);
    }

    long number() {
        return number;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    private int wireType() {
        return tag & 7;
    }

    private void readTag() throws MalformedMessage {
        tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw new MalformedMessage("field number 0");
        }
    }

    private void readValue(int depth) throws MalformedMessage {
        switch (wireType()) {
            case VARINT -> number = varint();
            case FIXED_64 -> skip(Long.BYTES);
            case BYTES -> {
                length = (int) varint();
                start = at;
                skip(length);
            }
            case GROUP_START -> skipGroup(depth + 1);
            case FIXED_32 -> skip(Integer.BYTES);
            default -> throw new MalformedMessage("wire type " + wireType());
        }
    }

    private void skipGroup(int depth) throws MalformedMessage {
        if (depth > GROUP_DEPTH_MAX) {
            throw new MalformedMessage("groups are nested too deeply");
        }
        int opened = tag;
        readTag();
        while (wireType() != GROUP_END) {
            readValue(depth);
            readTag();
        }
        if (tag >>> 3 != opened >>> 3) {
            throw new MalformedMessage("another group ends than began");
        }
        tag = opened;
    }

    private void skip(int count) throws MalformedMessage {
        if (count < 0 || count > end - at) {
            throw new MalformedMessage("a field of " + count + " bytes does not fit");
        }
        at += count;
    }

    private long varint() throws MalformedMessage {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            if (at == end) {
                throw new MalformedMessage("the message ends within a number");
            }
            byte next = bytes.get(at++);
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedMessage("a number is too long");
    }
}
