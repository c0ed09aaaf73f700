package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class PositionFileTest {
    @TempDir private Path folder;

    @Test
    void remembersTheLastPositionAndTheGoal() {
        Path path = folder.resolve("new/position");
        try (PositionFile file = new PositionFile(path, "work")) {
            assertThat(file.read()).isEmpty();
            file.aimAt(50);
            file.write(new Mark(1_000_000, 17));
            file.write(new Mark(3, 4));
        }
        try (PositionFile again = new PositionFile(path, "work")) {
            assertThat(again.read()).contains(new Mark(3, 4));
            assertThat(again.goal()).isEqualTo(50);
        }
    }

    @Test
    void keepsItsLengthSoThatItIsWrittenInOnePiece() throws IOException {
        Path path = folder.resolve("position");
        try (PositionFile file = new PositionFile(path, "work")) {
            file.write(new Mark(1, 1));
            long size = Files.size(path);
            file.write(new Mark(Long.MAX_VALUE, Long.MAX_VALUE));

            assertThat(Files.size(path)).isEqualTo(size);
        }
    }

    @Test
    void refusesThePositionOfOtherWork() {
        Path path = folder.resolve("position");
        try (PositionFile file = new PositionFile(path, "a to b")) {
            file.write(new Mark(1, 1));
        }
        PositionFile other = new PositionFile(path, "a to c");

        assertThatThrownBy(other::read)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("belongs to other work (a to b, not a to c)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"work\":\"work\"}", "{\"records\":1}", "\u0000\u0000"})
    void refusesAFileThatIsNoPosition(String content) throws IOException {
        Path path = Files.writeString(folder.resolve("position"), content);

        assertThatThrownBy(() -> new PositionFile(path, "work").read())
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is no position of a producer");
    }

    @Test
    void isForOneProducerAtATime() {
        Path path = folder.resolve("position");
        try (PositionFile first = new PositionFile(path, "work")) {
            first.write(new Mark(1, 1));
            PositionFile second = new PositionFile(path, "work");

            assertThatThrownBy(() -> second.write(new Mark(2, 2)))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("another producer is using it");
            second.close();
        }
    }

    @Test
    void beginsAnewOnceRemoved() {
        Path path = folder.resolve("position");
        PositionFile file = new PositionFile(path, "work");
        file.write(new Mark(1, 1));

        file.remove();

        assertThat(path).doesNotExist();
        assertThat(file.read()).isEmpty();
    }
}
