package io.hydrant.observability.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class DeliveryLogsTest {
    private static final LogBounds BOUNDS = new LogBounds(3, 200, 600, Duration.ofDays(14));

    @TempDir Path folder;

    private final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    private DeliveryLogs logs() {
        return new DeliveryLogs(clock, folder.resolve("logs"), BOUNDS, telemetry);
    }

    private static List<String> messages(LogPage page) {
        return page.events().stream().map(LogEvent::message).toList();
    }

    @Test
    void readsWhatWasLoggedAlsoAfterARestart() {
        logs().append("/aws/kinesisfirehose/clicks", "S3Delivery", "{\"a\":1}");
        LogPage page =
                logs().read("/aws/kinesisfirehose/clicks", Optional.of("S3Delivery"), "", 10);
        assertThat(page.events())
                .containsExactly(new LogEvent(clock.instant(), "S3Delivery", "{\"a\":1}"));
    }

    @Test
    void readsAllStreamsOfAGroupInOrderOfTime() {
        DeliveryLogs logs = logs();
        for (String stream : List.of("b", "a", "b", "c")) {
            logs.append("g", stream, stream + clock.instant().getEpochSecond() % 60);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .containsExactly("b0", "a1", "b2", "c3");
        assertThat(messages(logs.read("g", Optional.of("b"), "", 10))).containsExactly("b0", "b2");
        assertThat(messages(logs.read("other", Optional.empty(), "", 10))).isEmpty();
        assertThat(messages(logs.read("other", Optional.of("b"), "", 10))).isEmpty();
    }

    @Test
    void goesOnWhereAPageEnded() {
        DeliveryLogs logs = logs();
        for (int i = 0; i < 7; i++) {
            logs.append("g", i % 2 == 0 ? "even" : "odd", "line " + i);
            clock.advance(Duration.ofSeconds(1));
        }
        LogPage first = logs.read("g", Optional.empty(), "", 3);
        LogPage second = logs.read("g", Optional.empty(), first.next(), 10);
        assertThat(messages(first)).containsExactly("line 0", "line 1", "line 2");
        assertThat(messages(second)).containsExactly("line 3", "line 4", "line 5", "line 6");
        LogPage third = logs.read("g", Optional.empty(), second.next(), 10);
        assertThat(third).isEqualTo(new LogPage(List.of(), second.next()));
        logs.append("g", "new", "line 7");
        assertThat(messages(logs.read("g", Optional.empty(), third.next(), 10)))
                .containsExactly("line 7");
    }

    @Test
    void leavesOutWhatIsLoggedTooFastAndTellsHowMuch() {
        DeliveryLogs logs = logs();
        for (int i = 0; i < 10; i++) {
            logs.append("g", "s", "line " + i);
        }
        clock.advance(Duration.ofSeconds(1));
        logs.append("g", "s", "line 10");
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .containsExactly(
                        "line 0",
                        "line 1",
                        "line 2",
                        "{\"suppressedCount\":7,\"message\":\"Further lines of the same second were"
                                + " left out.\"}",
                        "line 10");
        assertThat(telemetry.count("hydrant_delivery_log_suppressed_total")).isEqualTo(7);
    }

    @Test
    void tellsWhatWasLeftOutEvenIfNothingFollows() {
        DeliveryLogs logs = logs();
        for (int i = 0; i < 5; i++) {
            logs.append("g", "s", "line " + i);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .hasSize(4)
                .last()
                .asString()
                .contains("\"suppressedCount\":2");
    }

    @Test
    void beginsAFileADayAndAFileAtTheSizeLimit() throws Exception {
        DeliveryLogs logs = logs();
        logs.append("g", "s", "x".repeat(300));
        logs.append("g", "s", "y");
        clock.advance(Duration.ofDays(1));
        logs.append("g", "s", "z");
        assertThat(files())
                .containsExactly(
                        "2026-11-20.0001.log", "2026-11-20.0002.log", "2026-11-21.0001.log");
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .hasSize(3)
                .last()
                .isEqualTo("z");
    }

    @Test
    void deletesTheOldestBeyondTheSizeOfAStream() throws Exception {
        DeliveryLogs logs = logs();
        for (int i = 0; i < 9; i++) {
            logs.append("g", "s", i + "x".repeat(200));
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(3);
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .last()
                .asString()
                .startsWith("8");
    }

    @Test
    void deletesWhatIsOlderThanTheRetention() throws Exception {
        DeliveryLogs logs = logs();
        logs.append("g", "s", "old");
        Path file = folder.resolve("logs/g/s/2026-11-20.0001.log");
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        clock.advance(Duration.ofDays(14));
        logs.expire();
        assertThat(file).exists();
        clock.advance(Duration.ofSeconds(1));
        logs.expire();
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "..", ".", "", "a/b", "C:\\x", "ü\u0000", "%41", "a%%b"})
    void keepsEveryNameInsideItsFolder(String name) throws Exception {
        DeliveryLogs logs = logs();
        logs.append(name, name, "line");
        LogPage page = logs.read(name, Optional.empty(), "", 10);
        assertThat(page.events()).extracting(LogEvent::stream).containsExactly(name);
        try (Stream<Path> children = Files.list(folder)) {
            assertThat(children).containsExactly(folder.resolve("logs"));
        }
        assertThat(logs.read(name, Optional.empty(), page.next(), 10).events()).isEmpty();
    }

    @Test
    void keepsNamesTooLongForAFolderApart() {
        DeliveryLogs logs = logs();
        logs.append("g", "s".repeat(500) + "1", "one");
        logs.append("g", "s".repeat(500) + "2", "two");
        assertThat(messages(logs.read("g", Optional.of("s".repeat(500) + "2"), "", 10)))
                .containsExactly("two");
    }

    @Test
    void keepsAMessageOnOneLine() {
        DeliveryLogs logs = logs();
        logs.append("g", "s", "{\n\"a\":\r\n1}");
        assertThat(messages(logs.read("g", Optional.empty(), "", 10)))
                .containsExactly("{ \"a\":  1}");
    }

    @Test
    void goesOnWhenALineCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("logs"), "a file where a folder should be");
        logs().append("g", "s", "line");
        assertThat(telemetry.count("hydrant_delivery_log_failures_total")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense", "../x=2026-11-20.0001.log:0", "s=../../etc/passwd:0", "s=:-1"})
    void refusesPositionsItDidNotGive(String after) {
        assertThatThrownBy(() -> logs().read("g", Optional.empty(), after, 10))
                .isInstanceOf(InvalidArgument.class);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("logs/g/s"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
