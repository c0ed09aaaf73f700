package org.apache.hadoop.io;

import java.util.Arrays;

/// Bytes that can be replaced.
public final class BytesWritable extends BinaryComparable {
    private byte[] bytes = new byte[0];

    public void set(byte[] source, int offset, int length) {
        bytes = Arrays.copyOfRange(source, offset, offset + length);
    }

    @Override
    public int getLength() {
        return bytes.length;
    }

    @Override
    public byte[] getBytes() {
        return bytes;
    }
}
