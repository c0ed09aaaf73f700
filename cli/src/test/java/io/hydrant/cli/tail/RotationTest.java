package io.hydrant.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Whatever is done to files that hold the log: each line is sent, and once.
class RotationTest {
    @TempDir private Path root;

    private TailScenario tail;

    @BeforeEach
    void beginWithThreeLines() throws IOException {
        tail = TailScenario.fromStart(root, "");
        tail.write("app.log", "1\n2\n3\n").settle();
        assertThat(tail.sent()).containsExactly("1\n", "2\n", "3\n");
    }

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void sendsWhatIsAppended() throws IOException {
        tail.append("app.log", "4\n5").settle();
        assertThat(tail.sent()).containsExactly("4\n");

        tail.append("app.log", "5\n").settle();
        assertThat(tail.sent()).containsExactly("55\n");
    }

    @Test
    void goesOnAfterARename() throws IOException {
        tail.append("app.log", "4\n").rename("app.log", "app.log.1").write("app.log", "5\n");

        assertThat(tail.settle().sent()).containsExactly("4\n", "5\n");
    }

    @Test
    void readsWhatIsWrittenToTheOldFileAfterARename() throws IOException {
        tail.rename("app.log", "app.log.1").write("app.log", "5\n").settle();
        assertThat(tail.sent()).containsExactly("5\n");

        tail.append("app.log.1", "4\n").settle();
        assertThat(tail.sent()).containsExactly("4\n");
    }

    @Test
    void goesOnAfterSeveralRenames() throws IOException {
        tail.append("app.log", "4\n").rename("app.log", "app.log.1").write("app.log", "5\n");
        tail.rename("app.log.1", "app.log.2").rename("app.log", "app.log.1");
        tail.write("app.log", "6\n");

        assertThat(tail.settle().sent()).containsExactly("4\n", "5\n", "6\n");
    }

    @Test
    void goesOnInTheCopyAfterCopyAndTruncate() throws IOException {
        tail.append("app.log", "4\n").copy("app.log", "app.log.1").write("app.log", "5\n");

        assertThat(tail.settle().sent()).containsExactlyInAnyOrder("4\n", "5\n");
    }

    @Test
    void doesNotSendACopyAgainThatIsSeenBeforeTheTruncation() throws IOException {
        tail.copy("app.log", "app.log.1").poll();
        assertThat(tail.sent()).isEmpty();

        tail.write("app.log", "").settle();
        tail.append("app.log", "4\n").settle();
        assertThat(tail.sent()).containsExactly("4\n");
    }

    @Test
    void aCopyOfAFileThatStaysIsAFileOfItsOwn() throws IOException {
        tail.copy("app.log", "app.bak").poll().pass(Duration.ofSeconds(11)).settle();

        assertThat(tail.sent()).containsExactly("1\n", "2\n", "3\n");
    }

    @Test
    void beginsAgainAfterATruncation() throws IOException {
        tail.write("app.log", "").poll();
        tail.append("app.log", "4\n").settle();

        assertThat(tail.sent()).containsExactly("4\n");
    }

    @Test
    void noticesATruncationBehindWhichMoreWasWritten() throws IOException {
        tail.write("app.log", "4\n5\n6\n7\n8\n").settle();

        assertThat(tail.sent()).containsExactly("4\n", "5\n", "6\n", "7\n", "8\n");
    }

    @Test
    void saysWhatATruncationLost() throws IOException {
        tail.append("app.log", "incomplete").poll();
        tail.write("app.log", "4\n").settle();

        assertThat(tail.sent()).containsExactly("4\n");
        assertThat(tail.notes()).singleElement().asString().contains("its last 10 bytes are lost");
    }

    @Test
    void sendsANewFileOfTheSameName() throws IOException {
        tail.delete("app.log").poll().write("app.log", "4\n5\n6\n7\n").settle();

        assertThat(tail.sent()).containsExactly("4\n", "5\n", "6\n", "7\n");
    }

    @Test
    void finishesAnOpenFileThatIsDeleted() throws IOException {
        TailScenario batches = TailScenario.fromStart(root, ",\"maxBufferSizeRecords\":1");
        tail.close();
        tail = batches;
        tail.append("app.log", "4\n5\n6\n").pass(Duration.ofSeconds(1));
        assertThat(tail.step(true)).isTrue();

        tail.delete("app.log").pass(Duration.ofSeconds(11)).settle();

        assertThat(tail.sent()).containsExactly("4\n", "5\n", "6\n");
    }

    @Test
    void sendsTheLastLineOfARotatedFileThatHasNoEnd() throws IOException {
        tail.append("app.log", "4").rename("app.log", "app.log.1").write("app.log", "5\n");
        tail.poll().poll().stop();
        assertThat(tail.sent()).containsExactly("5\n");

        tail.settle().settle();
        assertThat(tail.sent()).containsExactly("4\n");
    }

    @Test
    void keepsTheLastLineOfTheNewestFileUntilItsEnd() throws IOException {
        tail.append("app.log", "4").settle().settle().settle();

        assertThat(tail.sent()).isEmpty();
    }

    @Test
    void skipsCompressedFiles() throws IOException {
        tail.write("app.1.gz", "x\n").write("app.2.BZ2", "x\n").write("app.3.zip", "x\n").settle();

        assertThat(tail.sent()).isEmpty();
    }

    @Test
    void followsSeveralFilesThatGrow() throws IOException {
        tail.write("app-b.log", "b1\n").write("app-c.log", "c1\n").settle();
        tail.append("app.log", "4\n").append("app-b.log", "b2\n").append("app-c.log", "c2\n");
        tail.settle();

        assertThat(tail.sent()).containsExactlyInAnyOrder("b1\n", "c1\n", "4\n", "b2\n", "c2\n");
    }

    @Test
    void findsRotatedFilesAgainAfterAStop() throws IOException {
        tail.append("app.log", "4\n").crash();
        tail.append("app.log", "5\n").rename("app.log", "app.log.1").write("app.log", "6\n");

        assertThat(tail.settle().sent()).containsExactly("4\n", "5\n", "6\n");
    }

    @Test
    void findsTheCopyAfterAStop() throws IOException {
        tail.append("app.log", "4\n").crash();
        tail.copy("app.log", "app.log.1").write("app.log", "5\n");

        assertThat(tail.settle().sent()).containsExactlyInAnyOrder("4\n", "5\n");
    }

    @Test
    void sendsFilesThatCameWhileItWasStopped() throws IOException {
        tail.stop().write("app.new", "n\n");

        assertThat(tail.settle().sent()).containsExactly("n\n");
    }

    @Test
    void folderMayComeAndGo() throws IOException {
        tail.rename("app.log", "../app.log");
        Files.delete(root.resolve("log"));
        tail.settle();
        Files.createDirectory(root.resolve("log"));
        tail.rename("../app.log", "app.log").append("app.log", "4\n");

        assertThat(tail.settle().sent()).containsExactly("4\n");
    }
}
