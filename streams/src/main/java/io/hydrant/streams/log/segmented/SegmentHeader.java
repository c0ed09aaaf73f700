package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.PartitionName;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The start of a segment file: what the partition had come to when the segment was begun.
///
/// A segment file is named by its first offset (`00000000000000004711.segment`) and holds a header
/// and frames ([FrameHead]) without gaps. It grows as it is written; it comes into being complete
/// with its header, by renaming, so a file with this name always has one. All numbers are
/// big-endian.
///
///      0  int    magic "HYSG"
///      4  int    CRC32C of bytes 8..headerBytes
///      8  int    headerBytes
///     12  int    version, 1
///     16  long   segmentId, random; seeds the checksum of every frame's head
///     24  long   baseOffset
///     32  long   recordsBefore       in the partition since it began, trimmed ones included
///     40  long   payloadBytesBefore  likewise
///     48  long   arrivalFloorMillis  arrival of the frame below baseOffset
///     56  bytes  the partition's name, UTF-8, to headerBytes
///
/// Because the header carries offset and arrival on, an empty segment is enough to keep a trimmed
/// partition from starting over.
record SegmentHeader(
        PartitionName partition,
        long segmentId,
        long baseOffset,
        long recordsBefore,
        long payloadBytesBefore,
        long arrivalFloorMillis) {
    static final int BYTES_MAX = 2048;
    private static final int MAGIC = 0x48595347;
    private static final int VERSION = 1;
    private static final int NAME_AT = 56;

    int bytes() {
        return NAME_AT + partition.value().length();
    }

    ByteBuffer encode() {
        ByteBuffer header = ByteBuffer.allocate(bytes());
        header.putInt(MAGIC).putInt(0).putInt(bytes()).putInt(VERSION);
        header.putLong(segmentId).putLong(baseOffset);
        header.putLong(recordsBefore).putLong(payloadBytesBefore).putLong(arrivalFloorMillis);
        header.put(partition.value().getBytes(StandardCharsets.US_ASCII));
        header.flip();
        header.putInt(4, checksum(header));
        return header;
    }

    /// @param start the file's first bytes, at most [#BYTES_MAX]
    /// @return empty when this is not the start of a segment or its checksum does not hold
    static Optional<SegmentHeader> decode(ByteBuffer start) {
        if (start.remaining() < NAME_AT || start.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        int bytes = start.getInt(8);
        if (bytes <= NAME_AT || bytes > start.remaining() || start.getInt(12) != VERSION) {
            return Optional.empty();
        }
        ByteBuffer header = start.slice(0, bytes);
        if (checksum(header) != header.getInt(4)) {
            return Optional.empty();
        }
        String name =
                StandardCharsets.US_ASCII.decode(header.slice(NAME_AT, bytes - NAME_AT)).toString();
        return Optional.of(
                new SegmentHeader(
                        new PartitionName(name),
                        header.getLong(16),
                        header.getLong(24),
                        header.getLong(32),
                        header.getLong(40),
                        header.getLong(48)));
    }

    private static int checksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(8, header.limit() - 8));
        return (int) crc.getValue();
    }
}
