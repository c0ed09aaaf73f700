package io.hydrant.delivery.destination.encode;

import io.airlift.compress.v3.snappy.SnappyCompressor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// The two Snappy formats of the service: blocks of 32 KiB, each compressed on its own. All numbers
/// are 4 bytes, most significant first.
///
///     xerial  header (82 53 4E 41 50 50 59 00, version 1, compatible version 1),
///             then per block: compressed length, compressed block
///     hadoop  per block: length, compressed length, compressed block
///
/// Neither is Snappy's official framing format. An object without bytes is the header alone, or
/// nothing. Source: snappy-java, SnappyOutputStream and SnappyHadoopCompatibleOutputStream, whose
/// framing the service's objects have.
final class SnappyStream extends OutputStream {
    static final int BLOCK_BYTES = 32 << 10;

    private static final byte[] XERIAL_HEADER = {
        (byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1
    };
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final OutputStream out;
    private final SnappyCompressor compressor;
    private final int preambleBytes;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final byte[] framed;
    private int blockBytes;
    private boolean closed;

    private SnappyStream(OutputStream out, SnappyCompressor compressor, int preambleBytes) {
        this.out = out;
        this.compressor = compressor;
        this.preambleBytes = preambleBytes;
        this.framed = new byte[preambleBytes + compressor.maxCompressedLength(BLOCK_BYTES)];
    }

    static SnappyStream xerial(OutputStream out, SnappyCompressor compressor) throws IOException {
        out.write(XERIAL_HEADER);
        return new SnappyStream(out, compressor, Integer.BYTES);
    }

    static SnappyStream hadoop(OutputStream out, SnappyCompressor compressor) {
        return new SnappyStream(out, compressor, 2 * Integer.BYTES);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, bytes.length);
        if (closed) {
            throw new IOException("the encoder is closed");
        }
        int from = start;
        int left = length;
        while (left > 0) {
            int now = Math.min(left, BLOCK_BYTES - blockBytes);
            System.arraycopy(bytes, from, block, blockBytes, now);
            blockBytes += now;
            from += now;
            left -= now;
            if (blockBytes == BLOCK_BYTES) {
                writeBlock();
            }
        }
    }

    /// Passes on what is complete; a block is never cut short, so the bytes stay the same.
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if (blockBytes > 0) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        int compressedBytes =
                compressor.compress(
                        block, 0, blockBytes, framed, preambleBytes, framed.length - preambleBytes);
        INT.set(framed, 0, blockBytes);
        INT.set(framed, preambleBytes - Integer.BYTES, compressedBytes);
        out.write(framed, 0, preambleBytes + compressedBytes);
        blockBytes = 0;
    }
}
