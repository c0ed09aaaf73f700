package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Also of what DescribeStreamSummary and ListStreams show of a stream.
class DescribeStreamTest {
    @TempDir Path directory;

    private KinesisHarness kinesis;

    @BeforeEach
    void open() {
        kinesis = new KinesisHarness(directory);
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    /// Source: a capture of the service for the members a plain stream has.
    @Test
    void describesAPlainStream() {
        kinesis.createClicks(1);
        assertThat(kinesis.describe().toString().replace('"', '\''))
                .isEqualTo(
                        "{'StreamName':'clicks',"
                            + "'StreamARN':'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks',"
                            + "'StreamStatus':'ACTIVE',"
                            + "'StreamModeDetails':{'StreamMode':'PROVISIONED'},"
                            + "'Shards':[{'ShardId':'shardId-000000000000','HashKeyRange':"
                            + "{'StartingHashKey':'0','EndingHashKey':"
                            + "'340282366920938463463374607431768211455'},"
                            + "'SequenceNumberRange':{'StartingSequenceNumber':"
                            + "'49670424472731169861061894383142885425265240724400504834'}}],"
                            + "'HasMoreShards':false,'RetentionPeriodHours':24,"
                            + "'StreamCreationTimestamp':1767225600,"
                            + "'EnhancedMonitoring':[{'ShardLevelMetrics':[]}],"
                            + "'EncryptionType':'NONE'}");
    }

    @Test
    void summarizes() {
        kinesis.createClicks(3);
        kinesis.addConsumer();
        JsonNode summary = kinesis.summary();
        assertThat(summary.has("Shards")).isFalse();
        assertThat(summary.get("OpenShardCount").asInt()).isEqualTo(3);
        assertThat(summary.get("ConsumerCount").asInt()).isEqualTo(1);
        assertThat(summary.get("MaxRecordSizeInKiB").asInt()).isEqualTo(1024);
        assertThat(summary.has("WarmThroughput")).isFalse();
    }

    @Test
    void showsNoShardsWhileCreating() {
        kinesis.call("CreateStream", "{'StreamName':'clicks','ShardCount':1}");
        KinesisHarness.Answer answer = kinesis.call("DescribeStream", "{'StreamName':'clicks'}");
        JsonNode stream = answer.body().get("StreamDescription");
        assertThat(stream.get("StreamStatus").asText()).isEqualTo("CREATING");
        assertThat(stream.get("Shards")).isEmpty();
        assertThat(
                        kinesis.call("DescribeStreamSummary", "{'StreamName':'clicks'}")
                                .body()
                                .at("/StreamDescriptionSummary/OpenShardCount")
                                .asInt())
                .isZero();
    }

    @Test
    void aStreamWithoutModeAndCountIsOnDemandWithFourShards() {
        kinesis.ask("CreateStream", "{'StreamName':'clicks'}");
        JsonNode stream = kinesis.describe();
        assertThat(stream.at("/StreamModeDetails/StreamMode").asText()).isEqualTo("ON_DEMAND");
        assertThat(stream.get("Shards")).hasSize(4);
    }

    @Test
    void pagesThroughShards() {
        kinesis.createClicks(5);
        List<String> seen = new ArrayList<>();
        String after = "";
        boolean more = true;
        while (more) {
            JsonNode page =
                    kinesis.ask("DescribeStream", "{'StreamName':'clicks','Limit':2" + after + "}")
                            .get("StreamDescription");
            page.get("Shards").forEach(shard -> seen.add(shard.get("ShardId").asText()));
            more = page.get("HasMoreShards").asBoolean();
            after = ",'ExclusiveStartShardId':'" + seen.getLast() + "'";
        }
        assertThat(seen)
                .containsExactly(
                        "shardId-000000000000",
                        "shardId-000000000001",
                        "shardId-000000000002",
                        "shardId-000000000003",
                        "shardId-000000000004");
    }

    @Test
    void showsParentsAndTheEndOfClosedShards() {
        kinesis.createClicks(1);
        kinesis.ask(
                "SplitShard",
                "{'StreamName':'clicks','ShardToSplit':'shardId-000000000000',"
                        + "'NewStartingHashKey':'170141183460469231731687303715884105728'}");
        kinesis.ask(
                "MergeShards",
                "{'StreamName':'clicks','ShardToMerge':'shardId-000000000001',"
                        + "'AdjacentShardToMerge':'shardId-000000000002'}");
        JsonNode shards = kinesis.describe().get("Shards");
        assertThat(shards).hasSize(4);
        assertThat(shards.get(0).at("/SequenceNumberRange/EndingSequenceNumber").asText())
                .isNotEmpty();
        assertThat(shards.get(1).get("ParentShardId").asText()).isEqualTo("shardId-000000000000");
        assertThat(shards.get(1).has("AdjacentParentShardId")).isFalse();
        assertThat(shards.get(3).get("ParentShardId").asText()).isEqualTo("shardId-000000000001");
        assertThat(shards.get(3).get("AdjacentParentShardId").asText())
                .isEqualTo("shardId-000000000002");
        assertThat(shards.get(3).at("/SequenceNumberRange/EndingSequenceNumber").isMissingNode())
                .isTrue();
    }

    @Test
    void settingsAreDescribed() {
        kinesis.createClicks(1);
        String key = "arn:aws:kms:eu-west-1:111122223333:key/1234";
        kinesis.ask(
                "StartStreamEncryption",
                "{'StreamName':'clicks','EncryptionType':'KMS','KeyId':'" + key + "'}");
        kinesis.ask(
                "IncreaseStreamRetentionPeriod",
                "{'StreamName':'clicks','RetentionPeriodHours':8760}");
        kinesis.ask(
                "UpdateMaxRecordSize",
                "{'StreamARN':'" + KinesisHarness.ARN + "','MaxRecordSizeInKiB':10240}");
        JsonNode summary = kinesis.summary();
        assertThat(summary.get("EncryptionType").asText()).isEqualTo("KMS");
        assertThat(summary.get("KeyId").asText()).isEqualTo(key);
        assertThat(summary.get("RetentionPeriodHours").asInt()).isEqualTo(8760);
        assertThat(summary.get("MaxRecordSizeInKiB").asInt()).isEqualTo(10240);
        kinesis.ask(
                "StopStreamEncryption",
                "{'StreamName':'clicks','EncryptionType':'KMS','KeyId':'" + key + "'}");
        assertThat(kinesis.describe().get("EncryptionType").asText()).isEqualTo("NONE");
        assertThat(kinesis.describe().has("KeyId")).isFalse();
    }

    @Test
    void metricsByShardAreDescribed() {
        kinesis.createClicks(1);
        JsonNode enabled =
                kinesis.ask(
                        "EnableEnhancedMonitoring",
                        "{'StreamName':'clicks','ShardLevelMetrics':['OutgoingBytes','IncomingBytes']}");
        assertThat(enabled.get("CurrentShardLevelMetrics")).isEmpty();
        assertThat(enabled.get("DesiredShardLevelMetrics").toString())
                .isEqualTo("[\"IncomingBytes\",\"OutgoingBytes\"]");
        kinesis.ask(
                "EnableEnhancedMonitoring", "{'StreamName':'clicks','ShardLevelMetrics':['ALL']}");
        assertThat(kinesis.summary().at("/EnhancedMonitoring/0/ShardLevelMetrics")).hasSize(7);
        JsonNode disabled =
                kinesis.ask(
                        "DisableEnhancedMonitoring",
                        "{'StreamName':'clicks','ShardLevelMetrics':['IncomingBytes']}");
        assertThat(disabled.get("CurrentShardLevelMetrics")).hasSize(7);
        assertThat(disabled.get("DesiredShardLevelMetrics")).hasSize(6);
    }

    @Test
    void tellsWhatScalingStartsFrom() {
        kinesis.createClicks(2);
        assertThat(
                        kinesis.ask(
                                        "UpdateShardCount",
                                        "{'StreamName':'clicks','TargetShardCount':3,"
                                                + "'ScalingType':'UNIFORM_SCALING'}")
                                .toString())
                .isEqualTo(
                        "{\"StreamName\":\"clicks\",\"CurrentShardCount\":2,\"TargetShardCount\":3,"
                                + "\"StreamARN\":\""
                                + KinesisHarness.ARN
                                + "\"}");
        assertThat(kinesis.summary().get("OpenShardCount").asInt()).isEqualTo(3);
    }
}
