package io.hydrant.conformance.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Many user records in one, as the Kinesis Producer Library makes them:
///
///     F3 89 9A C2 | protobuf AggregatedRecord | MD5 of the protobuf bytes, 16 bytes
///
/// Written from the published format alone, so that the server's reader is held against something
/// that it does not share a line with. Source: aggregation-format.md of the Kinesis Producer Library.
public final class Aggregation {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int KEYS = 1;
    private static final int HASH_KEYS = 2;
    private static final int RECORDS = 3;
    private static final int KEY_INDEX = 1;
    private static final int HASH_KEY_INDEX = 2;
    private static final int DATA = 3;

    private Aggregation() {}

    /// @param keys of the user records, by index
    /// @param explicitHashKey of all of them
    public static byte[] of(List<String> keys, String explicitHashKey, List<byte[]> userRecords) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        List<String> table = keys.stream().distinct().toList();
        table.forEach(key -> bytes(KEYS, utf8(key), message));
        bytes(HASH_KEYS, utf8(explicitHashKey), message);
        for (int i = 0; i < userRecords.size(); i++) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            number(KEY_INDEX, table.indexOf(keys.get(i)), record);
            number(HASH_KEY_INDEX, 0, record);
            bytes(DATA, userRecords.get(i), record);
            bytes(RECORDS, record.toByteArray(), message);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(message.toByteArray());
        out.writeBytes(md5(message.toByteArray()));
        return out.toByteArray();
    }

    public static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }

    private static void bytes(int field, byte[] value, ByteArrayOutputStream out) {
        varint(field << 3 | 2, out);
        varint(value.length, out);
        out.writeBytes(value);
    }

    private static void number(int field, int value, ByteArrayOutputStream out) {
        varint(field << 3, out);
        varint(value, out);
    }

    private static void varint(int value, ByteArrayOutputStream out) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
