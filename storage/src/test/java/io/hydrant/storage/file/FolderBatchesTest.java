package io.hydrant.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

final class FolderBatchesTest {
    private static final FileTime BEFORE = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir Path folder;
    private final FolderChanges changes = new FolderChanges();
    private final FolderBatches batches = new FolderBatches(changes);

    @BeforeEach
    void fill() throws IOException {
        for (int i = 0; i < 1_500; i++) {
            Files.createFile(folder.resolve("f-%04d".formatted(i)));
        }
        Files.setLastModifiedTime(folder, BEFORE);
    }

    @Test
    void goesOnInTheBatchReadBeforeWhileTheFolderIsUnchanged() throws IOException {
        assertThat(namesFrom("")).hasSize(1_500);
        Files.delete(folder.resolve("f-1499"));
        Files.setLastModifiedTime(folder, BEFORE);
        // Nothing tells of the removal, so a name that is still told was not read again.
        assertThat(namesFrom("f-1498")).containsExactly("f-1498", "f-1499");
    }

    @Test
    void readsAgainAfterAChangeByHand() throws IOException {
        assertThat(namesFrom("")).hasSize(1_500);
        Files.createFile(folder.resolve("f-2000"));
        assertThat(namesFrom("f-1499")).containsExactly("f-1499", "f-2000");
    }

    @Test
    void readsAgainAfterAChangeOfItsOwnTooQuickForTheFoldersTime() throws IOException {
        assertThat(namesFrom("")).hasSize(1_500);
        Files.createFile(folder.resolve("f-2000"));
        Files.setLastModifiedTime(folder, BEFORE);
        changes.changed(folder);
        assertThat(namesFrom("f-1499")).containsExactly("f-1499", "f-2000");
    }

    @Test
    void tellsNothingOfAFolderThatIsGone() throws IOException {
        assertThat(batches.read(folder.resolve("gone"), new byte[0]).entries()).isEmpty();
    }

    private List<String> namesFrom(String bound) throws IOException {
        byte[] bytes = bound.getBytes(StandardCharsets.UTF_8);
        return batches.read(folder, bytes).entries().stream()
                .map(entry -> new String(entry.name(), StandardCharsets.UTF_8))
                .toList();
    }
}
