package io.hydrant.delivery.subrecord;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// The head of a gzip member:
///
/// ```
/// 1f 8b | 08 deflate | flags | time, 4 | 2 | extra: length 2, bytes | name, 0 | comment, 0 | CRC16
/// ```
///
/// Source: RFC 1952, section 2.3.
final class GzipHeader {
    private static final int FIXED_BYTES = 10;
    private static final int MAGIC_0 = 0x1f;
    private static final int MAGIC_1 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private GzipHeader() {}

    /// Moves the record's position behind the head that is there.
    static void skip(ByteBuffer record) throws NotGzip {
        int start = record.position();
        int magic0 = start < record.limit() ? record.get(start) & 0xff : MAGIC_0;
        int magic1 = start + 1 < record.limit() ? record.get(start + 1) & 0xff : MAGIC_1;
        if (!record.hasRemaining() || magic0 != MAGIC_0 || magic1 != MAGIC_1) {
            throw new NotGzip(
                    start == 0
                            ? "it is not gzip"
                            : "it has %d bytes behind its end that are not gzip"
                                    .formatted(record.remaining()));
        }
        require(record, FIXED_BYTES);
        if (record.get(start + 2) != DEFLATE) {
            throw new NotGzip("its compression method is " + (record.get(start + 2) & 0xff));
        }
        int flags = record.get(start + 3) & 0xff;
        if ((flags & RESERVED) != 0) {
            throw new NotGzip("it has reserved flags: " + flags);
        }
        record.position(start + FIXED_BYTES);
        if ((flags & HAS_EXTRA) != 0) {
            int length = littleEndianShort(record);
            require(record, length);
            record.position(record.position() + length);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText(record);
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText(record);
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            requireChecksum(record, start);
        }
    }

    private static void skipText(ByteBuffer record) throws NotGzip {
        do {
            require(record, 1);
        } while (record.get() != 0);
    }

    private static void requireChecksum(ByteBuffer record, int start) throws NotGzip {
        CRC32 checksum = new CRC32();
        checksum.update(record.slice(start, record.position() - start));
        if (littleEndianShort(record) != (checksum.getValue() & 0xffff)) {
            throw new NotGzip("its head does not match its checksum");
        }
    }

    private static int littleEndianShort(ByteBuffer record) throws NotGzip {
        require(record, 2);
        return (record.get() & 0xff) | (record.get() & 0xff) << 8;
    }

    private static void require(ByteBuffer record, int bytes) throws NotGzip {
        if (record.remaining() < bytes) {
            throw new NotGzip("it ends too early");
        }
    }
}
