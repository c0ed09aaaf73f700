package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.client.SignedJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stream of `docs/how-to/partition-by-event-time.md`, as it is written there: events are in
/// the folder of their own time, in whatever order and however late they arrive.
class EventTimeTest {
    private static final Path DOCUMENT =
            Path.of("..", "docs", "how-to", "partition-by-event-time.md");
    private static final Pattern REQUEST = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void eventsAreInTheFolderOfTheirOwnTime() throws Exception {
        JsonNode request = request();
        String stream = request.required("DeliveryStreamName").textValue();
        String bucket =
                request.at("/ExtendedS3DestinationConfiguration/BucketARN")
                        .textValue()
                        .replace("arn:aws:s3:::", "");
        LocalDate before = today();
        try (Lake lake = new Lake(folder, bucket)) {
            SignedJson firehose = SignedJson.firehose(lake.endpoint(), Lake.LIMIT);
            assertThat(firehose.call("CreateDeliveryStream", request).isGood()).isTrue();
            lake.awaitActive(stream);
            String january = event("2026-01-31T23:59:59.999Z");
            String february = event("2026-02-01T00:00:00Z");
            String future = event("2099-12-31T12:00:00Z");
            lake.put(stream, bytes(february, january, future));
            lake.flush(stream);
            String late = event("2026-01-31T23:05:00.250Z");
            String old = event("1969-07-20T20:17:40Z");
            String never = event("soon");
            String without = "{\"user\":1}";
            lake.put(stream, bytes(old, late, never, without));
            lake.flush(stream);

            Map<String, List<String>> expected =
                    Map.of(
                            "1969-07-20/hour=20", List.of(old),
                            "2026-01-31/hour=23", List.of(january, late),
                            "2026-02-01/hour=00", List.of(february),
                            "2099-12-31/hour=12", List.of(future));
            assertThat(lake.folders("events/"))
                    .allMatch(each -> arrivedBetween(each, before, today()))
                    .extracting(each -> each.replaceAll("^events/date=|/arrived=.*", ""))
                    .containsOnlyOnceElementsOf(expected.keySet())
                    .hasSameSizeAs(expected.keySet());
            expected.forEach(
                    (hour, events) ->
                            assertThat(TransformingLake.lines(lake, "events/date=" + hour + "/"))
                                    .as(hour)
                                    .containsExactlyInAnyOrderElementsOf(events));
            assertThat(
                            TransformingLake.errorLines(
                                    lake, "events-failed/metadata-extraction-failed/"))
                    .extracting(TransformingLake::rawData)
                    .containsExactlyInAnyOrderElementsOf(bytes(never, without));
        }
    }

    private static JsonNode request() throws Exception {
        Matcher block = REQUEST.matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).as("a request in %s", DOCUMENT).isTrue();
        return new ObjectMapper().readTree(block.group(1));
    }

    private static boolean arrivedBetween(String folder, LocalDate from, LocalDate to) {
        LocalDate arrived = LocalDate.parse(folder.replaceAll("^.*/arrived=|/$", ""));
        return !arrived.isBefore(from) && !arrived.isAfter(to);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static String event(String time) {
        return "{\"event_time\":\"" + time + "\",\"user\":1}";
    }

    private static List<byte[]> bytes(String... events) {
        return List.of(events).stream().map(e -> e.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
