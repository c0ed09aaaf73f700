package io.hydrant.query.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The file beside a result that tells its columns, as a protobuf message:
///
///     1 text     id of the execution
///     4 message  a column, once for each:
///                1 catalog   2 schema    3 table     4 name         5 label
///                6 type      7 precision 8 scale     9 nullable (3: unknown)
///                10 whether case matters (0, 1)
///
/// The service documents no layout. This is the one that clients which read the file rely on.
///
/// Source: athena-jdbc (github.com/burtcorp/athena-jdbc), whose tests hold recorded files.
public final class ResultMetadata {
    private static final int ID = 1;
    private static final int COLUMN = 4;
    private static final int CATALOG = 1;
    private static final int SCHEMA = 2;
    private static final int TABLE = 3;
    private static final int NAME = 4;
    private static final int LABEL = 5;
    private static final int TYPE = 6;
    private static final int PRECISION = 7;
    private static final int SCALE = 8;
    private static final int NULLABLE = 9;
    private static final int CASE_SENSITIVE = 10;
    private static final int NULLABLE_UNKNOWN = 3;
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private ResultMetadata() {}

    public static byte[] write(String executionId, List<ResultColumn> columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, ID, executionId);
        for (ResultColumn column : columns) {
            byte[] message = message(column);
            tag(out, COLUMN, BYTES);
            varint(out, message.length);
            out.writeBytes(message);
        }
        return out.toByteArray();
    }

    private static byte[] message(ResultColumn column) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text(out, CATALOG, "hive");
        text(out, SCHEMA, "");
        text(out, TABLE, "");
        text(out, NAME, column.name());
        text(out, LABEL, column.name());
        text(out, TYPE, column.type());
        number(out, PRECISION, column.precision());
        number(out, SCALE, column.scale());
        number(out, NULLABLE, NULLABLE_UNKNOWN);
        number(out, CASE_SENSITIVE, column.caseSensitive() ? 1 : 0);
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tag(out, field, BYTES);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int field, int number) {
        tag(out, field, VARINT);
        varint(out, number);
    }

    private static void tag(ByteArrayOutputStream out, int field, int kind) {
        varint(out, field << 3 | kind);
    }

    private static void varint(ByteArrayOutputStream out, int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /// @throws IOException when it is no such file
    public static List<ResultColumn> read(byte[] file) throws IOException {
        List<ResultColumn> columns = new ArrayList<>();
        Reader reader = new Reader(file, 0, file.length);
        while (reader.more()) {
            int tag = reader.varint();
            if (tag == (COLUMN << 3 | BYTES)) {
                columns.add(column(reader.message()));
            } else {
                reader.skip(tag);
            }
        }
        return columns;
    }

    private static ResultColumn column(Reader reader) throws IOException {
        String name = "";
        String type = "";
        int precision = 0;
        int scale = 0;
        while (reader.more()) {
            int tag = reader.varint();
            switch (tag) {
                case NAME << 3 | BYTES -> name = reader.text();
                case TYPE << 3 | BYTES -> type = reader.text();
                case PRECISION << 3 | VARINT -> precision = reader.varint();
                case SCALE << 3 | VARINT -> scale = reader.varint();
                default -> reader.skip(tag);
            }
        }
        return new ResultColumn(name, type, precision, scale);
    }

    private static final class Reader {
        private final byte[] file;
        private final int end;
        private int at;

        Reader(byte[] file, int start, int end) {
            this.file = file;
            this.at = start;
            this.end = end;
        }

        boolean more() {
            return at < end;
        }

        int varint() throws IOException {
            int number = 0;
            for (int shift = 0; shift < 35; shift += 7) {
                if (at == end) {
                    throw broken();
                }
                byte next = file[at++];
                number |= (next & 0x7f) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw broken();
        }

        Reader message() throws IOException {
            int length = varint();
            if (length < 0 || length > end - at) {
                throw broken();
            }
            at += length;
            return new Reader(file, at - length, at);
        }

        String text() throws IOException {
            Reader bytes = message();
            return new String(file, bytes.at, bytes.end - bytes.at, StandardCharsets.UTF_8);
        }

        void skip(int tag) throws IOException {
            switch (tag & 7) {
                case VARINT -> varint();
                case BYTES -> message();
                default -> throw broken();
            }
        }

        private IOException broken() {
            return new IOException("broken metadata of a result at byte " + at);
        }
    }
}
