package io.hydrant.delivery.ledger;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Entries of a ledger as frames of its partition: one record each.
final class EntryFrames {
    private static final ByteBuffer NO_METADATA = ByteBuffer.allocate(0);

    private EntryFrames() {}

    /// A frame that survives power loss.
    record Kept(long offset, int bytes) {}

    /// Keeps entries together, or none of them.
    static Kept append(List<byte[]> entries, LogPartition partition) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int[] lengths = new int[entries.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = entries.get(i).length;
            payload.writeBytes(entries.get(i));
        }
        Frame frame = new Frame(NO_METADATA, lengths, ByteBuffer.wrap(payload.toByteArray()));
        try {
            return new Kept(partition.append(frame).join().offset(), payload.size());
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException failure
                    ? failure
                    : new LogFailed("ledger " + partition.name() + " cannot be written", e);
        }
    }

    static List<byte[]> entries(StoredFrame frame) {
        List<byte[]> entries = new ArrayList<>(frame.recordCount());
        ByteBuffer payload = frame.payload();
        for (int i = 0; i < frame.recordCount(); i++) {
            byte[] entry = new byte[frame.recordBytes(i)];
            payload.get(payload.position() + frame.recordStart(i), entry);
            entries.add(entry);
        }
        return entries;
    }
}
