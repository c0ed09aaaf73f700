package io.hydrant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

class ArrivalTest {
    @Test
    void isCompleteWhenEveryRecordIsThereOnceInAnyOrder() {
        assertThat(arrival("c\n", "b\na\n").complete()).isTrue();
    }

    @Test
    void countsMissingRepeatedAndStrangeLines() {
        assertThat(arrival("a\na\n", "x\nb\n")).isEqualTo(new Arrival(3, 1, 1, 1));
    }

    @Test
    void takesALineWithoutItsNewlineForAnotherRecord() {
        assertThat(arrival("a\nb\nc")).isEqualTo(new Arrival(3, 1, 0, 1));
    }

    @Test
    void takesADoubledNewlineForAStrangeLine() {
        assertThat(arrival("a\n\nb\nc\n")).isEqualTo(new Arrival(3, 0, 0, 1));
    }

    @Test
    void expectsARecordAsOftenAsItWasSent() {
        assertThat(Arrival.of(bytes("a\n", "a\n"), bytes("a\n")))
                .isEqualTo(new Arrival(2, 1, 0, 0));
    }

    private static Arrival arrival(String... objects) {
        return Arrival.of(bytes("a\n", "b\n", "c\n"), bytes(objects));
    }

    private static List<byte[]> bytes(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
