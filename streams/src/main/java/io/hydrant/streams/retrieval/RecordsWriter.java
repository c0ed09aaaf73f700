package io.hydrant.streams.retrieval;

import io.hydrant.streams.answer.Notation;
import io.hydrant.streams.answer.NumberedEntry;
import io.hydrant.streams.answer.WireBuffer;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.SequenceDigits;
import io.hydrant.streams.shard.ShardFrame;

import java.nio.ByteBuffer;

/// Writes records as the members of a list named `Records`, straight from the log's frames. For one
/// thread.
///
///     {"SequenceNumber":"...","ApproximateArrivalTimestamp":1700000000.123,
///      "Data":"...","PartitionKey":"...","EncryptionType":"KMS"}
///
/// The last member only when the frame was written while the stream was encrypted.
public final class RecordsWriter {
    private final Notation notation;
    private final SequenceDigits digits = new SequenceDigits();
    private final NumberedEntry beginning;
    private final byte[] beforeKey;
    private byte[] key = {};
    private boolean none = true;

    public RecordsWriter(Notation notation) {
        this.notation = notation;
        this.beginning = new NumberedEntry(notation, _ -> {});
        WireBuffer partitionKey = WireBuffer.growing(32);
        notation.key(partitionKey, "PartitionKey", false);
        this.beforeKey = partitionKey.toBytes();
    }

    /// How many bytes [#write] adds for a range, when all ranges before it were written too or only
    /// counted.
    public long bytes(RecordRange range) {
        ShardFrame frame = range.frame();
        long each =
                notation.separatorBytes()
                        + (long) beginning.lengthBytes()
                        + beforeData(frame.frame()).length
                        + beforeKey.length
                        + ending(frame).length;
        long bytes = range.count() * each - (none ? notation.separatorBytes() : 0);
        for (int index = range.first(); index < range.end(); index++) {
            int keyBytes = loadKey(frame, index);
            bytes += notation.blobBytes(frame.frame().recordBytes(index));
            bytes += notation.textBytes(key, 0, keyBytes);
        }
        none = false;
        return bytes;
    }

    /// Writes the records of a range.
    public void write(RecordRange range, WireBuffer out) {
        ShardFrame frame = range.frame();
        byte[] beforeData = beforeData(frame.frame());
        byte[] ending = ending(frame);
        ByteBuffer payload = frame.frame().payload();
        digits.startAt(range.firstNumber());
        for (int index = range.first(); index < range.end(); index++) {
            if (!none) {
                notation.separate(out);
            }
            none = false;
            beginning.write(digits, out);
            digits.next();
            out.put(beforeData);
            int start = payload.position() + frame.frame().recordStart(index);
            notation.blob(out, payload, start, frame.frame().recordBytes(index));
            out.put(beforeKey);
            int keyBytes = loadKey(frame, index); // may replace the array
            notation.text(out, key, 0, keyBytes);
            out.put(ending);
        }
    }

    private byte[] beforeData(StoredFrame frame) {
        WireBuffer bytes = WireBuffer.growing(64);
        notation.key(bytes, "ApproximateArrivalTimestamp", false);
        notation.time(bytes, frame.arrival());
        notation.key(bytes, "Data", false);
        return bytes.toBytes();
    }

    private byte[] ending(ShardFrame frame) {
        WireBuffer bytes = WireBuffer.growing(32);
        if (frame.encrypted()) {
            notation.key(bytes, "EncryptionType", false);
            notation.text(bytes, "KMS");
        }
        notation.closeMap(bytes);
        return bytes.toBytes();
    }

    private int loadKey(ShardFrame frame, int index) {
        int bytes = frame.partitionKeyBytes(index);
        if (key.length < bytes) {
            key = new byte[2 * bytes];
        }
        frame.copyPartitionKey(index, key, 0);
        return bytes;
    }
}
