package io.hydrant.observability.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class LogStreamsTest {
    @TempDir Path folder;
    private LogsHarness logs;

    @BeforeEach
    void open() {
        logs = new LogsHarness(folder);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private List<String> names(String members) {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            String next = token.isEmpty() ? "" : ",'nextToken':'" + token + "'";
            JsonNode page =
                    logs.ask("DescribeLogStreams", "{'logGroupName':'g'" + members + next + "}");
            names.addAll(LogsHarness.texts(page.get("logStreams"), "logStreamName"));
            token = page.path("nextToken").asText();
        } while (!token.isEmpty());
        return names;
    }

    @Test
    void describesAStream() {
        logs.create("g", "2026/11/20/[$LATEST]0a");
        long now = logs.clock.millis();
        String empty = logs.ask("DescribeLogStreams", "{'logGroupName':'g'}").toString();
        assertThat(empty)
                .contains(
                        "\"logStreamName\":\"2026/11/20/[$LATEST]0a\",\"creationTime\":" + now,
                        "\"arn\":\"arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:2026/11/20/[$LATEST]0a\"",
                        "\"storedBytes\":0")
                .doesNotContain("firstEventTimestamp", "lastEventTimestamp", "lastIngestionTime");
        logs.put("g", "2026/11/20/[$LATEST]0a", now - 5_000, "a", "b");
        JsonNode stream =
                logs.ask("DescribeLogStreams", "{'logGroupIdentifier':'g'}").at("/logStreams/0");
        assertThat(stream.get("firstEventTimestamp").asLong()).isEqualTo(now - 5_000);
        assertThat(stream.get("lastEventTimestamp").asLong()).isEqualTo(now - 4_999);
        assertThat(stream.get("lastIngestionTime").asLong()).isEqualTo(now);
        assertThat(stream.get("uploadSequenceToken").asText()).hasSize(56);
    }

    @Test
    void listsByNameAndByTimeOfTheLastEvent() {
        logs.create("g", "a", "b", "c", "d", "ab");
        long now = logs.clock.millis();
        logs.put("g", "c", now - 3, "x");
        logs.put("g", "a", now - 2, "x");
        logs.put("g", "d", now - 1, "x");
        assertThat(names(",'limit':2")).containsExactly("a", "ab", "b", "c", "d");
        assertThat(names(",'limit':2,'descending':true")).containsExactly("d", "c", "b", "ab", "a");
        assertThat(names(",'logStreamNamePrefix':'a'")).containsExactly("a", "ab");
        assertThat(names(",'orderBy':'LastEventTime','limit':2"))
                .containsExactly("ab", "b", "c", "a", "d");
        assertThat(names(",'orderBy':'LastEventTime','descending':true,'limit':2"))
                .containsExactly("d", "a", "c", "b", "ab");
        assertThat(
                        logs.refusal(
                                "DescribeLogStreams",
                                "{'logGroupName':'g','orderBy':'LastEventTime','logStreamNamePrefix':'a'}"))
                .isEqualTo(
                        "InvalidParameterException: Cannot order by LastEventTime with a"
                                + " logStreamNamePrefix.");
    }

    @Test
    void wantsANameOrAnArnOfTheGroup() {
        assertThat(
                        logs.refusal(
                                "DescribeLogStreams",
                                "{'logGroupName':'g','logGroupIdentifier':'g'}"))
                .isEqualTo(
                        "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive"
                                + " parameters.");
        assertThat(logs.refusal("DescribeLogStreams", "{}"))
                .startsWith("InvalidParameterException: Either");
    }

    @Test
    void createsAndDeletesStreams() {
        logs.create("g", "s");
        String s = "{'logGroupName':'g','logStreamName':'s'}";
        assertThat(logs.refusal("CreateLogStream", s))
                .isEqualTo(
                        "ResourceAlreadyExistsException: The specified log stream already exists");
        logs.put("g", "s", logs.clock.millis(), "old");
        logs.ask("DeleteLogStream", s);
        assertThat(logs.refusal("DeleteLogStream", s))
                .isEqualTo("ResourceNotFoundException: The specified log stream does not exist.");
        logs.ask("CreateLogStream", s);
        assertThat(logs.ask("GetLogEvents", s).get("events")).isEmpty();
        assertThat(logs.refusal("CreateLogStream", "{'logGroupName':'g','logStreamName':'a:b'}"))
                .contains("failed to satisfy constraint");
    }
}
