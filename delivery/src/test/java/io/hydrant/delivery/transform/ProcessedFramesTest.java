package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

class ProcessedFramesTest {
    private static final Instant ARRIVAL = Instant.parse("2026-01-01T00:00:00.123456789Z");
    private static final Processed FAILED =
            new Processed.Failed(
                    new Failure(
                            ErrorOutput.PROCESSING_FAILED,
                            "Lambda.ProcessingFailedStatus",
                            "ProcessingFailed status set for record",
                            1,
                            Instant.parse("2026-01-01T00:01:00.5Z"),
                            "arn:aws:lambda:us-west-2:123456789012:function:f"));

    private final LogPartition log =
            new MemoryLog(SimulatedClock.at("2026-01-02T00:00:00Z"))
                    .partition(new PartitionName("processed"), Purpose.RECORDS);

    @Test
    void keepsWhatBecameOfEachRecord() {
        Processed keyed = new Processed.Ok(Map.of("region", "eu", "name", "Grün \"x\""));
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(7, 8));
        writer.add(ARRIVAL, new Position(7, 0, 0), Processed.Ok.WITHOUT_KEYS, bytes("a"));
        writer.add(ARRIVAL, new Position(7, 2, 0), FAILED, bytes(""));
        writer.add(ARRIVAL, new Position(7, 2, 1), keyed, bytes("bc"));
        ProcessedFrame frame = only(writer.finish());
        assertThat(frame.source()).isEqualTo(frames(7, 8));
        assertThat(frame.arrival()).isEqualTo(ARRIVAL);
        assertThat(frame.isPlain()).isFalse();
        assertThat(frame.outcome(0)).isSameAs(Processed.Ok.WITHOUT_KEYS);
        assertThat(frame.outcome(1)).isEqualTo(FAILED);
        assertThat(frame.outcome(2)).isEqualTo(keyed);
        assertThat(List.of(frame.position(0), frame.position(1), frame.position(2)))
                .containsExactly(
                        new Position(7, 0, 0), new Position(7, 2, 0), new Position(7, 2, 1));
    }

    @Test
    void isPlainWhenAllIsDeliveredWithoutKeys() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(0, 1));
        for (int record = 0; record < 500; record++) {
            Position position = new Position(0, record, 0);
            writer.add(ARRIVAL, position, Processed.Ok.WITHOUT_KEYS, bytes("x"));
        }
        List<Frame> frames = writer.finish();
        assertThat(frames.getFirst().metadata().remaining()).isLessThan(32);
        assertThat(only(frames).isPlain()).isTrue();
    }

    @Test
    void givesPositionsOfDroppedRecordsToTheFrameBefore() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(3, 9));
        writer.add(ARRIVAL, new Position(4, 1, 0), Processed.Ok.WITHOUT_KEYS, bytes("x"));
        writer.add(ARRIVAL, new Position(7, 2, 0), Processed.Ok.WITHOUT_KEYS, bytes("y"));
        List<Frame> frames = writer.finish();
        assertThat(frames).hasSize(2);
        assertThat(read(frames.get(0)).source())
                .isEqualTo(range(Position.ofFrame(3), new Position(7, 2, 0)));
        assertThat(read(frames.get(1)).source())
                .isEqualTo(range(new Position(7, 2, 0), Position.ofFrame(9)));
    }

    @Test
    void makesNoFrameOfNothing() {
        assertThat(new ProcessedFrameWriter(frames(3, 9)).finish()).isEmpty();
    }

    @Test
    void cutsWhatHasTooManyRecordsForOneFrame() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(0, 1));
        for (int sub = 0; sub < 25_000; sub++) {
            Position position = new Position(0, 5, sub);
            writer.add(ARRIVAL, position, Processed.Ok.WITHOUT_KEYS, bytes(""));
        }
        assertExact(writer.finish(), frames(0, 1), 25_000);
    }

    @Test
    void cutsWhatHasTooManyBytesForOneFrame() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(0, 1));
        for (int record = 0; record < 5; record++) {
            writer.add(
                    ARRIVAL,
                    new Position(0, record, 0),
                    Processed.Ok.WITHOUT_KEYS,
                    ByteBuffer.allocate(6 << 20));
        }
        List<Frame> frames = writer.finish();
        assertThat(frames).hasSize(3);
        assertExact(frames, frames(0, 1), 5);
    }

    @Test
    void cutsWhatHasTooMuchMetadataForOneFrame() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(scattered(10_000));
        for (int record = 0; record < 10_000; record++) {
            Processed keyed = new Processed.Ok(Map.of("id", "ü".repeat(100) + record));
            writer.add(ARRIVAL, new Position(1L << 48, 2 * record, 0), keyed, bytes(""));
        }
        List<Frame> frames = writer.finish();
        assertThat(frames).hasSizeGreaterThan(1);
        assertExact(frames, scattered(10_000), 10_000);
    }

    @Test
    void refusesRecordsOutOfOrder() {
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(0, 1));
        writer.add(ARRIVAL, new Position(0, 1, 0), FAILED, bytes("x"));
        assertThatThrownBy(() -> writer.add(ARRIVAL, new Position(0, 1, 0), FAILED, bytes("x")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("record=1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBackWhateverWasWritten(long seed) {
        Random random = new Random(seed);
        PositionRanges positions = frames(0, 60);
        ProcessedFrameWriter writer = new ProcessedFrameWriter(positions);
        List<Position> at = new ArrayList<>();
        List<Processed> outcomes = new ArrayList<>();
        for (int offset = random.nextInt(3); offset < 60; offset += 1 + random.nextInt(3)) {
            for (int record = random.nextInt(3); record < 40; record += 1 + random.nextInt(2)) {
                int subs = random.nextInt(4) == 0 ? random.nextInt(5) : 1;
                for (int sub = subs > 1 ? random.nextInt(2) : 0; sub < subs; sub++) {
                    at.add(new Position(offset, record, sub));
                    outcomes.add(outcome(random));
                    writer.add(ARRIVAL, at.getLast(), outcomes.getLast(), bytes("" + at.size()));
                }
            }
        }
        List<Frame> frames = writer.finish();
        int next = 0;
        for (Frame frame : frames) {
            ProcessedFrame read = read(frame);
            for (int i = 0; i < frame.recordBytes().length; i++, next++) {
                assertThat(read.position(i)).isEqualTo(at.get(next));
                assertThat(read.outcome(i)).isEqualTo(outcomes.get(next));
            }
        }
        assertExact(frames, positions, at.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void tellsOrSurvivesDamage(long seed) {
        Random random = new Random(seed);
        ProcessedFrameWriter writer = new ProcessedFrameWriter(frames(5, 8));
        for (int record = 0; record < 30; record++) {
            writer.add(ARRIVAL, new Position(6, record, 0), outcome(random), bytes("x"));
        }
        Frame frame = writer.finish().getFirst();
        byte[] sound = new byte[frame.metadata().remaining()];
        frame.metadata().get(0, sound);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = sound.clone();
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            ByteBuffer metadata = ByteBuffer.wrap(damaged, 0, length);
            try {
                ProcessedFrame read =
                        read(new Frame(metadata, frame.recordBytes(), frame.payload()));
                for (int record = 0; record < 30; record++) {
                    assertThat(read.position(record)).isNotNull();
                    assertThat(read.outcome(record)).isNotNull();
                }
            } catch (LogFailed e) {
                assertThat(e).hasMessageMatching("(?s)metadata of frame \\d+ of processed is .*");
            }
        }
    }

    private static Processed outcome(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> FAILED;
            case 1 -> new Processed.Ok(Map.of("id", "" + random.nextInt(5), "b", "x"));
            default -> Processed.Ok.WITHOUT_KEYS;
        };
    }

    private void assertExact(List<Frame> frames, PositionRanges positions, int records) {
        PositionRanges.Builder all = new PositionRanges.Builder();
        int count = 0;
        for (Frame frame : frames) {
            ProcessedFrame read = read(frame);
            read.source().ranges().forEach(range -> all.add(range.from(), range.to()));
            count += frame.recordBytes().length;
            assertThat(read.source().first()).isLessThanOrEqualTo(read.position(0));
            assertThat(read.position(frame.recordBytes().length - 1))
                    .isLessThan(read.source().end());
        }
        assertThat(all.build()).isEqualTo(positions);
        assertThat(count).isEqualTo(records);
    }

    private ProcessedFrame only(List<Frame> frames) {
        assertThat(frames).hasSize(1);
        return read(frames.getFirst());
    }

    private ProcessedFrame read(Frame frame) {
        long offset = log.append(frame).join().offset();
        try (FrameReader reader = log.reader(offset)) {
            StoredFrame stored = reader.next().orElseThrow();
            return ProcessedFrames.read(stored, "processed");
        }
    }

    private static PositionRanges frames(long from, long to) {
        return range(Position.ofFrame(from), Position.ofFrame(to));
    }

    private static PositionRanges range(Position from, Position to) {
        return new PositionRanges(List.of(new PositionRange(from, to)));
    }

    private static PositionRanges scattered(int count) {
        PositionRanges.Builder ranges = new PositionRanges.Builder();
        for (int i = 0; i < count; i++) {
            ranges.add(new Position(1L << 48, 2 * i, 0), new Position(1L << 48, 2 * i + 1, 0));
        }
        return ranges.build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
