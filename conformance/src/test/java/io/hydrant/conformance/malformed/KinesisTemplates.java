package io.hydrant.conformance.malformed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Well-formed inputs of the Kinesis operations, to be spoilt. As they are, they do no harm to the
/// stream `healthy` or are about the stream `ghost`, which is not there.
final class KinesisTemplates {
    static final String STREAM = "healthy";
    static final String ACCOUNT = "000000000000";
    static final String ARN = "arn:aws:kinesis:us-east-1:" + ACCOUNT + ":stream/" + STREAM;
    static final String GHOST_ARN = ARN.replace(STREAM, "ghost");
    static final String GHOST_CONSUMER = GHOST_ARN + "/consumer/nobody:1700000000";

    /// The operations, each with as many members as it knows.
    static final Map<String, String> INPUTS = new LinkedHashMap<>();

    /// Members without which an operation cannot be called, as pointers.
    static final Map<String, List<String>> REQUIRED =
            Map.ofEntries(
                    Map.entry(
                            "CreateStream",
                            List.of("/StreamName", "/StreamModeDetails/StreamMode")),
                    Map.entry("UpdateStreamMode", List.of("/StreamARN", "/StreamModeDetails")),
                    Map.entry("UpdateShardCount", List.of("/TargetShardCount", "/ScalingType")),
                    Map.entry("UpdateMaxRecordSize", List.of("/MaxRecordSizeInKiB")),
                    Map.entry("UpdateStreamWarmThroughput", List.of("/WarmThroughputMiBps")),
                    Map.entry("IncreaseStreamRetentionPeriod", List.of("/RetentionPeriodHours")),
                    Map.entry("DecreaseStreamRetentionPeriod", List.of("/RetentionPeriodHours")),
                    Map.entry(
                            "UpdateAccountSettings",
                            List.of(
                                    "/MinimumThroughputBillingCommitment",
                                    "/MinimumThroughputBillingCommitment/Status")),
                    Map.entry("ListShards", List.of("/ShardFilter/Type")),
                    Map.entry("SplitShard", List.of("/ShardToSplit", "/NewStartingHashKey")),
                    Map.entry("MergeShards", List.of("/ShardToMerge", "/AdjacentShardToMerge")),
                    Map.entry("PutRecord", List.of("/Data", "/PartitionKey")),
                    Map.entry(
                            "PutRecords",
                            List.of("/Records", "/Records/0/Data", "/Records/1/PartitionKey")),
                    Map.entry("GetShardIterator", List.of("/ShardId", "/ShardIteratorType")),
                    Map.entry("GetRecords", List.of("/ShardIterator")),
                    Map.entry("RegisterStreamConsumer", List.of("/StreamARN", "/ConsumerName")),
                    Map.entry("ListStreamConsumers", List.of("/StreamARN")),
                    Map.entry(
                            "SubscribeToShard",
                            List.of(
                                    "/ConsumerARN",
                                    "/ShardId",
                                    "/StartingPosition",
                                    "/StartingPosition/Type")),
                    Map.entry("StartStreamEncryption", List.of("/EncryptionType", "/KeyId")),
                    Map.entry("StopStreamEncryption", List.of("/EncryptionType", "/KeyId")),
                    Map.entry("AddTagsToStream", List.of("/Tags")),
                    Map.entry("RemoveTagsFromStream", List.of("/TagKeys")),
                    Map.entry("TagResource", List.of("/ResourceARN", "/Tags")),
                    Map.entry("UntagResource", List.of("/ResourceARN", "/TagKeys")),
                    Map.entry("ListTagsForResource", List.of("/ResourceARN")),
                    Map.entry("PutResourcePolicy", List.of("/ResourceARN", "/Policy")),
                    Map.entry("GetResourcePolicy", List.of("/ResourceARN")),
                    Map.entry("DeleteResourcePolicy", List.of("/ResourceARN")),
                    Map.entry("EnableEnhancedMonitoring", List.of("/ShardLevelMetrics")),
                    Map.entry("DisableEnhancedMonitoring", List.of("/ShardLevelMetrics")));

