package io.hydrant.delivery.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/// Non-negative numbers in as few bytes as they need: seven bits a byte, lowest first, the top bit
/// says "more".
final class Varint {
    private Varint() {}

    static void write(DataOutputStream out, long value) throws IOException {
        long rest = value;
        while (rest > 0x7F) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number has more than nine bytes");
    }
}
