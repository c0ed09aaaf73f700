package io.hydrant.observability.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class LogEventsTest {
    private static final String GS = "'logGroupName':'g','logStreamName':'s'";
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;

    @TempDir Path folder;
    private LogsHarness logs;
    private long now;

    @BeforeEach
    void open() {
        logs = new LogsHarness(folder);
        logs.create("g", "s", "t");
        now = logs.clock.millis();
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private static List<String> messages(JsonNode page) {
        return LogsHarness.texts(page.get("events"), "message");
    }

    private JsonNode get(String members) {
        return logs.ask("GetLogEvents", "{" + GS + members + "}");
    }

    private JsonNode filter(String members) {
        return logs.ask("FilterLogEvents", "{'logGroupName':'g'" + members + "}");
    }

    private static String event(long timestamp, String message) {
        return "{'timestamp':%d,'message':'%s'}".formatted(timestamp, message);
    }

    private static String events(String... events) {
        return "{" + GS + ",'logEvents':[" + String.join(",", events) + "]}";
    }

    @Test
    void givesBackWhatWasPut() {
        JsonNode put = logs.put("g", "s", now - 1_000, "a\\nb", "ü€");
        assertThat(put.get("nextSequenceToken").asText()).hasSize(56);
        assertThat(put.has("rejectedLogEventsInfo")).isFalse();
        assertThat(get("").get("events").toString())
                .isEqualTo(
                        "[{\"timestamp\":%d,\"message\":\"a\\nb\",\"ingestionTime\":%d},{\"timestamp\":%d,\"message\":\"ü€\",\"ingestionTime\":%d}]"
                                .formatted(now - 1_000, now, now - 999, now));
    }

    @Test
    void takesAnySequenceToken() {
        logs.ask(
                "PutLogEvents",
                "{" + GS + ",'sequenceToken':'wrong','logEvents':[" + event(now, "x") + "]}");
        assertThat(messages(get(""))).containsExactly("x");
    }

    @Test
    void refusesBatchesThatBreakTheRules() {
        assertThat(logs.refusal("PutLogEvents", events(event(now, "a"), event(now - 1, "b"))))
                .isEqualTo(
                        "InvalidParameterException: Log events in a single PutLogEvents request"
                                + " must be in chronological order.");
        assertThat(logs.refusal("PutLogEvents", events(event(now - DAY - 1, "a"), event(now, "b"))))
                .contains("cannot span more than 24 hours");
        String big = "x".repeat((1 << 20) - 26);
        assertThat(logs.refusal("PutLogEvents", events(event(now, big + "y"))))
                .isEqualTo(
                        "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit"
                                + " of 1048576");
        logs.ask("PutLogEvents", events(event(now, big)));
        assertThat(logs.refusal("PutLogEvents", events(event(now, ""))))
                .contains("length greater than or equal to 1");
        assertThat(logs.refusal("PutLogEvents", events())).contains("logEvents");
        assertThat(
                        logs.refusal(
                                "PutLogEvents",
                                "{'logGroupName':'g','logStreamName':'none','logEvents':["
                                        + event(now, "x")
                                        + "]}"))
                .isEqualTo("ResourceNotFoundException: The specified log stream does not exist.");
        assertThat(messages(get(""))).containsExactly(big);
    }

    @Test
    void leavesOutEventsTooOldOrTooNewAndTellsWhich() {
        JsonNode old =
                logs.ask(
                        "PutLogEvents",
                        events(
                                event(now - 14 * DAY - 1, "old"),
                                event(now - 14 * DAY, "edge"),
                                event(now - 14 * DAY + 1, "in")));
        assertThat(old.get("rejectedLogEventsInfo").toString())
                .isEqualTo("{\"tooOldLogEventEndIndex\":1}");
        JsonNode future =
                logs.ask(
                        "PutLogEvents",
                        events(
                                event(now, "now"),
                                event(now + 2 * HOUR, "edge"),
                                event(now + 2 * HOUR + 1, "new")));
        assertThat(future.get("rejectedLogEventsInfo").toString())
                .isEqualTo("{\"tooNewLogEventStartIndex\":2}");
        logs.ask("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':1}");
        JsonNode expired =
                logs.ask("PutLogEvents", events(event(now - DAY - 5, "gone"), event(now - 5, "x")));
        assertThat(expired.get("rejectedLogEventsInfo").toString())
                .isEqualTo("{\"expiredLogEventEndIndex\":1}");
        assertThat(messages(get(""))).containsExactly("x", "now", "edge");
        JsonNode none = logs.ask("PutLogEvents", events(event(1, "a"), event(2, "b")));
        assertThat(none.at("/rejectedLogEventsInfo/tooOldLogEventEndIndex").asInt()).isEqualTo(2);
    }

    @Test
    void hidesEventsPastTheRetentionAtOnce() {
        logs.put("g", "s", now, "x");
        logs.ask("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':1}");
        logs.clock.advance(Duration.ofDays(1).plusMillis(1));
        assertThat(messages(get(""))).isEmpty();
        assertThat(messages(filter(""))).isEmpty();
    }

    @Test
    void readsForwardFromTheHeadUntilTheTokenStaysTheSame() {
        logs.put("g", "s", now, "0", "1", "2", "3", "4");
        JsonNode first = get(",'startFromHead':true,'limit':2");
        assertThat(messages(first)).containsExactly("0", "1");
        List<String> rest = new ArrayList<>();
        String token = first.get("nextForwardToken").asText();
        String before = "";
        while (!token.equals(before)) {
            before = token;
            JsonNode page = get(",'limit':2,'nextToken':'" + token + "'");
            rest.addAll(messages(page));
            token = page.get("nextForwardToken").asText();
        }
        assertThat(rest).containsExactly("2", "3", "4");
        logs.put("g", "s", now + 10, "5");
        assertThat(messages(get(",'nextToken':'" + token + "'"))).containsExactly("5");
    }

    @Test
    void readsBackwardFromTheLatest() {
        logs.put("g", "s", now, "0", "1", "2", "3", "4");
        JsonNode last = get(",'limit':2");
        assertThat(messages(last)).containsExactly("3", "4");
        String back = last.get("nextBackwardToken").asText();
        JsonNode before = get(",'limit':2,'nextToken':'" + back + "'");
        assertThat(messages(before)).containsExactly("1", "2");
        assertThat(
                        messages(
                                get(
                                        ",'limit':2,'nextToken':'"
                                                + before.get("nextForwardToken").asText()
                                                + "'")))
                .containsExactly("3", "4");
        JsonNode head = get(",'nextToken':'" + before.get("nextBackwardToken").asText() + "'");
        assertThat(messages(head)).containsExactly("0");
        String end = head.get("nextBackwardToken").asText();
        JsonNode none = get(",'nextToken':'" + end + "'");
        assertThat(messages(none)).isEmpty();
        assertThat(none.get("nextBackwardToken").asText()).isEqualTo(end);
    }

    @Test
    void readsBetweenTimes() {
        logs.put("g", "s", now, "0", "1", "2", "3");
        String range = ",'startTime':%d,'endTime':%d".formatted(now + 1, now + 3);
        assertThat(messages(get(range))).containsExactly("1", "2");
        assertThat(messages(get(range + ",'startFromHead':true"))).containsExactly("1", "2");
        assertThat(messages(filter(range))).containsExactly("1", "2");
        String wrong = "{" + GS + ",'startTime':5,'endTime':4}";
        assertThat(logs.refusal("GetLogEvents", wrong)).startsWith("InvalidParameterException");
    }

    @Test
    void bringsEventsOfLaterBatchesIntoOrder() {
        logs.put("g", "s", now, "late");
        logs.put("g", "s", now - 1_000, "early");
        assertThat(messages(get(""))).containsExactly("early", "late");
    }

    @Test
    void refusesTokensItDidNotGive() {
        String invalid = "InvalidParameterException: The specified nextToken is invalid.";
        for (String token :
                List.of("x", "f/", "f/12", "c/" + "1".repeat(56), "f/" + "9".repeat(56))) {
            assertThat(logs.refusal("GetLogEvents", "{" + GS + ",'nextToken':'" + token + "'}"))
                    .isEqualTo(invalid);
            assertThat(
                            logs.refusal(
                                    "FilterLogEvents",
                                    "{'logGroupName':'g','nextToken':'" + token + "'}"))
                    .isEqualTo(invalid);
        }
    }

    @Test
    void aPageOfEventsHoldsAMebibyteAtMost() {
        String half = "x".repeat(600_000);
        logs.put("g", "s", now, half);
        logs.put("g", "s", now + 1, half);
        assertThat(get(",'startFromHead':true").get("events")).hasSize(1);
        JsonNode page = filter("");
        assertThat(page.get("events")).hasSize(1);
        assertThat(filter(",'nextToken':'" + page.get("nextToken").asText() + "'").get("events"))
                .hasSize(1);
    }

    @Test
    void filtersStreamsOfAGroupInterleaved() {
        logs.put("g", "s", now, "a", "b ERROR", "c");
        logs.put("g", "t", now + 1, "d", "e ERROR");
        JsonNode all = filter(",'interleaved':true");
        assertThat(LogsHarness.texts(all.get("events"), "timestamp")).isSorted();
        assertThat(messages(all)).hasSize(5).startsWith("a");
        assertThat(LogsHarness.texts(all.get("events"), "eventId"))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9]{56}"));
        assertThat(all.get("searchedLogStreams")).isEmpty();
        assertThat(all.has("nextToken")).isFalse();
        assertThat(messages(filter(",'filterPattern':'ERROR'")))
                .containsExactly("b ERROR", "e ERROR");
        assertThat(messages(filter(",'logStreamNames':['t']"))).containsExactly("d", "e ERROR");
        assertThat(messages(filter(",'logStreamNamePrefix':'s'"))).hasSize(3);
        assertThat(messages(filter(",'logStreamNamePrefix':'x'"))).isEmpty();
    }

    @Test
    void filtersPageByPageWithStableIds() {
        for (int i = 0; i < 20; i++) {
            logs.put("g", i % 3 == 0 ? "s" : "t", now + i / 4, "m" + i);
        }
        List<String> ids = LogsHarness.texts(filter("").get("events"), "eventId");
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    filter(",'limit':3" + (token.isEmpty() ? "" : ",'nextToken':'" + token + "'"));
            paged.addAll(LogsHarness.texts(page.get("events"), "eventId"));
            token = page.path("nextToken").asText();
        } while (!token.isEmpty());
        assertThat(paged).isEqualTo(ids).hasSize(20);
        logs.close();
        logs = new LogsHarness(folder);
        assertThat(LogsHarness.texts(filter("").get("events"), "eventId")).isEqualTo(ids);
    }

    @Test
    void aCallLooksAtABoundedPartAndMayShowNothing() {
        String line = "x".repeat(1_000);
        String[] batch = new String[1_000];
        Arrays.fill(batch, line);
        for (int i = 0; i < 4; i++) {
            logs.put("g", "s", now + i * 1_000L, batch);
        }
        logs.put("g", "s", now + 5_000, "y");
        int emptyPages = 0;
        JsonNode page = filter(",'filterPattern':'%y%'");
        while (page.has("nextToken")) {
            assertThat(page.get("events")).isEmpty();
            emptyPages++;
            String token = page.get("nextToken").asText();
            page = filter(",'filterPattern':'%y%','nextToken':'" + token + "'");
        }
        assertThat(emptyPages).isBetween(1, 3);
        assertThat(messages(page)).containsExactly("y");
    }

    @Test
    void refusesPatternsAndStreamsThatAreNone() {
        assertThat(logs.refusal("FilterLogEvents", "{'logGroupName':'g','filterPattern':'a:b'}"))
                .isEqualTo("InvalidParameterException: Invalid character(s) in term ':'");
        assertThat(logs.refusal("FilterLogEvents", "{'logGroupName':'g','logStreamNames':['x']}"))
                .isEqualTo("ResourceNotFoundException: The specified log stream does not exist.");
        assertThat(
                        logs.refusal(
                                "FilterLogEvents",
                                "{'logGroupName':'g','logStreamNames':['s'],'logStreamNamePrefix':'s'}"))
                .contains("mutually exclusive");
    }
}
