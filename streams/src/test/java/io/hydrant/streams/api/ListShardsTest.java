package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ListShardsTest {
    @TempDir Path directory;

    private KinesisHarness kinesis;

    /// Shards 0 and 1 from 00:00:00.250; 0 split into 2 and 3 at 01:00; 2 and 3 merged into 4 at
    /// 02:00.
    @BeforeEach
    void createStream() {
        kinesis = new KinesisHarness(directory);
        kinesis.createClicks(2);
        kinesis.clock.advance(Duration.ofHours(1));
        kinesis.ask(
                "SplitShard",
                "{'StreamName':'clicks','ShardToSplit':'shardId-000000000000',"
                        + "'NewStartingHashKey':'1000'}");
        kinesis.clock.advance(Duration.ofHours(1));
        kinesis.ask(
                "MergeShards",
                "{'StreamName':'clicks','ShardToMerge':'shardId-000000000002',"
                        + "'AdjacentShardToMerge':'shardId-000000000003'}");
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|0 1 2 3 4",
                ",'ShardFilter':{'Type':'FROM_TRIM_HORIZON'}|0 1 2 3 4",
                ",'ShardFilter':{'Type':'AT_TRIM_HORIZON'}|0 1",
                ",'ShardFilter':{'Type':'AT_LATEST'}|1 4",
                ",'ShardFilter':{'Type':'AFTER_SHARD_ID','ShardId':'shardId-000000000001'}|2 3 4",
                ",'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1767225601}|0 1",
                ",'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1767231000}|1 2 3",
                ",'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1767229200.250}|0 1 2 3",
                ",'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1767240000}|1 4",
                ",'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1}|0 1",
                ",'ShardFilter':{'Type':'FROM_TIMESTAMP','Timestamp':1767229200.250}|0 1 2 3 4",
                ",'ShardFilter':{'Type':'FROM_TIMESTAMP','Timestamp':1767229200.251}|1 2 3 4",
                ",'ShardFilter':{'Type':'FROM_TIMESTAMP','Timestamp':1}|0 1 2 3 4",
                ",'ExclusiveStartShardId':'shardId-000000000003'|4",
                ",'StreamCreationTimestamp':1767225600|0 1 2 3 4",
            })
    void filters(String members, String expected) {
        JsonNode answer =
                kinesis.ask(
                        "ListShards",
                        "{'StreamName':'clicks'" + (members == null ? "" : members) + "}");
        assertThat(indices(answer)).isEqualTo(expected);
        assertThat(answer.has("NextToken")).isFalse();
    }

    @Test
    void shardsClosedBeforeTheTrimHorizonAreNotOpenAtIt() {
        kinesis.clock.advance(Duration.ofHours(23));
        assertThat(
                        indices(
                                kinesis.ask(
                                        "ListShards",
                                        "{'StreamName':'clicks','ShardFilter':{'Type':'AT_TRIM_HORIZON'}}")))
                .isEqualTo("1 2 3");
    }

    @Test
    void pagesKeepTheFilter() {
        List<String> seen = new ArrayList<>();
        JsonNode page =
                kinesis.ask(
                        "ListShards",
                        "{'StreamName':'clicks','MaxResults':1,'ShardFilter':{'Type':'AFTER_SHARD_ID',"
                            + "'ShardId':'shardId-000000000001'}}");
        seen.add(indices(page));
        while (page.has("NextToken")) {
            page =
                    kinesis.ask(
                            "ListShards",
                            "{'MaxResults':1,'NextToken':'"
                                    + page.get("NextToken").asText()
                                    + "'}");
            seen.add(indices(page));
        }
        assertThat(seen).containsExactly("2", "3", "4");
    }

    @Test
    void tokensLive300Seconds() {
        String token = token();
        kinesis.clock.advance(Duration.ofSeconds(300));
        kinesis.ask("ListShards", "{'NextToken':'" + token + "'}");
        kinesis.clock.advance(Duration.ofMillis(1));
        assertThat(kinesis.refusal("ListShards", "{'NextToken':'" + token + "'}"))
                .startsWith("ExpiredNextTokenException: ");
    }

    @Test
    void tokensBelongToOneLifeOfAStream() {
        String token = token();
        kinesis.ask("DeleteStream", "{'StreamName':'clicks'}");
        kinesis.clock.advance(Duration.ofSeconds(1));
        kinesis.createClicks(3);
        assertThat(kinesis.refusal("ListShards", "{'NextToken':'" + token + "'}"))
                .startsWith("ResourceNotFoundException: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|InvalidArgumentException: Either NextToken or StreamName should be provided.",
                "{'NextToken':'TOKEN','StreamName':'clicks'}|InvalidArgumentException: NextToken"
                        + " and StreamName cannot be provided together.",
                "{'NextToken':'TOKEN','StreamCreationTimestamp':1}|InvalidArgumentException:"
                        + " NextToken and StreamCreationTimestamp cannot be provided together.",
                "{'NextToken':'TOKEN','ExclusiveStartShardId':'x'}|InvalidArgumentException:"
                        + " NextToken and ExclusiveStartShardId cannot be provided together.",
                "{'NextToken':'TOKEN','ShardFilter':{'Type':'AT_LATEST'}}|InvalidArgumentException:"
                        + " NextToken and another ShardFilter cannot be provided together.",
                "{'NextToken':'nonsense'}|InvalidArgumentException: Invalid NextToken.",
                "{'NextToken':'!'}|InvalidArgumentException: Invalid NextToken.",
                "{'StreamName':'clicks','StreamCreationTimestamp':1767225601}|ResourceNotFoundException:"
                    + " Stream clicks under account 111122223333 not found.",
                "{'StreamName':'clicks','ShardFilter':{'Type':'AFTER_SHARD_ID'}}|InvalidArgumentException:"
                    + " ShardFilter.ShardId is required for ShardFilter.Type AFTER_SHARD_ID.",
                "{'StreamName':'clicks','ShardFilter':{'Type':'AT_TIMESTAMP'}}|InvalidArgumentException:"
                    + " ShardFilter.Timestamp is required for ShardFilter.Type AT_TIMESTAMP.",
                "{'StreamName':'clicks','ShardFilter':{'Type':'AT_LATEST','ShardId':'x'}}|InvalidArgumentException:"
                    + " ShardFilter.ShardId is not expected for ShardFilter.Type AT_LATEST.",
            })
    void refusals(String body, String expected) {
        assertThat(kinesis.refusal("ListShards", body.replace("TOKEN", token())))
                .isEqualTo(expected);
    }

    @Test
    void garbledTokensAreRefused() {
        String token = token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String garbled = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(kinesis.call("ListShards", "{'NextToken':'" + garbled + "'}").status())
                    .isIn(200, 400);
        }
    }

    private String token() {
        return kinesis.ask("ListShards", "{'StreamName':'clicks','MaxResults':1}")
                .get("NextToken")
                .asText();
    }

    private static String indices(JsonNode answer) {
        List<String> indices = new ArrayList<>();
        answer.get("Shards")
                .forEach(
                        shard ->
                                indices.add(
                                        shard.get("ShardId")
                                                .asText()
                                                .replaceFirst("shardId-0{11}", "")));
        return String.join(" ", indices);
    }
}
