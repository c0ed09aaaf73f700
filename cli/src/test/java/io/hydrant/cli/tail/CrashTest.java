package io.hydrant.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Killed between any two steps, while the log is written and rotated in every way: each line is
/// sent, and one that was acknowledged is never sent again.
class CrashTest {
    private static final int EVENTS = 200;

    @TempDir private Path root;

    private final Set<String> acknowledged = new HashSet<>();
    private final List<String> written = new ArrayList<>();
    private int unacknowledgedBatches;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void losesNothingAndRepeatsOnlyWhatWasNotAcknowledged(long seed) throws IOException {
        Random random = new Random(seed);
        try (TailScenario tail = TailScenario.fromStart(root, ",\"maxBufferSizeRecords\":3")) {
            tail.write("app.log", "").poll();
            for (int i = 0; i < EVENTS; i++) {
                event(tail, random);
            }
            for (int i = 0; i < 20; i++) {
                drain(tail.pass(Duration.ofSeconds(15)));
            }
            assertThat(acknowledged).containsExactlyInAnyOrderElementsOf(written);
            assertThat(unacknowledgedBatches).isPositive();
        }
    }

    private void event(TailScenario tail, Random random) throws IOException {
        tail.pass(Duration.ofMillis(random.nextInt(400)));
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> append(tail, 1 + random.nextInt(5));
            case 4 -> rotateByRename(tail, random);
            case 5 -> rotateByCopy(tail, random);
            case 6 -> tail.crash();
            case 7 -> {
                tail.step(false);
                boolean sent = !tail.sent().isEmpty();
                unacknowledgedBatches += sent ? 1 : 0;
                tail.crash();
            }
            case 8 -> tail.pass(Duration.ofSeconds(61));
            default -> drain(tail);
        }
    }

    private void append(TailScenario tail, int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            String line = "line-" + written.size() + "\n";
            written.add(line);
            text.append(line);
        }
        tail.append("app.log", text.toString());
    }

    private void rotateByRename(TailScenario tail, Random random) throws IOException {
        tail.rename("app.log", "app." + written.size() + "." + random.nextInt());
        tail.write("app.log", "");
    }

    /// The tail may look, be killed or do nothing between the copy and the truncation.
    private void rotateByCopy(TailScenario tail, Random random) throws IOException {
        tail.copy("app.log", "app." + written.size() + "." + random.nextInt());
        switch (random.nextInt(3)) {
            case 0 -> drain(tail);
            case 1 -> tail.crash();
            default -> {}
        }
        Files.write(tail.file("app.log"), new byte[0]);
        if (random.nextBoolean()) {
            append(tail, 1 + random.nextInt(8));
        }
    }

    private void drain(TailScenario tail) {
        while (tail.step(true)) {
            take(tail);
        }
        take(tail);
    }

    private void take(TailScenario tail) {
        for (String line : tail.sent()) {
            assertThat(acknowledged.add(line)).as("first acknowledgement of " + line).isTrue();
        }
    }
}
