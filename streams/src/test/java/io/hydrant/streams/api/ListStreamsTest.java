package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ListStreamsTest {
    @TempDir Path directory;

    private KinesisHarness kinesis;

    @BeforeEach
    void createStreams() {
        kinesis = new KinesisHarness(directory);
        for (String name : new String[] {"b", "a", "C", "d-1", "d"}) {
            kinesis.ask("CreateStream", "{'StreamName':'" + name + "','ShardCount':1}");
        }
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    @Test
    void listsNamesInOrder() {
        JsonNode answer = kinesis.ask("ListStreams", "{}");
        assertThat(names(answer)).containsExactly("C", "a", "b", "d", "d-1");
        assertThat(answer.get("HasMoreStreams").asBoolean()).isFalse();
        assertThat(answer.has("NextToken")).isFalse();
        assertThat(answer.get("StreamSummaries").get(0).toString().replace('"', '\''))
                .isEqualTo(
                        "{'StreamName':'C',"
                                + "'StreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/C',"
                                + "'StreamStatus':'ACTIVE',"
                                + "'StreamModeDetails':{'StreamMode':'PROVISIONED'},"
                                + "'StreamCreationTimestamp':1767225600}");
    }

    @Test
    void pagesByNameAsOldClientsDo() {
        List<String> seen = new ArrayList<>();
        JsonNode page = kinesis.ask("ListStreams", "{'Limit':2}");
        seen.addAll(names(page));
        while (page.get("HasMoreStreams").asBoolean()) {
            page =
                    kinesis.ask(
                            "ListStreams",
                            "{'Limit':2,'ExclusiveStartStreamName':'" + seen.getLast() + "'}");
            seen.addAll(names(page));
        }
        assertThat(seen).containsExactly("C", "a", "b", "d", "d-1");
    }

    @Test
    void pagesByTokenWhoeverRepeatsTheFirstRequest() {
        List<String> seen = new ArrayList<>();
        String first = "'Limit':2,'ExclusiveStartStreamName':'C'";
        JsonNode page = kinesis.ask("ListStreams", "{" + first + "}");
        seen.addAll(names(page));
        while (page.has("NextToken")) {
            page =
                    kinesis.ask(
                            "ListStreams",
                            "{" + first + ",'NextToken':'" + page.get("NextToken").asText() + "'}");
            seen.addAll(names(page));
        }
        assertThat(seen).containsExactly("a", "b", "d", "d-1");
    }

    @Test
    void tokensExpireAndAreOfOneKind() {
        String token = kinesis.ask("ListStreams", "{'Limit':1}").get("NextToken").asText();
        assertThat(kinesis.refusal("ListShards", "{'NextToken':'" + token + "'}"))
                .isEqualTo("InvalidArgumentException: Invalid NextToken.");
        kinesis.clock.advance(Duration.ofSeconds(301));
        assertThat(kinesis.refusal("ListStreams", "{'NextToken':'" + token + "'}"))
                .startsWith("ExpiredNextTokenException: ");
    }

    @Test
    void countsShardsAndOnDemandStreams() {
        kinesis.ask("CreateStream", "{'StreamName':'demand'}");
        assertThat(kinesis.ask("DescribeLimits", "{}").toString())
                .isEqualTo(
                        "{\"ShardLimit\":50,\"OpenShardCount\":9,\"OnDemandStreamCount\":1,"
                                + "\"OnDemandStreamCountLimit\":50}");
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.get("StreamNames").forEach(name -> names.add(name.asText()));
        return names;
    }
}
