package io.hydrant.streams.shard;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.nio.ByteBuffer;
import java.util.List;

/// How a shard's frames use their metadata:
///
/// ```
/// version  1 byte    1
/// flags    1 byte    1: written while the stream was encrypted; 2: a record begins like an
///                    aggregate of the Kinesis Producer Library
/// keys     per record: length as a varint of 7 bits a byte, lowest first; then that many bytes of
///          the partition key in UTF-8
/// ```
///
/// Valid as long as the frame it reads.
public final class ShardFrame {
    private static final byte VERSION = 1;
    private static final int ENCRYPTED = 1;
    private static final int AGGREGATES = 2;

    private final StoredFrame frame;
    private final ByteBuffer metadata;
    private final int[] keyStarts;
    private final int[] keyBytes;

    private ShardFrame(StoredFrame frame, ByteBuffer metadata) {
        this.frame = frame;
        this.metadata = metadata;
        this.keyStarts = new int[frame.recordCount()];
        this.keyBytes = new int[frame.recordCount()];
        int at = metadata.position() + 2;
        for (int record = 0; record < keyStarts.length; record++) {
            int length = 0;
            int shift = 0;
            byte next;
            do {
                next = metadata.get(at++);
                length |= (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            keyStarts[record] = at;
            keyBytes[record] = length;
            at += length;
        }
    }

    /// @throws LogFailed when the metadata has another version
    public static ShardFrame of(StoredFrame frame) {
        ByteBuffer metadata = frame.metadata();
        if (metadata.remaining() < 2 || metadata.get(metadata.position()) != VERSION) {
            throw new LogFailed("frame " + frame.offset() + " is not that of a shard");
        }
        return new ShardFrame(frame, metadata);
    }

    /// What to append beside the records.
    ///
    /// @param aggregates whether a record begins like an aggregate
    /// @param partitionKeys of the records in their order, UTF-8
    public static ByteBuffer metadata(
            boolean encrypted, boolean aggregates, List<byte[]> partitionKeys) {
        int keyBytes = partitionKeys.stream().mapToInt(key -> key.length).sum();
        Metadata metadata = new Metadata(partitionKeys.size(), keyBytes);
        partitionKeys.forEach(key -> metadata.add(key, 0, key.length));
        return metadata.toBuffer(encrypted, aggregates);
    }

    public StoredFrame frame() {
        return frame;
    }

    public boolean encrypted() {
        return (flags() & ENCRYPTED) != 0;
    }

    /// False when no record of the frame is aggregated; true when one may be.
    public boolean mayHoldAggregates() {
        return (flags() & AGGREGATES) != 0;
    }

    /// A view of the partition key of record `index`, UTF-8.
    public ByteBuffer partitionKey(int index) {
        return metadata.slice(keyStarts[index], keyBytes[index]);
    }

    /// Writes the partition key of record `index`, UTF-8.
    public void copyPartitionKey(int index, byte[] out, int start) {
        metadata.get(keyStarts[index], out, start, keyBytes[index]);
    }

    public int partitionKeyBytes(int index) {
        return keyBytes[index];
    }

    private int flags() {
        return metadata.get(metadata.position() + 1);
    }

    /// Collects the metadata of a frame to append. For one thread and one use.
    public static final class Metadata {
        private static final int LENGTH_BYTES_MAX = 5;

        private final byte[] bytes;
        private int at = 2;

        /// @param keyBytes what is to be added, together
        public Metadata(int records, int keyBytes) {
            bytes = new byte[2 + records * LENGTH_BYTES_MAX + keyBytes];
        }

        /// The partition key of the next record, UTF-8.
        public void add(byte[] text, int start, int lengthBytes) {
            int rest = lengthBytes;
            while (rest > 0x7f) {
                bytes[at++] = (byte) (rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
            System.arraycopy(text, start, bytes, at, lengthBytes);
            at += lengthBytes;
        }

        /// @param aggregates whether a record begins like an aggregate
        public ByteBuffer toBuffer(boolean encrypted, boolean aggregates) {
            bytes[0] = VERSION;
            bytes[1] = (byte) ((encrypted ? ENCRYPTED : 0) | (aggregates ? AGGREGATES : 0));
            return ByteBuffer.wrap(bytes, 0, at);
        }
    }
}
