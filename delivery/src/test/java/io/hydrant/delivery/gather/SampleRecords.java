package io.hydrant.delivery.gather;

import io.hydrant.formats.json.RowReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Records that tests append, and what stores give back.
final class SampleRecords {
    /// Bytes of each of [#numbered].
    static final int NUMBERED_BYTES = 79;

    private SampleRecords() {}

    /// Records of the same length that differ.
    static List<String> numbered(long first, int count) {
        List<String> records = new ArrayList<>();
        for (long i = first; i < first + count; i++) {
            records.add("{\"id\":%020d,\"text\":\"%s\"}".formatted(i, "x".repeat(42)));
        }
        return records;
    }

    /// Lengths up to a few kilobytes, now and then far more.
    static List<String> random(long seed, int count) {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextInt(500) == 0 ? 300_000 : 3000)];
            random.nextBytes(bytes);
            records.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return records;
    }

    static ByteBuffer buffer(String record) {
        return ByteBuffer.wrap(record.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Returns how many the store kept.
    static int append(RecordStore store, List<String> records) {
        int kept = 0;
        for (String record : records) {
            kept += store.append(buffer(record)) ? 1 : 0;
        }
        return kept;
    }

    static List<String> visited(RecordStore store) throws IOException, LostRecords {
        return visited(store, () -> {});
    }

    /// What happens with every record.
    interface Step {
        void run() throws IOException;
    }

    static List<String> visited(RecordStore store, Step step) throws IOException, LostRecords {
        List<String> records = new ArrayList<>();
        store.visit(
                (bytes, offset, length) -> {
                    if (bytes.length < offset + length + RowReader.SLACK_BYTES) {
                        throw new AssertionError("no room behind a record of " + length);
                    }
                    records.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
                    step.run();
                    return true;
                });
        return records;
    }
}
