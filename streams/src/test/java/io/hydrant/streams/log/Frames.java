package io.hydrant.streams.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Makes frames and takes them apart again.
public final class Frames {
    private Frames() {}

    public static Frame of(String... records) {
        return described("", records);
    }

    public static Frame described(String metadata, String... records) {
        int[] lengths =
                Arrays.stream(records)
                        .mapToInt(it -> it.getBytes(StandardCharsets.UTF_8).length)
                        .toArray();
        return new Frame(bytes(metadata), lengths, bytes(String.join("", records)));
    }

    /// A frame that its seed determines: 1-20 records of up to so many bytes, some with metadata,
    /// some in direct memory.
    public static Frame random(long seed, int recordBytesMax) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] lengths = new int[1 + random.nextInt(20)];
        int equal = random.nextInt(recordBytesMax + 1);
        boolean areEqual = random.nextInt(4) == 0;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = areEqual ? equal : random.nextInt(recordBytesMax + 1);
        }
        byte[] payload = new byte[Arrays.stream(lengths).sum()];
        random.nextBytes(payload);
        byte[] metadata = new byte[random.nextInt(3) == 0 ? random.nextInt(100) : 0];
        random.nextBytes(metadata);
        ByteBuffer held = ByteBuffer.wrap(payload);
        if (random.nextBoolean()) {
            held = ByteBuffer.allocateDirect(payload.length).put(payload).flip();
        }
        return new Frame(ByteBuffer.wrap(metadata), lengths, held);
    }

    /// Everything of a frame but its place, comparable.
    public record Content(List<Integer> recordBytes, ByteBuffer metadata, ByteBuffer payload) {
        public static Content of(Frame frame) {
            List<Integer> lengths = Arrays.stream(frame.recordBytes()).boxed().toList();
            return new Content(lengths, copy(frame.metadata()), copy(frame.payload()));
        }

        public static Content of(StoredFrame frame) {
            List<Integer> lengths = new ArrayList<>();
            for (int i = 0; i < frame.recordCount(); i++) {
                lengths.add(frame.recordBytes(i));
            }
            return new Content(lengths, copy(frame.metadata()), copy(frame.payload()));
        }
    }

    public static List<String> records(StoredFrame frame) {
        List<String> records = new ArrayList<>();
        ByteBuffer payload = frame.payload();
        for (int i = 0; i < frame.recordCount(); i++) {
            ByteBuffer record = payload.slice(frame.recordStart(i), frame.recordBytes(i));
            records.add(StandardCharsets.UTF_8.decode(record).toString());
        }
        return records;
    }

    public static List<List<String>> readAll(LogPartition partition) {
        List<List<String>> frames = new ArrayList<>();
        try (FrameReader reader = partition.reader(partition.firstOffset())) {
            reader.next().ifPresent(first -> frames.add(records(first)));
            while (partition.firstOffset() + frames.size() < partition.endOffset()) {
                frames.add(records(reader.next().orElseThrow()));
            }
        }
        return frames;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer copy(ByteBuffer buffer) {
        return ByteBuffer.allocate(buffer.remaining()).put(buffer.duplicate()).flip();
    }
}
