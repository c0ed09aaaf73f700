package io.hydrant.delivery.ledger;

import io.hydrant.delivery.ledger.LedgerEntry.SnapshotPart;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts together a snapshot that was written in parts. For one thread.
final class SnapshotParts {
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    /// The parts of an encoded snapshot.
    static List<SnapshotPart> of(byte[] snapshot, int partBytesMax) {
        int count = Math.ceilDiv(snapshot.length, partBytesMax);
        List<SnapshotPart> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = i * partBytesMax;
            int to = Math.min(snapshot.length, from + partBytesMax);
            parts.add(new SnapshotPart(i, count, Arrays.copyOfRange(snapshot, from, to)));
        }
        return parts;
    }

    /// What came before belongs to a snapshot that was never completed.
    void reset() {
        bytes = new ByteArrayOutputStream();
        count = 0;
    }

    /// @return the snapshot's bytes, when it is complete
    Optional<byte[]> add(SnapshotPart part) {
        if (part.index() == 0) {
            reset();
        }
        if (part.index() == count) {
            bytes.writeBytes(part.part());
            count++;
        }
        if (count < part.count()) {
            return Optional.empty();
        }
        byte[] snapshot = bytes.toByteArray();
        reset();
        return Optional.of(snapshot);
    }
}
