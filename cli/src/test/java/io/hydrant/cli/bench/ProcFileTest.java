package io.hydrant.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

class ProcFileTest {
    @Test
    void addsUserAndSystemTimeWhateverTheProcessIsCalled() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 9000 0 12 0 150 25 0 0 20 0 31 0 8";

        assertThat(ProcFile.cpuTimeOf(stat)).isEqualTo(Duration.ofMillis(1_750));
    }

    @Test
    void tellsNothingOfAProcessThatIsNotThere() {
        assertThat(ProcFile.cpuTime(Long.MAX_VALUE)).isEmpty();
        assertThat(ProcFile.residentBytes(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void loadRecordsAreLinesOfOneKibibyte() {
        Random random = new Random(1);
        for (int line = 0; line < 200; line++) {
            byte[] bytes = PutLoad.jsonLine(random);
            assertThat(bytes).hasSize(PutLoad.RECORD_BYTES).endsWith('}', '\n');
        }
    }
}
