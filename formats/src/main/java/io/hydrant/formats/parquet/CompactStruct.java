package io.hydrant.formats.parquet;

import java.nio.charset.StandardCharsets;

/// Writes Parquet's metadata in Thrift's compact protocol, field by field.
///
/// Files of a few hundred rows are common here, and objects for every page and column would cost
/// more than their values. Fields must be written in the order of their numbers. For one thread.
///
/// Source: Thrift compact protocol; parquet.thrift for the numbers of fields.
final class CompactStruct {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I16 = 4;
    static final int I32 = 5;
    static final int I64 = 6;
    static final int BINARY = 8;
    private static final int LIST = 9;
    static final int STRUCT = 12;
    static final int BOOLEAN = TRUE;

    /// FileMetaData, RowGroup, ColumnChunk, ColumnMetaData, Statistics.
    private static final int DEPTH_MAX = 8;

    private final ByteSink out;
    private final int[] outerFields = new int[DEPTH_MAX];
    private int depth;
    private int lastField;

    CompactStruct(ByteSink out) {
        this.out = out;
    }

    /// Begins a struct that is an element of a list, or the outermost one.
    CompactStruct begin() {
        outerFields[depth++] = lastField;
        lastField = 0;
        return this;
    }

    CompactStruct beginStruct(int field) {
        header(field, STRUCT);
        return begin();
    }

    CompactStruct end() {
        out.putByte(0);
        lastField = outerFields[--depth];
        return this;
    }

    CompactStruct i16(int field, int value) {
        header(field, I16);
        putI64(value);
        return this;
    }

    CompactStruct i32(int field, int value) {
        header(field, I32);
        putI64(value);
        return this;
    }

    CompactStruct i64(int field, long value) {
        header(field, I64);
        putI64(value);
        return this;
    }

    CompactStruct bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    CompactStruct binary(int field, byte[] value) {
        header(field, BINARY);
        putBinary(value);
        return this;
    }

    CompactStruct string(int field, String value) {
        return binary(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Begins a list; its `count` elements follow with the `put` methods, or with [#begin()].
    CompactStruct list(int field, int elementType, int count) {
        header(field, LIST);
        if (count < 15) {
            out.putByte(count << 4 | elementType);
        } else {
            out.putByte(0xF0 | elementType);
            out.putVarint(count);
        }
        return this;
    }

    /// An element of a list of numbers.
    void putI64(long value) {
        out.putVarint(value << 1 ^ value >> 63);
    }

    /// An element of a list of truth values.
    void putBool(boolean value) {
        out.putByte(value ? TRUE : FALSE);
    }

    /// An element of a list of byte strings.
    void putBinary(byte[] value) {
        out.putVarint(value.length);
        out.putBytes(value, 0, value.length);
    }

    /// Bytes that were made before, of fields up to `field`.
    void putRaw(byte[] fields, int field) {
        out.putBytes(fields, 0, fields.length);
        lastField = field;
    }

    private void header(int field, int type) {
        int delta = field - lastField;
        if (delta <= 0 || delta > 15) {
            throw new IllegalArgumentException(
                    "field " + field + " cannot follow field " + lastField);
        }
        out.putByte(delta << 4 | type);
        lastField = field;
    }
}
