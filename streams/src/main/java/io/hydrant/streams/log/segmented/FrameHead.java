package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What stands before a frame's payload; readable without the payload. All numbers are big-endian.
///
///      0  int     magic "HYFR"
///      4  int     CRC32C of the segment's id (8 bytes) and bytes 8..headBytes
///      8  int     headBytes            from the magic to the payload
///     12  int     payloadBytes
///     16  int     CRC32C of the payload
///     20  int     metadataBytes
///     24  int     recordCount
///     28  int     recordBytes          length of every record; -1 when the lengths follow
///     32  long    offset
///     40  long    arrivalMillis
///     48  long    durableEnd           end of the partition on disk when this frame was written
///     56  long    recordsBefore        in the partition, below this frame
///     64  long    payloadBytesBefore   likewise
///     72  varint  lengths of the records, low 7 bits first; only if recordBytes is -1
///      .  bytes   metadata
///      .  bytes   payload
///
/// `durableEnd` tells damage from a torn tail: a broken frame below the `durableEnd` of a frame
/// that comes later had been acknowledged; any other broken frame is what a crash left of an append
/// that nobody was told about.
record FrameHead(
        int headBytes,
        int payloadBytes,
        int payloadCrc,
        int metadataBytes,
        int recordCount,
        int recordBytes,
        long offset,
        long arrivalMillis,
        long durableEnd,
        long recordsBefore,
        long payloadBytesBefore) {
    static final int MAGIC = 0x48594652;
    static final int FIXED_BYTES = 72;

    /// Room for the fixed part and the lengths of the most records.
    static final int PREFIX_BYTES_MAX = FIXED_BYTES + 4 * Frame.RECORDS_MAX;

    static final int BYTES_MAX = PREFIX_BYTES_MAX + Frame.METADATA_BYTES_MAX;
    private static final int NOT_EQUAL = -1;

    /// @param end what the partition has come to, this frame's predecessors included
    static FrameHead of(PendingAppend append, PartitionEnd end, long durableEnd) {
        Frame frame = append.frame();
        return new FrameHead(
                append.headBytes(),
                frame.payload().remaining(),
                append.payloadCrc(),
                frame.metadata().remaining(),
                frame.recordBytes().length,
                equalRecordBytes(frame.recordBytes()),
                end.offset(),
                Math.max(append.arrivalMillis(), end.arrivalMillis()),
                durableEnd,
                end.records(),
                end.payloadBytes());
    }

    static int bytes(Frame frame) {
        int bytes = FIXED_BYTES + frame.metadata().remaining();
        if (equalRecordBytes(frame.recordBytes()) == NOT_EQUAL) {
            for (int length : frame.recordBytes()) {
                bytes += varintBytes(length);
            }
        }
        return bytes;
    }

    /// The partition's end behind this frame.
    PartitionEnd after() {
        return new PartitionEnd(
                offset + 1,
                recordsBefore + recordCount,
                payloadBytesBefore + payloadBytes,
                arrivalMillis);
    }

    long frameBytes() {
        return (long) headBytes + payloadBytes;
    }

    boolean hasEqualRecords() {
        return recordBytes != NOT_EQUAL;
    }

    /// Writes everything up to the metadata from the target's start, and sets its limit.
    void encode(ByteBuffer target, Frame frame, long segmentId) {
        target.clear();
        target.putInt(MAGIC).putInt(0).putInt(headBytes).putInt(payloadBytes);
        target.putInt(payloadCrc).putInt(metadataBytes).putInt(recordCount).putInt(recordBytes);
        target.putLong(offset).putLong(arrivalMillis).putLong(durableEnd);
        target.putLong(recordsBefore).putLong(payloadBytesBefore);
        if (!hasEqualRecords()) {
            for (int length : frame.recordBytes()) {
                putVarint(target, length);
            }
        }
        target.flip();
        CRC32C crc = seeded(segmentId);
        crc.update(target.slice(8, target.limit() - 8));
        crc.update(frame.metadata().duplicate());
        target.putInt(4, (int) crc.getValue());
    }

    /// How long the head at the buffer's start says it is; empty when no head can start here.
    ///
    /// @param start at least [#FIXED_BYTES]
    static Optional<Integer> bytes(ByteBuffer start) {
        if (start.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        int bytes = start.getInt(8);
        return bytes < FIXED_BYTES || bytes > BYTES_MAX ? Optional.empty() : Optional.of(bytes);
    }

    /// @param head exactly the head's bytes
    /// @return empty when the checksum does not hold
    static Optional<FrameHead> decode(ByteBuffer head, long segmentId) {
        CRC32C crc = seeded(segmentId);
        crc.update(head.slice(8, head.limit() - 8));
        if ((int) crc.getValue() != head.getInt(4)) {
            return Optional.empty();
        }
        return Optional.of(
                new FrameHead(
                        head.getInt(8),
                        head.getInt(12),
                        head.getInt(16),
                        head.getInt(20),
                        head.getInt(24),
                        head.getInt(28),
                        head.getLong(32),
                        head.getLong(40),
                        head.getLong(48),
                        head.getLong(56),
                        head.getLong(64)));
    }

    /// Where each record starts in the payload, and at the end the payload's length.
    ///
    /// @param head exactly the head's bytes
    /// @param starts at least `recordCount + 1` long
    void recordStarts(ByteBuffer head, int[] starts) {
        int at = FIXED_BYTES;
        for (int i = 0; i < recordCount; i++) {
            int length = 0;
            int shift = 0;
            byte next;
            do {
                next = head.get(at++);
                length |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            starts[i + 1] = starts[i] + length;
        }
    }

    private static CRC32C seeded(long segmentId) {
        CRC32C crc = new CRC32C();
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (segmentId >>> shift) & 0xff);
        }
        return crc;
    }

    private static int equalRecordBytes(int[] recordBytes) {
        for (int length : recordBytes) {
            if (length != recordBytes[0]) {
                return NOT_EQUAL;
            }
        }
        return recordBytes[0];
    }

    private static int varintBytes(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    private static void putVarint(ByteBuffer target, int value) {
        int rest = value;
        while (rest > 0x7f) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }
}
