package io.hydrant.storage.api;

import java.util.zip.Checksum;

/// CRC-64/NVME: reflected polynomial 0x9a6c9329ac4bc9b5, all ones at start and end; eight bytes at
/// a time by tables.
final class Crc64Nvme implements Checksum {
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    @Override
    public void update(int b) {
        crc = TABLES[0][(int) ((crc ^ b) & 0xff)] ^ crc >>> 8;
    }

    @Override
    public void update(byte[] source, int offset, int count) {
        int index = offset;
        int end = offset + count;
        long current = crc;
        for (; index + 8 <= end; index += 8) {
            for (int i = 0; i < 8; i++) {
                current ^= (source[index + i] & 0xffL) << 8 * i;
            }
            long next = 0;
            for (int i = 0; i < 8; i++) {
                next ^= TABLES[7 - i][(int) (current >>> 8 * i & 0xff)];
            }
            current = next;
        }
        for (; index < end; index++) {
            current = TABLES[0][(int) ((current ^ source[index]) & 0xff)] ^ current >>> 8;
        }
        crc = current;
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 1 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[table - 1][i];
                tables[table][i] = tables[0][(int) (before & 0xff)] ^ before >>> 8;
            }
        }
        return tables;
    }
}
