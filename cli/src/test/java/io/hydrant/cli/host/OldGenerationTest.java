package io.hydrant.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

class OldGenerationTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "400, 100, 0, false", // of 400 MiB it takes 100, nothing was ever collected
        "400, 160, 0, false",
        "400, 161, 0, true",
        "400, 161, 120, true",
        "400, 161, 130, false", // much of it is alive
        "400, 163, 130, true",
        "400, 399, 320, false"
    })
    void isCollectedBeforeItFillsItsRoom(long max, long used, long left, boolean due) {
        assertThat(OldGeneration.isDue(usage(used, max), usage(left, max))).isEqualTo(due);
    }

    /// In a process of its own, with the serial collector.
    @Test
    void doesNotGrowWithWhatIsDead() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-XX:NewSize=8m",
                        "-XX:MaxNewSize=8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filling.class.getName());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Integer.parseInt(output.strip())).isBetween(30, 60); // of 88; 20 live
    }

    /// Fills the old generation with arrays that live for a while; prints the most it took, in MiB.
    static final class Filling {
        private Filling() {}

        public static void main(String[] args) {
            OldGeneration old = OldGeneration.find().orElseThrow();
            Deque<byte[]> alive = new ArrayDeque<>();
            long most = 0;
            for (int i = 0; i < 1_000; i++) {
                alive.add(new byte[MIB]);
                if (alive.size() > 20) {
                    alive.remove();
                }
                old.collectIfDue();
                most = Math.max(most, old.bytes());
            }
            System.out.println(most / MIB);
        }
    }

    private static MemoryUsage usage(long used, long max) {
        return new MemoryUsage(0, used * MIB, max * MIB, max * MIB);
    }
}