    static {
        add(
                "CreateStream",
                "'StreamName':'ghost','ShardCount':2,'StreamModeDetails':{'StreamMode':'PROVISIONED'},'Tags':{'team':'water'}");
        add("DeleteStream", "'StreamName':'ghost','EnforceConsumerDeletion':false");
        add(
                "DescribeStream",
                "'StreamName':'ghost','Limit':10,'ExclusiveStartShardId':'shardId-000000000000'");
        add("DescribeStreamSummary", "'StreamName':'ghost','StreamARN':'GHOST'");
        add("ListStreams", "'Limit':10,'ExclusiveStartStreamName':'a'");
        add(
                "UpdateStreamMode",
                "'StreamARN':'GHOST','StreamModeDetails':{'StreamMode':'PROVISIONED'}");
        add(
                "UpdateShardCount",
                "'StreamName':'ghost','TargetShardCount':2,'ScalingType':'UNIFORM_SCALING'");
        add("UpdateMaxRecordSize", "'StreamARN':'GHOST','MaxRecordSizeInKiB':2048");
        add("UpdateStreamWarmThroughput", "'StreamName':'ghost','WarmThroughputMiBps':5");
        add("IncreaseStreamRetentionPeriod", "'StreamName':'ghost','RetentionPeriodHours':48");
        add("DecreaseStreamRetentionPeriod", "'StreamName':'ghost','RetentionPeriodHours':24");
        add("UpdateAccountSettings", "'MinimumThroughputBillingCommitment':{'Status':'DISABLED'}");
        add(
                "ListShards",
                "'StreamName':'ghost','MaxResults':10,'ShardFilter':{'Type':'AT_TIMESTAMP','Timestamp':1700000000.5}");
        add(
                "SplitShard",
                "'StreamName':'ghost','ShardToSplit':'shardId-000000000000','NewStartingHashKey':'10'");
        add(
                "MergeShards",
                "'StreamName':'ghost','ShardToMerge':'shardId-000000000000','AdjacentShardToMerge':'shardId-000000000001'");
        add(
                "PutRecord",
                "'StreamName':'ghost','Data':'YWJj','PartitionKey':'k','ExplicitHashKey':'7','SequenceNumberForOrdering':'5'");
        add(
                "PutRecords",
                "'StreamName':'ghost','Records':[{'Data':'YWJj','PartitionKey':'k'},{'Data':'','PartitionKey':'l','ExplicitHashKey':'0'}]");
        add(
                "GetShardIterator",
                "'StreamName':'ghost','ShardId':'shardId-000000000000','ShardIteratorType':'AT_TIMESTAMP','Timestamp':1700000000.5");
        add("GetRecords", "'ShardIterator':'AAAA','Limit':10,'StreamARN':'GHOST'");
        add("RegisterStreamConsumer", "'StreamARN':'GHOST','ConsumerName':'c','Tags':{'a':'b'}");
        add("DescribeStreamConsumer", "'StreamARN':'GHOST','ConsumerName':'c'");
        add("ListStreamConsumers", "'StreamARN':'GHOST','MaxResults':10");
        add("DeregisterStreamConsumer", "'StreamARN':'GHOST','ConsumerName':'c'");
        add(
                "SubscribeToShard",
                "'ConsumerARN':'CONSUMER','ShardId':'shardId-000000000000','StartingPosition':{'Type':'AT_TIMESTAMP','Timestamp':1700000000.5}");
        add(
                "StartStreamEncryption",
                "'StreamName':'ghost','EncryptionType':'KMS','KeyId':'alias/aws/kinesis'");
        add(
                "StopStreamEncryption",
                "'StreamName':'ghost','EncryptionType':'KMS','KeyId':'alias/aws/kinesis'");
        add("AddTagsToStream", "'StreamName':'ghost','Tags':{'a':'b'}");
        add("RemoveTagsFromStream", "'StreamName':'ghost','TagKeys':['a']");
        add("ListTagsForStream", "'StreamName':'ghost','ExclusiveStartTagKey':'a','Limit':10");
        add("TagResource", "'ResourceARN':'GHOST','Tags':{'a':'b'}");
        add("UntagResource", "'ResourceARN':'GHOST','TagKeys':['a']");
        add("ListTagsForResource", "'ResourceARN':'GHOST'");
        add("PutResourcePolicy", "'ResourceARN':'GHOST','Policy':'p'");
        add("GetResourcePolicy", "'ResourceARN':'GHOST'");
        add("DeleteResourcePolicy", "'ResourceARN':'GHOST'");
        add(
                "EnableEnhancedMonitoring",
                "'StreamName':'ghost','ShardLevelMetrics':['IncomingBytes']");
        add("DisableEnhancedMonitoring", "'StreamName':'ghost','ShardLevelMetrics':['ALL']");
    }

    static final Api API =
            new Api(
                    "kinesis",
                    "Kinesis_20131202.",
                    INPUTS,
                    REQUIRED,
                    Set.of("ListStreams"),
                    "1 validation error detected: Value null at '");

    private KinesisTemplates() {}

    /// The input that names a stream, about another one.
    static String about(String operation, String stream) {
        return INPUTS.get(operation).replace("ghost", stream);
    }

    private static void add(String operation, String members) {
        String json = "{" + members.replace('\'', '"') + "}";
        INPUTS.put(operation, json.replace("GHOST", GHOST_ARN).replace("CONSUMER", GHOST_CONSUMER));
    }
}
