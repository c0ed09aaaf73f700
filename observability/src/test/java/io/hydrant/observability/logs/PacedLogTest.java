package io.hydrant.observability.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class PacedLogTest {
    private static final LogBounds BOUNDS =
            new LogBounds(200, 600, 10_000_000, 100, Duration.ofDays(14));
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Region REGION = new Region("us-east-1");

    @TempDir Path folder;

    private final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private LogStore store;
    private PacedLog logs;

    @BeforeEach
    void open() throws IOException {
        store = LogStore.open(clock, folder.resolve("logs"), BOUNDS, telemetry);
        logs = new PacedLog(store, clock, new Pace(3, 1_000_000), "delivery", telemetry);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static GroupName group(String name) {
        return new GroupName(ACCOUNT, REGION, name);
    }

    private LogPage read(String group, Optional<String> stream, String after, int max) {
        return new ArrivalReader(store, clock).read(group(group), stream, after, max);
    }

    private List<String> messages(String group) {
        return messages(read(group, Optional.empty(), "", 10));
    }

    private static List<String> messages(LogPage page) {
        return page.events().stream().map(LogEvent::message).toList();
    }

    private void restart() throws IOException {
        close();
        open();
    }

    @Test
    void readsWhatWasLoggedAlsoAfterARestart() throws IOException {
        logs.append(group("/aws/kinesisfirehose/clicks"), "S3Delivery", "{\"a\":1}");
        restart();
        LogPage page = read("/aws/kinesisfirehose/clicks", Optional.of("S3Delivery"), "", 10);
        assertThat(page.events())
                .containsExactly(new LogEvent(clock.instant(), "S3Delivery", "{\"a\":1}"));
    }

    @Test
    void readsAllStreamsOfAGroupAsTheyCame() {
        for (String stream : List.of("b", "a", "b", "c")) {
            logs.append(group("g"), stream, stream + clock.instant().getEpochSecond() % 60);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(messages("g")).containsExactly("b0", "a1", "b2", "c3");
        assertThat(messages(read("g", Optional.of("b"), "", 10))).containsExactly("b0", "b2");
        assertThat(messages("other")).isEmpty();
        assertThat(messages(read("other", Optional.of("b"), "", 10))).isEmpty();
    }

    @Test
    void goesOnWhereAPageEndedAlsoWithEventsOfAnEarlierTime() throws IOException {
        for (int i = 0; i < 7; i++) {
            logs.append(group("g"), i % 2 == 0 ? "even" : "odd", "line " + i);
            clock.advance(Duration.ofSeconds(1));
        }
        LogPage first = read("g", Optional.empty(), "", 3);
        LogPage second = read("g", Optional.empty(), first.next(), 10);
        assertThat(messages(first)).containsExactly("line 0", "line 1", "line 2");
        assertThat(messages(second)).containsExactly("line 3", "line 4", "line 5", "line 6");
        LogPage third = read("g", Optional.empty(), second.next(), 10);
        assertThat(third).isEqualTo(new LogPage(List.of(), second.next()));
        logs.append(group("g"), "odd", clock.instant().minusSeconds(3_000), "line 7");
        restart();
        LogPage fourth = read("g", Optional.empty(), third.next(), 10);
        assertThat(messages(fourth)).containsExactly("line 7");
    }

    @Test
    void leavesOutWhatIsLoggedTooFastAndTellsHowMuch() {
        for (int i = 0; i < 10; i++) {
            logs.append(group("g"), "s", "line " + i);
        }
        clock.advance(Duration.ofSeconds(1));
        logs.append(group("g"), "s", "line 10");
        assertThat(messages("g"))
                .containsExactly(
                        "line 0",
                        "line 1",
                        "line 2",
                        "{\"suppressedCount\":7,\"suppressedCharacters\":42,\"message\":\"Further"
                                + " lines of the same second were left out.\"}",
                        "line 10");
        assertThat(telemetry.count("hydrant_delivery_log_suppressed_total")).isEqualTo(7);
        assertThat(telemetry.count("hydrant_delivery_log_lines_total")).isEqualTo(5);
    }

    @Test
    void leavesOutBytesThatComeTooFast() {
        PacedLog narrow = new PacedLog(store, clock, new Pace(1_000, 100), "function", telemetry);
        for (int i = 0; i < 5; i++) {
            narrow.append(group("g"), "s", "x".repeat(60));
        }
        clock.advance(Duration.ofSeconds(1));
        narrow.tellOverdue();
        assertThat(messages("g"))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"suppressedCount\":3,\"suppressedCharacters\":180");
    }

    @Test
    void tellsWhatWasLeftOutEvenIfNothingFollows() {
        for (int i = 0; i < 5; i++) {
            logs.append(group("g"), "s", "line " + i);
        }
        logs.tellOverdue();
        assertThat(messages("g")).hasSize(3);
        clock.advance(Duration.ofSeconds(1));
        logs.tellOverdue();
        assertThat(messages("g")).hasSize(4).last().asString().contains("\"suppressedCount\":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "..", ".", "a/b", "C:\\x", "ü\u0000", "%41", "a%%b"})
    void keepsEveryNameInsideItsFolder(String name) throws Exception {
        logs.append(group(name), name, "line");
        restart();
        LogPage page = read(name, Optional.empty(), "", 10);
        assertThat(page.events()).extracting(LogEvent::stream).containsExactly(name);
        try (Stream<Path> children = Files.list(folder)) {
            assertThat(children).containsExactly(folder.resolve("logs"));
        }
        assertThat(read(name, Optional.empty(), page.next(), 10).events()).isEmpty();
    }

    @Test
    void keepsNamesTooLongForAFolderApart() {
        logs.append(group("g".repeat(500) + "1"), "s", "one");
        logs.append(group("g".repeat(500) + "2"), "s", "two");
        assertThat(messages("g".repeat(500) + "2")).containsExactly("two");
    }

    @Test
    void keepsMessagesOfSeveralLinesAsTheyAre() throws IOException {
        String message = "Traceback:\n  File \"a\\b\\n\"\r\n\\";
        logs.append(group("g"), "s", message);
        restart();
        assertThat(messages("g")).containsExactly(message);
    }

    @Test
    void cutsAMessageThatIsTooLongIntoEventsWithoutLosingAny() {
        String message = "ä€😀".repeat(60_000);
        logs.append(group("g"), "s", message);
        List<String> pieces = messages("g");
        assertThat(String.join("", pieces)).isEqualTo(message);
        assertThat(pieces)
                .hasSize(3)
                .allMatch(
                        piece ->
                                piece.getBytes(StandardCharsets.UTF_8).length
                                        <= PacedLog.EVENT_BYTES_MAX);
    }

    @Test
    void goesOnWhenALineCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("logs"), "a file where a folder should be");
        logs.append(group("g"), "s", "line");
        assertThat(telemetry.count("hydrant_delivery_log_failures_total")).isEqualTo(1);
    }

    @Test
    void makesAGroupAnewThatIsDeletedWhileItIsWrittenTo() {
        logs.append(group("g"), "s", "one");
        store.delete(group("g"));
        logs.append(group("g"), "s", "two");
        assertThat(messages("g")).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "../x=2026-11-20.0001.log:0", "-1", "1234567890123456789"})
    void refusesPositionsItDidNotGive(String after) {
        assertThatThrownBy(() -> read("g", Optional.empty(), after, 10))
                .isInstanceOf(InvalidArgument.class);
    }
}
