package io.hydrant.streams.log.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.Frames;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Turns over every byte of a log and checks that damage is reported where it lies: a frame is
/// returned as it was written or not at all, and none is skipped in silence.
class DamageTest {
    private static final int FRAMES = 12;

    private final SimulatedDisk disk = new SimulatedDisk(3);

    private List<String> write(int recordBytes) {
        List<String> written = new ArrayList<>();
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            for (int i = 0; i < FRAMES; i++) {
                String record = (i + "-").repeat(recordBytes / 2);
                written.add(record);
                log.records().append(Frames.described("keys", record, "tail")).join();
            }
        }
        return written;
    }

    private static Path segment(long baseOffset) {
        return SimulatedLog.segment(SimulatedLog.RECORDS, Purpose.RECORDS, baseOffset);
    }

    /// Reads until the end or a failure.
    private static Outcome read(LogPartition partition) {
        List<String> read = new ArrayList<>();
        try (FrameReader reader = partition.reader(0)) {
            Optional<StoredFrame> frame = reader.next();
            while (frame.isPresent()) {
                assertThat(frame.get().metadata().remaining()).isEqualTo(4);
                read.add(Frames.records(frame.get()).getFirst());
                frame = reader.next();
            }
            return new Outcome(read, Optional.empty());
        } catch (LogFailed e) {
            return new Outcome(read, Optional.of(e));
        }
    }

    private record Outcome(List<String> read, Optional<LogFailed> failure) {}

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        List<String> written = write(20);
        Path file = segment(0);
        byte[] sound = disk.bytes(file);
        int lastFrame = sound.length - (sound.length - headerBytes()) / FRAMES - 20;
        for (int position = 0; position < sound.length; position++) {
            disk.replace(file, sound);
            disk.flip(file, position);
            try (SimulatedLog log = SimulatedLog.on(disk)) {
                if (position < headerBytes()) {
                    assertThatThrownBy(log::records)
                            .isInstanceOf(LogFailed.class)
                            .hasMessageContaining(file.toString());
                    continue;
                }
                Outcome outcome = read(log.records());
                assertThat(outcome.read).isEqualTo(written.subList(0, outcome.read.size()));
                if (position < lastFrame) {
                    assertThat(log.records().endOffset()).isEqualTo(FRAMES);
                    assertThat(outcome.failure).as("position %s", position).isPresent();
                    assertThat(outcome.failure.get())
                            .hasMessageContaining("frame " + outcome.read.size())
                            .hasMessageContaining(file.toString())
                            .hasMessageContaining("position");
                }
            }
        }
    }

    private static int headerBytes() {
        return 56 + SimulatedLog.RECORDS.value().length();
    }

    @Test
    void damageInAnOlderSegmentIsReportedAndTheRestStaysReadable() throws IOException {
        List<String> written = write(1000);
        disk.flip(segment(0), 1500);
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            Outcome outcome = read(log.records());
            assertThat(outcome.read).isEqualTo(written.subList(0, 1));
            assertThat(outcome.failure.orElseThrow())
                    .hasMessageContaining("frame 1 of partition stream/lane-0")
                    .hasMessageContaining(segment(0).toString());

            try (FrameReader reader = log.records().reader(8)) {
                assertThat(Frames.records(reader.next().orElseThrow()).getFirst())
                        .isEqualTo(written.get(8));
            }
        }
    }

    @Test
    void appendsGoOnBehindDamageThatRecoveryFound() throws IOException {
        write(20);
        disk.flip(segment(0), headerBytes() + FrameHead.FIXED_BYTES + 8);
        for (int restart = 0; restart < 2; restart++) {
            try (SimulatedLog log = SimulatedLog.on(disk)) {
                long next = log.records().append(Frames.described("keys", "new")).join().offset();
                assertThat(next).isEqualTo(FRAMES + restart);
                try (FrameReader reader = log.records().reader(next)) {
                    assertThat(Frames.records(reader.next().orElseThrow())).containsExactly("new");
                }
            }
        }
    }

    @Test
    void tornTailIsCutAtEveryLength() throws IOException {
        List<String> written = write(20);
        Path file = segment(0);
        byte[] sound = disk.bytes(file);
        for (int length = headerBytes(); length < sound.length; length++) {
            disk.replace(file, Arrays.copyOf(sound, length));
            try (SimulatedLog log = SimulatedLog.on(disk)) {
                Outcome outcome = read(log.records());
                assertThat(outcome.failure).isEmpty();
                assertThat(outcome.read).isEqualTo(written.subList(0, outcome.read.size()));
                assertThat(log.records().append(Frames.of("next")).join().offset())
                        .isEqualTo(outcome.read.size());
            }
        }
    }

    @Test
    void refusesASegmentOfAnotherPartition() throws IOException {
        write(20);
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            log.ledger().append(Frames.of("x")).join();
        }
        Path ledger = SimulatedLog.segment(SimulatedLog.LEDGER, Purpose.BOOKKEEPING, 0);
        disk.replace(segment(0), disk.bytes(ledger));
        try (SimulatedLog log = SimulatedLog.on(disk)) {
            assertThatThrownBy(log::records)
                    .isInstanceOf(LogFailed.class)
                    .hasMessageContaining("ledger");
        }
    }
}
