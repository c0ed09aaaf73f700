package io.hydrant.wire.auth;

import java.util.zip.Checksum;

/// CRC-64/NVME: reflected polynomial 0x9a6c9329ac4bc9b5, start and final XOR all ones; eight bytes
/// at a time.
final class Crc64Nvme implements Checksum {
    private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final long[][] TABLES = tables();

    private long state = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int b = 0; b < 256; b++) {
            long crc = b;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
            }
            tables[0][b] = crc;
        }
        for (int slice = 1; slice < 8; slice++) {
            for (int b = 0; b < 256; b++) {
                long before = tables[slice - 1][b];
                tables[slice][b] = (before >>> 8) ^ tables[0][(int) before & 0xff];
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        state = (state >>> 8) ^ TABLES[0][((int) state ^ b) & 0xff];
    }

    @Override
    public void update(byte[] bytes, int offset, int count) {
        int at = offset;
        int end = offset + count;
        long crc = state;
        while (end - at >= 8) {
            for (int i = 0; i < 8; i++) {
                crc ^= (bytes[at + i] & 0xffL) << (8 * i);
            }
            crc =
                    TABLES[7][(int) crc & 0xff]
                            ^ TABLES[6][(int) (crc >>> 8) & 0xff]
                            ^ TABLES[5][(int) (crc >>> 16) & 0xff]
                            ^ TABLES[4][(int) (crc >>> 24) & 0xff]
                            ^ TABLES[3][(int) (crc >>> 32) & 0xff]
                            ^ TABLES[2][(int) (crc >>> 40) & 0xff]
                            ^ TABLES[1][(int) (crc >>> 48) & 0xff]
                            ^ TABLES[0][(int) (crc >>> 56)];
            at += 8;
        }
        state = crc;
        while (at < end) {
            update(bytes[at++]);
        }
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = -1;
    }
}
