package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;

/// What refusals say, word by word.
///
/// Source: texts as emulators (kinesalite, moto) copied them from the service.

class StreamRefusalsTest {
    private static final String UNDER = " under account 111122223333";

    @TempDir Path directory;

    private KinesisHarness kinesis;

    @BeforeEach
    void createStreams() {
        kinesis = new KinesisHarness(directory);
        kinesis.createClicks(2);
        kinesis.ask("CreateStream", "{'StreamName':'demand'}");
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    /// Each line: operation, members beside the stream's name.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "DeleteStream|-",
                "DescribeStream|-",
                "DescribeStreamSummary|-",
                "ListShards|-",
                "ListTagsForStream|-",
                "UpdateShardCount|'TargetShardCount':4,'ScalingType':'UNIFORM_SCALING'",
                "SplitShard|'ShardToSplit':'shardId-000000000000','NewStartingHashKey':'9'",
                "MergeShards|'ShardToMerge':'shardId-000000000000','AdjacentShardToMerge':'shardId-000000000001'",
                "IncreaseStreamRetentionPeriod|'RetentionPeriodHours':48",
                "DecreaseStreamRetentionPeriod|'RetentionPeriodHours':24",
                "UpdateStreamWarmThroughput|'WarmThroughputMiBps':1",
                "AddTagsToStream|'Tags':{'a':'b'}",
                "RemoveTagsFromStream|'TagKeys':['a']",
                "StartStreamEncryption|'EncryptionType':'KMS','KeyId':'alias/aws/kinesis'",
                "StopStreamEncryption|'EncryptionType':'KMS','KeyId':'alias/aws/kinesis'",
                "EnableEnhancedMonitoring|'ShardLevelMetrics':['ALL']",
                "DisableEnhancedMonitoring|'ShardLevelMetrics':['ALL']",
            })
    void streamsThatAreNotThere(String operation, String members) {
        String more = members == null ? "" : "," + members;
        String arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/nope";
        String expected = "ResourceNotFoundException: Stream nope" + UNDER + " not found.";
        assertThat(kinesis.refusal(operation, "{'StreamName':'nope'" + more + "}"))
                .isEqualTo(expected);
        assertThat(kinesis.refusal(operation, "{'StreamARN':'" + arn + "'" + more + "}"))
                .isEqualTo(expected);
        assertThat(
                        kinesis.refusal(
                                operation,
                                "{'StreamName':'other','StreamARN':'" + arn + "'" + more + "}"))
                .startsWith("InvalidArgumentException: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DeleteStream|",
                "DescribeStream|",
                "DescribeStreamSummary|",
                "ListTagsForStream|",
                "AddTagsToStream|'Tags':{'a':'b'}",
                "UpdateMaxRecordSize|'MaxRecordSizeInKiB':2048",
            })
    void neitherNameNorArn(String operation, String members) {
        assertThat(kinesis.refusal(operation, "{" + (members == null ? "" : members) + "}"))
                .isEqualTo(
                        "InvalidArgumentException: Either StreamName or StreamARN must be"
                                + " specified.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "shardId-5|9|ResourceNotFoundException: Could not find shard shardId-000000000005"
                        + " in stream clicks",
                "2147483647|9|ResourceNotFoundException: Could not find shard shardId-002147483647"
                        + " in stream clicks",
                "2147483648|9|ResourceNotFoundException: Could not find shard 2147483648 in stream"
                        + " clicks",
                "shardId-002147483648|9|ResourceNotFoundException: Could not find shard"
                        + " shardId-002147483648 in stream clicks",
                "ABKLFD8|9|ResourceNotFoundException: Could not find shard ABKLFD8 in stream"
                        + " clicks",
                "2.14E4|9|ResourceNotFoundException: Could not find shard 2.14E4 in stream clicks",
                "shard-0|1|InvalidArgumentException: NewStartingHashKey 1 used in SplitShard() on"
                        + " shard shardId-000000000000 in stream clicks",
                "anything-1|1|InvalidArgumentException: NewStartingHashKey 1 used in SplitShard()"
                        + " on shard shardId-000000000001 in stream clicks",
                "shardId-000000000007|9|ResourceNotFoundException: Could not find shard"
                        + " shardId-000000000007 in stream clicks",
                "shardId-000000000000|1|InvalidArgumentException: NewStartingHashKey 1 used in"
                        + " SplitShard() on shard shardId-000000000000 in stream clicks",
            })
    void badSplits(String shard, String key, String start) {
        assertThat(split(shard, key)).startsWith(start + UNDER);
    }

    @Test
    void badSplitPointsAreToldWithTheRange() {
        String end = "170141183460469231731687303715884105727";
        for (String key : new String[] {"0", "1", end, "340282366920938463463374607431768211456"}) {
            assertThat(split("shardId-000000000000", key))
                    .isEqualTo(
                            "InvalidArgumentException: NewStartingHashKey "
                                    + key
                                    + " used in SplitShard() on shard shardId-000000000000 in"
                                    + " stream clicks under account 111122223333 is not both"
                                    + " greater than one plus the shard's StartingHashKey 0 and"
                                    + " less than the shard's EndingHashKey "
                                    + end
                                    + ".");
        }
        kinesis.ask(
                "SplitShard",
                "{'StreamName':'clicks','ShardToSplit':'shardId-000000000000','NewStartingHashKey':'2'}");
        assertThat(split("shardId-000000000000", "100"))
                .isEqualTo(
                        "InvalidArgumentException: Shard shardId-000000000000 in stream clicks"
                                + " under account 111122223333 has already been merged or split,"
                                + " and thus is not eligible for merging or splitting.");
    }

    private String split(String shard, String key) {
        return kinesis.refusal(
                "SplitShard",
                "{'StreamName':'clicks','ShardToSplit':'%s','NewStartingHashKey':'%s'}"
                        .formatted(shard, key));
    }

    @Test
    void malformedShardsAreToldBeforeStreamsThatAreNotThere() {
        assertThat(
                        kinesis.refusal(
                                "SplitShard",
                                "{'StreamName':'nope','ShardToSplit':'x','NewStartingHashKey':'9'}"))
                .isEqualTo(
                        "ResourceNotFoundException: Could not find shard x in stream nope under"
                                + " account 111122223333.");
    }

    @Test
    void badMerges() {
        assertThat(merge("shardId-000000000001", "shardId-000000000000"))
                .isEqualTo(
                        "InvalidArgumentException: Shards shardId-000000000001 and"
                                + " shardId-000000000000 in stream clicks under account"
                                + " 111122223333 are not an adjacent pair of shards eligible for"
                                + " merging");
        assertThat(merge("shardId-000000000001", "bad"))
                .isEqualTo(
                        "ResourceNotFoundException: Could not find shard bad in stream clicks under"
                                + " account 111122223333.");
    }

    private String merge(String lower, String upper) {
        return kinesis.refusal(
                "MergeShards",
                "{'StreamName':'clicks','ShardToMerge':'%s','AdjacentShardToMerge':'%s'}"
                        .formatted(lower, upper));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|LimitExceededException: UpdateShardCount cannot scale up over double your"
                    + " current open shard count. Current open shard count: 2 Target shard count:"
                    + " 5",
                "10001|LimitExceededException: UpdateShardCount cannot scale a stream to more than"
                        + " 10000 shards. Current open shard count: 2 Target shard count: 10001",
                "2|InvalidArgumentException: UpdateShardCount needs another shard count than the"
                        + " current one. Current open shard count: 2 Target shard count: 2",
            })
    void badScaling(int target, String expected) {
        assertThat(scale("clicks", target)).isEqualTo(expected);
    }

    @Test
    void scalesAtMostTenTimesADay() {
        for (int i = 0; i < 5; i++) {
            kinesis.ask("UpdateShardCount", scaling("clicks", 1));
            kinesis.ask("UpdateShardCount", scaling("clicks", 2));
        }
        assertThat(scale("clicks", 1))
                .isEqualTo(
                        "LimitExceededException: Stream clicks under account 111122223333 was"
                                + " scaled 10 times in the last 24 hours, which is the limit.");
        kinesis.clock.advance(Duration.ofHours(24));
        kinesis.ask("UpdateShardCount", scaling("clicks", 1));
    }

    private String scale(String stream, int target) {
        return kinesis.refusal("UpdateShardCount", scaling(stream, target));
    }

    private static String scaling(String stream, int target) {
        return "{'StreamName':'%s','TargetShardCount':%d,'ScalingType':'UNIFORM_SCALING'}"
                .formatted(stream, target);
    }

    @Test
    void onDemandStreamsAreNotResharded() {
        String expected =
                "ValidationException: Request is invalid. Stream demand under account 111122223333"
                        + " is in On-Demand mode.";
        assertThat(scale("demand", 8)).isEqualTo(expected);
        assertThat(
                        kinesis.refusal(
                                "SplitShard",
                                "{'StreamName':'demand','ShardToSplit':'shardId-000000000000','NewStartingHashKey':'9'}"))
                .isEqualTo(expected);
        assertThat(
                        kinesis.refusal(
                                "MergeShards",
                                "{'StreamName':'demand','ShardToMerge':'shardId-000000000000','AdjacentShardToMerge':'shardId-000000000001'}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Increase|23|Minimum allowed retention period is 24 hours. Requested retention"
                        + " period (23 hours) is too short.",
                "Decrease|23|Minimum allowed retention period is 24 hours. Requested retention"
                        + " period (23 hours) is too short.",
                "Increase|8761|Maximum allowed retention period is 8760 hours. Requested retention"
                        + " period (8761 hours) is too long.",
                "Increase|25|Requested retention period (25 hours) for stream clicks can not be"
                        + " shorter than existing retention period (30 hours). Use"
                        + " DecreaseRetentionPeriod API.",
                "Decrease|31|Requested retention period (31 hours) for stream clicks can not be"
                        + " longer than existing retention period (30 hours). Use"
                        + " IncreaseRetentionPeriod API.",
            })
    void badRetention(String direction, int hours, String expected) {
        kinesis.ask(
                "IncreaseStreamRetentionPeriod",
                "{'StreamName':'clicks','RetentionPeriodHours':30}");
        assertThat(
                        kinesis.refusal(
                                direction + "StreamRetentionPeriod",
                                "{'StreamName':'clicks','RetentionPeriodHours':" + hours + "}"))
                .isEqualTo("InvalidArgumentException: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a!':'b'}|Some tags contain invalid characters. Valid characters: Unicode"
                        + " letters, digits, white space, _ . / = + - % @.",
                "{'a':'b;'}|Some tags contain invalid characters. Valid characters: Unicode"
                        + " letters, digits, white space, _ . / = + - % @.",
                "{'a%':'b'}|Failed to add tags to stream clicks under account 111122223333 because"
                    + " some tags contained illegal characters. The allowed characters are Unicode"
                    + " letters, white-spaces, '_',',','/','=','+','-','@',':'.",
                "{'aws:x':'b'}|Failed to add tags to stream clicks under account 111122223333"
                        + " because the tag aws:x begins with aws:, which is reserved.",
            },
            quoteCharacter = '`')
    void badTags(String tags, String expected) {
        assertThat(
                        kinesis.refusal(
                                "AddTagsToStream", "{'StreamName':'clicks','Tags':" + tags + "}"))
                .isEqualTo("InvalidArgumentException: " + expected);
    }

    @Test
    void tooManyTags() {
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            tags.append(i == 0 ? "" : ",").append("'k").append(i).append("':'v'");
        }
        assertThat(
                        kinesis.refusal(
                                "AddTagsToStream", "{'StreamName':'clicks','Tags':{" + tags + "}}"))
                .isEqualTo(
                        "InvalidArgumentException: Failed to add tags to stream clicks under"
                                + " account 111122223333 because a given stream cannot have more"
                                + " than 50 tags associated with it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'StreamName':'clicks','ShardCount':1}|ResourceInUseException: Stream clicks under"
                        + " account 111122223333 already exists.",
                "{'StreamName':'x','ShardCount':1,'StreamModeDetails':{'StreamMode':'ON_DEMAND'}}|InvalidArgumentException:"
                    + " ShardCount is not expected when StreamMode=ON_DEMAND",
                "{'StreamName':'x','StreamModeDetails':{'StreamMode':'PROVISIONED'}}|InvalidArgumentException:"
                    + " ShardCount is required when StreamMode=PROVISIONED",
                "{'StreamName':'x','ShardCount':1,'WarmThroughputMiBps':5}|InvalidArgumentException:"
                    + " WarmThroughputMiBps is only for streams with StreamMode=ON_DEMAND.",
                "{'StreamName':'x','WarmThroughputMiBps':5}|InvalidArgumentException: Warm"
                        + " throughput needs MinimumThroughputBillingCommitment enabled for account"
                        + " 111122223333 in eu-west-1.",
                "{'StreamName':'x','ShardCount':45}|LimitExceededException: This request would"
                    + " exceed the shard limit for the account 111122223333 in eu-west-1. Current"
                    + " shard count for the account: 6. Limit: 50. Number of additional shards that"
                    + " would have resulted from this request: 45. Refer to the AWS Service Limits"
                    + " page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html)"
                    + " for current limits and how to request higher limits.",
            })
    void badCreations(String body, String expected) {
        assertThat(kinesis.refusal("CreateStream", body)).isEqualTo(expected);
    }

    @Test
    void modeChangesAtMostTwiceADay() {
        changeMode("ON_DEMAND");
        changeMode("PROVISIONED");
        assertThat(
                        kinesis.refusal(
                                "UpdateStreamMode",
                                "{'StreamARN':'"
                                        + KinesisHarness.ARN
                                        + "','StreamModeDetails':{'StreamMode':'ON_DEMAND'}}"))
                .startsWith("LimitExceededException: Stream clicks under account 111122223333");
    }

    private void changeMode(String mode) {
        kinesis.ask(
                "UpdateStreamMode",
                "{'StreamARN':'"
                        + KinesisHarness.ARN
                        + "','StreamModeDetails':{'StreamMode':'"
                        + mode
                        + "'}}");
    }

    @Test
    void encryptionStartsAtMost25TimesADay() {
        String body = "{'StreamName':'clicks','EncryptionType':'KMS','KeyId':'alias/aws/kinesis'}";
        for (int i = 0; i < 25; i++) {
            kinesis.ask("StartStreamEncryption", body);
        }
        assertThat(kinesis.refusal("StartStreamEncryption", body))
                .startsWith("LimitExceededException: ");
        kinesis.ask("StopStreamEncryption", body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'EncryptionType':'NONE','KeyId':'alias/aws/kinesis'|StartStreamEncryption needs"
                        + " EncryptionType KMS but was given NONE.",
                "'EncryptionType':'KMS','KeyId':'arn:aws:s3:::x'|KeyId arn:aws:s3:::x is not the"
                        + " ARN of a key or of an alias.",
            })
    void badEncryption(String members, String expected) {
        assertThat(
                        kinesis.refusal(
                                "StartStreamEncryption", "{'StreamName':'clicks'," + members + "}"))
                .isEqualTo("InvalidArgumentException: " + expected);
    }

    @Test
    void policiesAreJson() {
        assertThat(
                        kinesis.refusal(
                                "PutResourcePolicy",
                                "{'ResourceARN':'" + KinesisHarness.ARN + "','Policy':'[]'}"))
                .isEqualTo("InvalidArgumentException: Policy is not a JSON object.");
        assertThat(
                        kinesis.refusal(
                                "PutResourcePolicy",
                                "{'ResourceARN':'" + KinesisHarness.ARN + "','Policy':'{x'}"))
                .startsWith("InvalidArgumentException: Policy is not valid JSON: ");
    }

    @Test
    void consumersMakeDeletionAskTwice() {
        kinesis.addConsumer();
        assertThat(kinesis.refusal("DeleteStream", "{'StreamName':'clicks'}"))
                .startsWith(
                        "ResourceInUseException: Stream clicks under account 111122223333 has"
                                + " enhanced fan-out consumers registered.");
        kinesis.ask("DeleteStream", "{'StreamName':'clicks','EnforceConsumerDeletion':true}");
        assertThat(kinesis.refusal("DescribeStream", "{'StreamName':'clicks'}"))
                .startsWith("ResourceNotFoundException: ");
    }

    @Test
    void changesWaitForTheOneBefore() {
        kinesis.call("UpdateShardCount", scaling("clicks", 4));
        assertThat(scale("clicks", 3))
                .isEqualTo(
                        "ResourceInUseException: Stream clicks under account 111122223333 not"
                                + " ACTIVE, instead in state UPDATING");
    }
}
