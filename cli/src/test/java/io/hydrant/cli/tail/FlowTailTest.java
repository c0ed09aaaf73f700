package io.hydrant.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.cli.tail.checkpoint.CheckpointFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class FlowTailTest {
    private static final String STREAM = ",\"kinesisStream\":\"s\"";
    private static final String DELIVERY = ",\"deliveryStream\":\"d\"";
    private static final String START = ",\"initialPosition\":\"START_OF_FILE\"";

    @TempDir private Path root;

    private final List<TailScenario> scenarios = new ArrayList<>();

    @AfterEach
    void close() {
        scenarios.forEach(TailScenario::close);
    }

    @Test
    void beginsAtTheEndOfFilesUnlessToldOtherwise() throws IOException {
        TailScenario tail = tail(STREAM);
        tail.write("app.log", "1\n2\n3").settle();
        tail.append("app.log", "4\n").write("app.log.new", "5\n").settle();

        assertThat(tail.sent()).containsExactly("34\n", "5\n");
    }

    @Test
    void remembersWhereItBeganEvenIfNothingWasSent() throws IOException {
        TailScenario tail = tail(STREAM);
        tail.write("app.log", "1\n").poll().crash();
        tail.append("app.log", "2\n").settle();

        assertThat(tail.sent()).containsExactly("2\n");
    }

    @Test
    void sendsAllFilesThatAreThereFromTheirStartOldestFirst() throws IOException {
        TailScenario tail = tail(STREAM + START);
        tail.write("app.b", "1\n").write("app.a", "2\n").settle();

        assertThat(tail.sent()).containsExactly("1\n", "2\n");
    }

    @Test
    void sendsABatchWhenItIsOldEnough() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"maxBufferAgeMillis\":5000");
        tail.write("app.log", "1\n").poll().pass(Duration.ofMillis(4_700)).poll();
        assertThat(tail.sent()).isEmpty();

        tail.pass(Duration.ofMillis(300)).poll();
        assertThat(tail.sent()).containsExactly("1\n");
    }

    @Test
    void sendsABatchWhenItHasEnoughRecords() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"maxBufferSizeRecords\":2");
        tail.write("app.log", "1\n2\n3\n").poll();

        assertThat(tail.sent()).containsExactly("1\n", "2\n");
    }

    @Test
    void sendsABatchBeforeItHasTooManyBytes() throws IOException {
        TailScenario tail = tail(DELIVERY + START + ",\"maxBufferSizeBytes\":5");
        tail.write("app.log", "1\n2\n333333\n4\n").poll();
        assertThat(tail.sent()).containsExactly("1\n", "2\n", "333333\n");

        tail.settle();
        assertThat(tail.sent()).containsExactly("4\n");
    }

    @Test
    void skipsHeaderLinesOfEachFile() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"skipHeaderLines\":2");
        tail.write("app.1", "h1\nh2\n1\n").write("app.2", "h1\n").settle();
        tail.append("app.2", "h2\n2\n").settle();

        assertThat(tail.sent()).containsExactly("1\n", "2\n");
    }

    @Test
    void skipsTheHeaderAgainWhenItWasStoppedInIt() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"skipHeaderLines\":2");
        tail.write("app.1", "h1\n").settle().crash();
        tail.append("app.1", "h2\n1\n").settle();

        assertThat(tail.sent()).containsExactly("1\n");
    }

    @Test
    void endsAFileAtItsFooter() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"fileFooterPattern\":\"END.*\"");
        tail.write("app.log", "1\n END of file \n2\n").settle().append("app.log", "3\n").settle();
        assertThat(tail.sent()).containsExactly("1\n");

        tail.crash().settle();
        assertThat(tail.sent()).isEmpty();
    }

    @Test
    void joinsLinesForADeliveryStreamButNotItsFooter() throws IOException {
        TailScenario tail =
                tail(
                        DELIVERY
                                + START
                                + ",\"aggregatedRecordSizeBytes\":4,\"fileFooterPattern\":\"E\"");
        tail.write("app.log", "1\n2\n3\nE\n4\n").settle();

        assertThat(tail.sent()).containsExactly("1\n2\n", "3\n");
    }

    @Test
    void aRecordBeginsWithAPattern() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"multiLineStartPattern\":\"\\\\[\"");
        tail.write("app.log", "[1\n a\n b\n[2\n").poll();
        tail.append("app.log", " c\n").settle();

        assertThat(tail.sent()).containsExactly("[1\n a\n b\n", "[2\n c\n");
    }

    @Test
    void onceSendsEverythingWithoutWaitingAndEndsALineThatHasNoEnd() throws IOException {
        TailScenario tail = new TailScenario(root, STREAM + START, true);
        scenarios.add(tail);
        tail.write("app.1", "1\n2").write("app.2", "3").poll();

        assertThat(tail.sent()).containsExactly("1\n", "2\n", "3\n");
    }

    @Test
    void onceGoesOnWhereTheLastRunEnded() throws IOException {
        TailScenario tail = new TailScenario(root, STREAM + START, true);
        scenarios.add(tail);
        tail.write("app.1", "1\n").poll().crash();
        tail.append("app.1", "2\n").write("app.2", "3\n").poll();

        assertThat(tail.sent()).containsExactly("1\n", "2\n", "3\n");
    }

    @Test
    void cutsRecordsThatAreTooLargeAndEndsThemAsToldTo() throws IOException {
        String huge = "x".repeat(2_000_000) + "\n";
        TailScenario tail = tail(STREAM + START + ",\"truncatedRecordTerminator\":\"…\\n\"");
        tail.write("app.log", huge + "1\n").settle();

        String cut = tail.sent().getFirst();
        int keyBytes = tail.records().getFirst().partitionKey().length();
        assertThat(cut.getBytes("UTF-8")).hasSize(1024 * 1024 - keyBytes);
        assertThat(cut).endsWith("xx…\n");
        assertThat(tail.counts().truncated()).isEqualTo(1);
        assertThat(tail.records()).hasSize(2);
    }

    @Test
    void aDeliveryStreamTakesRecordsOfAThousandKibibytes() throws IOException {
        TailScenario tail = tail(DELIVERY + START);
        tail.write("app.log", "x".repeat(1_100_000) + "\n").settle();

        assertThat(tail.sent().getFirst()).hasSize(1_024_000).endsWith("x\n");
    }

    @Test
    void passesOverWhatNobodyCouldSend() throws IOException {
        TailScenario tail = tail(DELIVERY + START);
        tail.write("app.log", "x".repeat(5_000_000) + "\nnext\n").settle();

        assertThat(tail.sent()).hasSize(2).last().isEqualTo("next\n");
        assertThat(tail.counts().discardedBytes()).isEqualTo(5_000_001 - 4 * 1024 * 1024);
    }

    @Test
    void bytesOfAnyKindPassUnchanged() throws IOException {
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 256 == '\n' ? 0 : i);
        }
        bytes[511] = '\n';
        TailScenario tail = tail(STREAM + START);
        Files.write(tail.file("app.log"), bytes);
        tail.settle();

        assertThat(tail.records().getFirst().data()).isEqualTo(bytes);
    }

    @Test
    void partitionKeysAreRandomNumbersUnlessToldOtherwise() throws IOException {
        TailScenario tail = tail(STREAM + START);
        tail.write("app.log", "1\n1\n").settle();

        String first = tail.records().getFirst().partitionKey();
        assertThat(first).matches("\\d+\\.\\d+");
        assertThat(tail.records().getLast().partitionKey()).isNotEqualTo(first);
    }

    @Test
    void partitionKeysMayFollowFromTheRecord() throws IOException {
        TailScenario tail = tail(STREAM + START + ",\"partitionKeyOption\":\"DETERMINISTIC\"");
        tail.write("app.log", "1\n").settle();

        assertThat(tail.records().getFirst().partitionKey())
                .isEqualTo("b026324c6904b2a9cb4b88d6d61c81d1");
    }

    @Test
    void remembersLinesThatAreLeftOut() throws IOException {
        TailScenario tail = tail(STREAM + START + log());
        tail.write("app.log", "x\ny\n").settle().crash();
        tail.append("app.log", "1\n").settle();

        assertThat(tail.sent()).containsExactly("{\"n\":\"1\"}\n");
        assertThat(tail.counts().leftOut()).isZero();
    }

    @Test
    void countsWhatItDid() throws IOException {
        TailScenario tail = tail(STREAM + START + log());
        tail.write("app.log", "x\n1\n23\nrest").settle();

        assertThat(tail.counts()).isEqualTo(new FlowCounts.Snapshot(2, 21, 0, 1, 0, 0, 0, 4, 1));
    }

    @Test
    void stoppingSendsWhatIsBuffered() throws IOException {
        TailScenario tail = tail(STREAM + START);
        tail.write("app.log", "1\n").poll().stop();
        assertThat(tail.sent()).containsExactly("1\n");

        assertThat(tail.settle().sent()).isEmpty();
    }

    @Test
    void triesAFileAgainThatCannotBeRead() throws IOException {
        TailScenario tail = tail(STREAM + START);
        Files.createSymbolicLink(tail.file("app.link"), root.resolve("target"));
        tail.settle();
        assertThat(tail.sent()).isEmpty();

        Files.writeString(root.resolve("target"), "1\n");
        assertThat(tail.settle().sent()).containsExactly("1\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsFewFilesOpen() throws IOException {
        TailScenario tail = tail(STREAM + START);
        for (int i = 0; i < 200; i++) {
            tail.write("app." + i, i + "\n");
        }
        tail.settle();

        assertThat(tail.sent()).hasSize(200);
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(fd -> target(fd).startsWith(root.resolve("log"))))
                    .hasSizeLessThanOrEqualTo(17);
        }
    }

    @Test
    void forgetsFilesThatLeftLongAgo() throws IOException {
        TailScenario tail = tail(STREAM + START);
        tail.write("app.1", "1\n").write("app.2", "2\n").settle().delete("app.1").settle();
        tail.pass(Duration.ofDays(8)).settle();
        assertThat(CheckpointFile.peek(root.resolve("checkpoints")).of(tail.flow())).hasSize(1);
    }

    @Test
    void foldersAreNotFiles() throws IOException {
        TailScenario tail = tail(STREAM + START);
        Files.createDirectory(tail.file("app.dir"));

        assertThat(tail.settle().sent()).isEmpty();
    }

    private static Path target(Path fd) {
        try {
            return Files.readSymbolicLink(fd);
        } catch (IOException _) {
            return fd;
        }
    }

    private static String log() {
        return ",\"dataProcessingOptions\":[{\"optionName\":\"LOGTOJSON\","
                + "\"matchPattern\":\"(\\\\d+)\",\"customFieldNames\":[\"n\"]}]";
    }

    private TailScenario tail(String keys) {
        TailScenario tail = new TailScenario(root, keys, false);
        scenarios.add(tail);
        return tail;
    }
}
