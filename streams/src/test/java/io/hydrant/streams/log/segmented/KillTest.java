package io.hydrant.streams.log.segmented;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.Frames;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// Kills a real process that appends, and looks at what it left.
class KillTest {
    private static final int ROUNDS = 4;
    private static final PartitionName NAME = new PartitionName("killed");

    @TempDir Path directory;

    @Test
    void everythingAcknowledgedSurvivesTheKillOfTheProcess() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        long end = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long acknowledged = appendUntilKilled(50 + random.nextInt(300));
            end = verify(Math.max(end, acknowledged + 1));
        }
        assertThat(end).isGreaterThan(200);
    }

    /// @return the highest offset the process told of
    private long appendUntilKilled(int lines) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(java, "-cp", classes, Victim.class.getName(), "" + directory)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long highest = -1;
        try (BufferedReader output = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                String line = output.readLine();
                assertThat(line).as("line %s of the process's output", i).isNotNull();
                highest = Math.max(highest, Long.parseLong(line));
            }
            process.toHandle()
                    .destroyForcibly(); // unlike the process's own, leaves its output open
            // what it told before it died counts as well; only whole lines do
            String line = output.readLine();
            while (line != null) {
                highest = line.length() == 12 ? Math.max(highest, Long.parseLong(line)) : highest;
                line = output.readLine();
            }
        }
        process.waitFor();
        return highest;
    }

    private long verify(long endAtLeast) {
        try (SegmentedLog log = Victim.open(directory)) {
            LogPartition partition = log.partition(NAME, Purpose.RECORDS);
            assertThat(partition.endOffset()).isGreaterThanOrEqualTo(endAtLeast);
            try (FrameReader reader = partition.reader(0)) {
                for (long offset = 0; offset < partition.endOffset(); offset++) {
                    Frames.Content content = Frames.Content.of(reader.next().orElseThrow());
                    assertThat(content.recordBytes()).isNotEmpty();
                }
            }
            return partition.endOffset();
        }
    }

    /// Appends until it is killed, and tells each offset once it is acknowledged.
    static final class Victim {
        private Victim() {}

        static SegmentedLog open(Path directory) {
            SegmentedLogConfig config =
                    SegmentedLogConfig.in(directory).withSegmentBytes(64 << 10).withReserveBytes(0);
            return SegmentedLog.open(config, InstantSource.system(), Telemetry.NONE);
        }

        public static void main(String[] arguments) {
            SegmentedLog log = open(Path.of(arguments[0]));
            LogPartition partition = log.partition(NAME, Purpose.RECORDS);
            for (int i = 0; i < 4; i++) {
                int seed = i;
                Thread.ofPlatform().start(() -> append(partition, seed));
            }
        }

        private static void append(LogPartition partition, int seed) {
            for (long i = seed; true; i += 4) {
                long offset = partition.append(Frames.random(i, 300)).join().offset();
                System.out.println("%012d".formatted(offset));
            }
        }
    }
}
