package io.hydrant.wire.kpl;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The numbers of the format:
///
/// ```
/// message AggregatedRecord {
///   repeated string partition_key_table = 1;
///   repeated string explicit_hash_key_table = 2;
///   repeated Record records = 3;
/// }
/// message Record {
///   required uint64 partition_key_index = 1;
///   optional uint64 explicit_hash_key_index = 2;
///   required bytes data = 3;
///   repeated Tag tags = 4;
/// }
/// message Tag {
///   required string key = 1;
///   optional string value = 2;
/// }
/// ```
final class Format {
    static final int PARTITION_KEY_TABLE = 1;
    static final int EXPLICIT_HASH_KEY_TABLE = 2;
    static final int RECORDS = 3;

    static final int PARTITION_KEY_INDEX = 1;
    static final int EXPLICIT_HASH_KEY_INDEX = 2;
    static final int DATA = 3;
    static final int TAGS = 4;

    static final int TAG_KEY = 1;

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    static final int MAGIC_BYTES = 4;
    static final int DIGEST_BYTES = 16;

    /// What an aggregate holds besides the message.
    static final int FRAME_BYTES = MAGIC_BYTES + DIGEST_BYTES;

    private Format() {}

    static byte magic(int index) {
        return MAGIC[index];
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
