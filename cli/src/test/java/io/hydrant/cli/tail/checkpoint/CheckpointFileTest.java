package io.hydrant.cli.tail.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.terminal.CommandFailed;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class CheckpointFileTest {
    private static final String FLOW = "kinesis:s:/v/*";

    @TempDir private Path root;

    private Path path;

    @BeforeEach
    void namePath() {
        path = root.resolve("new/checkpoints");
    }

    @Test
    void remembersTheLatestPositionOfEachFile() {
        try (CheckpointFile file = CheckpointFile.open(path)) {
            file.save(FLOW, List.of(checkpoint(1, 10), checkpoint(2, 20)));
            file.save(FLOW, List.of(checkpoint(1, 11)));
            file.save("other", List.of(checkpoint(1, 5)));
        }

        try (CheckpointFile file = CheckpointFile.open(path)) {
            assertThat(file.of(FLOW)).containsExactly(checkpoint(1, 11), checkpoint(2, 20));
            assertThat(file.of("other")).containsExactly(checkpoint(1, 5));
        }
    }

    @Test
    void remembersThatAFlowHasBegun() {
        try (CheckpointFile file = CheckpointFile.open(path)) {
            assertThat(file.knows(FLOW)).isFalse();
            file.save(FLOW, List.of());
        }

        try (CheckpointFile file = CheckpointFile.open(path)) {
            assertThat(file.knows(FLOW)).isTrue();
            assertThat(file.knows("other")).isFalse();
        }
    }

    @Test
    void forgetsFiles() {
        try (CheckpointFile file = CheckpointFile.open(path)) {
            file.save(FLOW, List.of(checkpoint(1, 10), checkpoint(2, 20)));
            file.forget(FLOW, List.of(1L));
        }

        assertThat(CheckpointFile.peek(path).of(FLOW)).containsExactly(checkpoint(2, 20));
    }

    @Test
    void dropsALineThatWasCutShort() throws IOException {
        try (CheckpointFile file = CheckpointFile.open(path)) {
            file.save(FLOW, List.of(checkpoint(1, 10)));
            file.save(FLOW, List.of(checkpoint(1, 11)));
        }
        byte[] whole = Files.readAllBytes(path);
        for (int length = whole.length - 1; length > whole.length - 40; length--) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(CheckpointFile.peek(path).of(FLOW)).containsExactly(checkpoint(1, 10));
        }

        try (CheckpointFile file = CheckpointFile.open(path)) {
            file.save(FLOW, List.of(checkpoint(1, 12)));
        }
        assertThat(CheckpointFile.peek(path).of(FLOW)).containsExactly(checkpoint(1, 12));
    }

    @Test
    void refusesAFileThatHoldsSomethingElse() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "precious\n");

        assertThatThrownBy(() -> CheckpointFile.open(path))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("holds no checkpoints of `hydrant tail`");
        assertThat(path).hasContent("precious\n");
    }

    @Test
    void leavesTheAgentsDatabaseAlone() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "SQLite format 3\0...", StandardOpenOption.CREATE);

        assertThat(CheckpointFile.isDatabase(path)).isTrue();
        assertThatThrownBy(() -> CheckpointFile.open(path))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is the database of another agent");
    }

    @Test
    void isUsedByOneProcessAtATime() {
        try (CheckpointFile _ = CheckpointFile.open(path)) {
            assertThatThrownBy(() -> CheckpointFile.open(path))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessage("another `hydrant tail` uses the checkpoints in " + path);
        }
        CheckpointFile.open(path).close();
    }

    private static FileCheckpoint checkpoint(long number, long offset) {
        FilePosition position =
                new FilePosition(
                        offset, offset == 20, new Fingerprint(0, 7, "ab"), Fingerprint.NONE);
        return new FileCheckpoint(
                number,
                "131",
                Path.of("/v/ä \"b"),
                position,
                Instant.parse("2026-01-31T00:00:00Z"));
    }
}
