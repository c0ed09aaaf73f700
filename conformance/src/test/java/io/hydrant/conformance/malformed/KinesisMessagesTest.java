package io.hydrant.conformance.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Refusals say what those of the service say, word for word.
///
/// Source: messages captured from the live service, in the tests of Kinesalite
/// (github.com/mhart/kinesalite), and the API Reference of Kinesis Data Streams.
class KinesisMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "InvalidArgumentException";
    private static final String IN_USE = "ResourceInUseException";
    private static final String LIMIT = "LimitExceededException";
    private static final String VALIDATION = "ValidationException";
    private static final String FIRST = "shardId-000000000000";
    private static final String SECOND = "shardId-000000000001";
    private static final BigInteger WIDTH = BigInteger.TWO.pow(128).divide(BigInteger.valueOf(3));
    private static final String ITERATOR =
            "'StreamName':'%s','ShardId':'%s','ShardIteratorType':'%s'";
    private static final String EITHER =
            "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                    + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                    + " StartingSequenceNumber. Request specified ";

    @TempDir static Path folder;
    private static ServerProcess server;
    private static String secondsNumber;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder).with(Map.of("quota.shards", "12")));
        try (KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            MalformedKinesisTest.create(kinesis, KinesisTemplates.STREAM, 3);
            MalformedKinesisTest.create(kinesis, "other", 3);
            kinesis.increaseStreamRetentionPeriod(
                    increase ->
                            increase.streamName(KinesisTemplates.STREAM).retentionPeriodHours(48));
            kinesis.registerStreamConsumer(
                    register -> register.streamARN(KinesisTemplates.ARN).consumerName("known"));
            secondsNumber = put(kinesis, KinesisTemplates.STREAM);
        }
    }

    private static String put(KinesisClient kinesis, String stream) {
        return kinesis.putRecord(
                        put ->
                                put.streamName(stream)
                                        .partitionKey("k")
                                        .explicitHashKey(WIDTH.add(BigInteger.TEN).toString())
                                        .data(SdkBytes.fromUtf8String("x")))
                .sequenceNumber();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void saysWhatTheServiceSays() throws Exception {
        List<Malformed> requests = new ArrayList<>();
        streams(requests);
        retention(requests);
        shards(requests);
        iterators(requests);
        times(requests);
        numbers(requests);
        tagsAndConsumers(requests);

        List<String> objections = new Volley(server.launch().port()).send(requests);

        assertThat(objections).as(Volley.table(0, requests, objections)).isEmpty();
    }

    private static void streams(List<Malformed> all) throws Exception {
        for (String operation :
                List.of("DescribeStream", "DescribeStreamSummary", "DeleteStream", "ListShards")) {
            add(
                    operation,
                    "'StreamName':'ghost'",
                    NOT_FOUND,
                    "Stream ghost under account ACCOUNT not found.",
                    all);
            add(
                    operation,
                    "'StreamARN':'GHOST'",
                    NOT_FOUND,
                    "Stream ghost under account ACCOUNT not found.",
                    all);
        }
        add(
                "PutRecord",
                "'StreamName':'ghost','Data':'','PartitionKey':'k'",
                NOT_FOUND,
                "Stream ghost under account ACCOUNT not found.",
                all);
        add(
                "PutRecords",
                "'StreamName':'ghost','Records':[{'Data':'','PartitionKey':'k'}]",
                NOT_FOUND,
                "Stream ghost under account ACCOUNT not found.",
                all);
        add(
                "CreateStream",
                "'StreamName':'healthy','ShardCount':1",
                IN_USE,
                "Stream healthy under account ACCOUNT already exists.",
                all);
        add(
                "CreateStream",
                "'StreamName':'wide','ShardCount':13",
                LIMIT,
                "This request would exceed the shard limit for the account ACCOUNT in us-east-1."
                        + " Current shard count for the account: 6. Limit: 12. Number of additional"
                        + " shards that would have resulted from this request: 13. Refer to the AWS"
                        + " Service Limits page",
                all);
        add(
                "CreateStream",
                "'StreamName':'wide','ShardCount':2,'StreamModeDetails':{'StreamMode':'ON_DEMAND'}",
                INVALID + "|" + VALIDATION,
                "ShardCount is not expected when StreamMode=ON_DEMAND",
                all);
    }

    private static void retention(List<Malformed> all) throws Exception {
        add(
                "IncreaseStreamRetentionPeriod",
                "'StreamName':'healthy','RetentionPeriodHours':30",
                INVALID,
                "Requested retention period (30 hours) for stream healthy can not be shorter than"
                        + " existing retention period (48 hours). Use DecreaseRetentionPeriod API.",
                all);
        add(
                "DecreaseStreamRetentionPeriod",
                "'StreamName':'healthy','RetentionPeriodHours':72",
                INVALID,
                "Requested retention period (72 hours) for stream healthy can not be longer than"
                        + " existing retention period (48 hours). Use IncreaseRetentionPeriod API.",
                all);
        add(
                "DecreaseStreamRetentionPeriod",
                "'StreamName':'healthy','RetentionPeriodHours':10",
                INVALID,
                "Minimum allowed retention period is 24 hours. Requested retention period (10"
                        + " hours) is too short.",
                all);
        add("DescribeStream", "", INVALID + "|" + VALIDATION, "", all);
        add(
                "DescribeStream",
                "'StreamName':'other','StreamARN':'" + KinesisTemplates.ARN + "'",
                INVALID + "|" + VALIDATION,
                "",
                all);
        add("DeleteStream", "'StreamName':'healthy'", IN_USE, "", all);
    }

    private static void shards(List<Malformed> all) throws Exception {
        String lost = "'StreamName':'healthy','ShardToSplit':'%s','NewStartingHashKey':'10'";
        String noShard = "Could not find shard %s in stream healthy under account ACCOUNT.";
        for (String id : List.of("shardId-000000000099", "shard", "shardId-x")) {
            add("SplitShard", lost.formatted(id), NOT_FOUND, noShard.formatted(id), all);
            add(
                    "MergeShards",
                    "'StreamName':'healthy','ShardToMerge':'%s','AdjacentShardToMerge':'%s'"
                            .formatted(FIRST, id),
                    NOT_FOUND,
                    noShard.formatted(id),
                    all);
        }
        BigInteger last = WIDTH.subtract(BigInteger.ONE);
        for (String key : List.of("0", "1", last.toString(), WIDTH.toString())) {
            add(
                    "SplitShard",
                    "'StreamName':'healthy','ShardToSplit':'%s','NewStartingHashKey':'%s'"
                            .formatted(FIRST, key),
                    INVALID,
                    "NewStartingHashKey %s used in SplitShard() on shard %s in stream healthy under account ACCOUNT is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey %s."
                            .formatted(key, FIRST, last),
                    all);
        }
        for (String other : List.of("shardId-000000000002", FIRST)) {
            add(
                    "MergeShards",
                    "'StreamName':'healthy','ShardToMerge':'%s','AdjacentShardToMerge':'%s'"
                            .formatted(FIRST, other),
                    INVALID,
                    "Shards %s and %s in stream healthy under account ACCOUNT are not an adjacent pair of shards eligible for merging"
                            .formatted(FIRST, other),
                    all);
        }
        add("ListShards", "", INVALID, "Either NextToken or StreamName should be provided.", all);
        add(
                "ListShards",
                "'StreamName':'healthy','NextToken':'x'",
                INVALID,
                "NextToken and StreamName cannot be provided together.",
                all);
        add(
                "UpdateShardCount",
                "'StreamName':'healthy','TargetShardCount':7,'ScalingType':'UNIFORM_SCALING'",
                INVALID + "|" + LIMIT,
                "",
                all);
        add(
                "UpdateShardCount",
                "'StreamName':'healthy','TargetShardCount':1,'ScalingType':'UNIFORM_SCALING'",
                INVALID + "|" + LIMIT,
                "",
                all);
    }

    private static void iterators(List<Malformed> all) throws Exception {
        add(
                "GetShardIterator",
                ITERATOR.formatted("ghost", FIRST, "LATEST"),
                NOT_FOUND,
                "Shard " + FIRST + " in stream ghost under account ACCOUNT does not exist",
                all);
        add(
                "GetShardIterator",
                ITERATOR.formatted("healthy", "shardId-000000000099", "LATEST"),
                NOT_FOUND,
                "Shard shardId-000000000099 in stream healthy under account ACCOUNT does not exist",
                all);
        add(
                "GetShardIterator",
                ITERATOR.formatted("healthy", "shard", "LATEST"),
                NOT_FOUND,
                "Could not find shard shard in stream healthy under account ACCOUNT.",
                all);
        for (String type : List.of("TRIM_HORIZON", "LATEST")) {
            add(
                    "GetShardIterator",
                    ITERATOR.formatted("healthy", SECOND, type)
                            + ",'StartingSequenceNumber':'"
                            + secondsNumber
                            + "'",
                    INVALID,
                    EITHER + type + " and also a StartingSequenceNumber.",
                    all);
        }
        for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
            add(
                    "GetShardIterator",
                    ITERATOR.formatted("healthy", SECOND, type),
                    INVALID,
                    EITHER + type + " and no StartingSequenceNumber.",
                    all);
            add(
                    "GetShardIterator",
                    ITERATOR.formatted("healthy", FIRST, type)
                            + ",'StartingSequenceNumber':'"
                            + secondsNumber
                            + "'",
                    INVALID,
                    "Invalid StartingSequenceNumber. It encodes "
                            + SECOND
                            + ", while it was used in a call to a shard with "
                            + FIRST,
                    all);
            add(
                    "GetShardIterator",
                    ITERATOR.formatted("healthy", FIRST, type) + ",'StartingSequenceNumber':'12'",
                    INVALID,
                    "StartingSequenceNumber 12 used in GetShardIterator on shard "
                            + FIRST
                            + " in stream healthy under account ACCOUNT is invalid",
                    all);
        }
    }

    private static void times(List<Malformed> all) throws Exception {
        add(
                "GetShardIterator",
                ITERATOR.formatted("healthy", FIRST, "AT_TIMESTAMP"),
                INVALID,
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.",
                all);
        add(
                "GetShardIterator",
                ITERATOR.formatted("healthy", FIRST, "AT_TIMESTAMP") + ",'Timestamp':7258118400",
                INVALID,
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: 7258118400000,"
                        + " currentTimestampInMillis: ",
                all);
        add("GetRecords", "'ShardIterator':'AAAA'", INVALID, "Invalid ShardIterator.", all);
    }

    private static void numbers(List<Malformed> all) throws Exception {
        String end = BigInteger.TWO.pow(128).toString();
        String put = "'StreamName':'healthy','Data':'','PartitionKey':'k',";
        String tooLarge =
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]."
                        + " Specified value was "
                        + end;
        add("PutRecord", put + "'ExplicitHashKey':'" + end + "'", INVALID, tooLarge, all);
        add(
                "PutRecords",
                "'StreamName':'healthy','Records':[{'Data':'','PartitionKey':'k','ExplicitHashKey':'"
                        + end
                        + "'}]",
                INVALID,
                tooLarge,
                all);
        for (String number : List.of("5", "9".repeat(56), "9".repeat(129))) {
            add(
                    "PutRecord",
                    put + "'SequenceNumberForOrdering':'" + number + "'",
                    INVALID,
                    "ExclusiveMinimumSequenceNumber "
                            + number
                            + " used in PutRecord on stream healthy under account ACCOUNT is"
                            + " invalid.",
                    all);
        }
    }

    private static void tagsAndConsumers(List<Malformed> all) throws Exception {
        add(
                "AddTagsToStream",
                "'StreamName':'healthy','Tags':{'a;b':'c'}",
                INVALID,
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits,"
                        + " white space, _ . / = + - % @.",
                all);
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            tags.append(i == 0 ? "" : ",").append("'k").append(i).append("':'v'");
        }
        add(
                "AddTagsToStream",
                "'StreamName':'healthy','Tags':{" + tags + "}",
                INVALID,
                "Failed to add tags to stream healthy under account ACCOUNT because a given stream"
                        + " cannot have more than 50 tags associated with it.",
                all);
        add(
                "RegisterStreamConsumer",
                "'StreamARN':'" + KinesisTemplates.ARN + "','ConsumerName':'known'",
                IN_USE,
                "",
                all);
        add(
                "DescribeStreamConsumer",
                "'StreamARN':'" + KinesisTemplates.ARN + "','ConsumerName':'nobody'",
                NOT_FOUND,
                "",
                all);
        add(
                "DeregisterStreamConsumer",
                "'ConsumerARN':'" + KinesisTemplates.GHOST_CONSUMER + "'",
                NOT_FOUND,
                "",
                all);
        add(
                "SubscribeToShard",
                "'ConsumerARN':'"
                        + KinesisTemplates.GHOST_CONSUMER
                        + "','ShardId':'"
                        + FIRST
                        + "','StartingPosition':{'Type':'LATEST'}",
                NOT_FOUND,
                "",
                all);
    }

    /// In JSON and in CBOR.
    private static void add(
            String operation, String members, String code, String message, List<Malformed> all)
            throws Exception {
        String json =
                "{" + members.replace('\'', '"').replace("GHOST", KinesisTemplates.GHOST_ARN) + "}";
        all.addAll(
                MalformedKinesisValues.inBoth(
                        server.launch().port(),
                        operation + " " + members.substring(0, Math.min(120, members.length())),
                        operation,
                        (ObjectNode) JSON.readTree(json),
                        code,
                        message.replace("ACCOUNT", KinesisTemplates.ACCOUNT)));
    }
}
