package io.hydrant.delivery.subrecord;

import io.hydrant.delivery.partition.ErrorOutput;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses records that are gzip: one member or several, whose contents are one behind the
/// other.
///
/// A record fails with its reason when it is something else, ends too early, does not match its
/// checksums, has anything behind its last member that is not a member, or decompresses to more
/// than [#BYTES_MAX].
///
/// Source: RFC 1952. Firehose Developer Guide, decompression of CloudWatch Logs, which names the
/// folder of failures and no codes.
final class Decompression {
    /// Of one record; CloudWatch Logs sends far less.
    static final int BYTES_MAX = 16 << 20;

    static final String FAILED = "Decompression.Failed";

    private static final int FIRST_BYTES_MAX = 1 << 20;
    private static final int FIRST_BYTES_MIN = 512;
    private static final int TRAILER_BYTES = 8;

    private final ByteBuffer record;
    private final CRC32 checksum = new CRC32();
    private byte[] output;
    private int length;

    private Decompression(ByteBuffer record) {
        this.record = record;
        int guess = Math.clamp(record.remaining() * 4L, FIRST_BYTES_MIN, FIRST_BYTES_MAX);
        this.output = new byte[guess];
    }

    /// @return one record, or a failure
    static SubRecordOutcome decompress(ByteBuffer record) {
        Inflater inflater = new Inflater(true);
        try {
            return SubRecordOutcome.Split.whole(
                    new Decompression(record.slice()).decompress(inflater));
        } catch (NotGzip e) {
            return new SubRecordOutcome.Failed(
                    ErrorOutput.DECOMPRESSION_FAILED,
                    FAILED,
                    "The record cannot be decompressed: " + e.getMessage() + ".");
        } finally {
            inflater.end();
        }
    }

    private ByteBuffer decompress(Inflater inflater) throws NotGzip {
        do {
            GzipHeader.skip(record);
            int from = length;
            inflater.reset();
            inflate(inflater);
            requireTrailer(from);
        } while (record.hasRemaining());
        return ByteBuffer.wrap(output, 0, length).slice();
    }

    private void inflate(Inflater inflater) throws NotGzip {
        inflater.setInput(record);
        try {
            while (!inflater.finished()) {
                if (length == output.length) {
                    grow();
                }
                int count = inflater.inflate(output, length, output.length - length);
                length += count;
                if (length > BYTES_MAX) {
                    throw new NotGzip("it has more than " + BYTES_MAX + " bytes decompressed");
                }
                if (count == 0 && inflater.needsDictionary()) {
                    throw new NotGzip("it needs a dictionary");
                }
                if (count == 0 && inflater.needsInput() && !inflater.finished()) {
                    throw new NotGzip("it ends too early");
                }
            }
        } catch (DataFormatException e) {
            throw new NotGzip("its compressed data is damaged: " + e.getMessage());
        }
    }

    private void grow() {
        // one byte more than is allowed, to see that there is more
        output = Arrays.copyOf(output, (int) Math.min(output.length * 2L, BYTES_MAX + 1L));
    }

    private void requireTrailer(int from) throws NotGzip {
        if (record.remaining() < TRAILER_BYTES) {
            throw new NotGzip("it ends too early");
        }
        checksum.reset();
        checksum.update(output, from, length - from);
        if (littleEndianInt() != (int) checksum.getValue()) {
            throw new NotGzip("its contents do not match their checksum");
        }
        if (littleEndianInt() != length - from) {
            throw new NotGzip("its contents do not have the length that it names");
        }
    }

    private int littleEndianInt() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            value |= (record.get() & 0xff) << shift;
        }
        return value;
    }
}
