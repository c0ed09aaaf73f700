package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Kinesis calls of the right types whose values break a rule, in JSON and in CBOR.
final class MalformedKinesisValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ONE = "1 validation error detected: Value ";
    private static final int COMBINATIONS = 120;

    private static final Object[] NAMES = {
        "a b", "a/b", "ü", "a*", "a\nb", "a".repeat(129), "\u0000"
    };
    private static final Object[] ARNS = {
        "x",
        "arn:aws:kinesis:us-east-1:1:stream/x",
        "arn:aws:s3:::stream/x",
        "arn:aws:kinesis:us-east-1:000000000000:" + "stream/" + "x".repeat(2100)
    };
    private static final Object[] KEYS = {
        "-1", "01", "abc", "", "1.0", "1e5", " 1", "9".repeat(40)
    };
    private static final Object[] NUMBERS = {"-1", "00", "abc", "", "0x10", "9".repeat(130)};
    private static final Object[] SHARDS = {"", "a b", "shard/1", "s".repeat(129), "ü"};

    /// Values that break exactly one constraint, by operation and place.
    private static final Map<String, Object[]> BREAKING_ONE = new LinkedHashMap<>();

    static {
        for (String operation :
                List.of(
                        "CreateStream",
                        "DeleteStream",
                        "DescribeStream",
                        "DescribeStreamSummary",
                        "UpdateShardCount",
                        "UpdateStreamWarmThroughput",
                        "IncreaseStreamRetentionPeriod",
                        "DecreaseStreamRetentionPeriod",
                        "ListShards",
                        "SplitShard",
                        "MergeShards",
                        "PutRecord",
                        "PutRecords",
                        "GetShardIterator",
                        "StartStreamEncryption",
                        "StopStreamEncryption",
                        "AddTagsToStream",
                        "RemoveTagsFromStream",
                        "ListTagsForStream",
                        "EnableEnhancedMonitoring",
                        "DisableEnhancedMonitoring")) {
            BREAKING_ONE.put(operation + " /StreamName", NAMES);
        }
        BREAKING_ONE.put("CreateStream /ShardCount", new Object[] {0, -1, Integer.MIN_VALUE});
        BREAKING_ONE.put(
                "CreateStream /StreamModeDetails/StreamMode", new Object[] {"", "ondemand"});
        BREAKING_ONE.put("DescribeStream /Limit", new Object[] {0, -1, 10_001, Integer.MAX_VALUE});
        BREAKING_ONE.put("DescribeStream /ExclusiveStartShardId", SHARDS);
        BREAKING_ONE.put("ListStreams /Limit", new Object[] {0, -1, 10_001});
        BREAKING_ONE.put("ListStreams /ExclusiveStartStreamName", NAMES);
        BREAKING_ONE.put("UpdateStreamMode /StreamARN", ARNS);
        BREAKING_ONE.put("UpdateStreamMode /StreamModeDetails/StreamMode", new Object[] {"", "X"});
        BREAKING_ONE.put("UpdateShardCount /TargetShardCount", new Object[] {0, -7});
        BREAKING_ONE.put("UpdateShardCount /ScalingType", new Object[] {"", "uniform_scaling"});
        BREAKING_ONE.put("UpdateMaxRecordSize /MaxRecordSizeInKiB", new Object[] {0, 1023, 10_241});
        BREAKING_ONE.put("ListShards /MaxResults", new Object[] {0, -1, 10_001});
        BREAKING_ONE.put("ListShards /ShardFilter/Type", new Object[] {"", "at_latest", "LATEST"});
        BREAKING_ONE.put("SplitShard /ShardToSplit", SHARDS);
        BREAKING_ONE.put("SplitShard /NewStartingHashKey", KEYS);
        BREAKING_ONE.put("MergeShards /ShardToMerge", SHARDS);
        BREAKING_ONE.put("MergeShards /AdjacentShardToMerge", SHARDS);
        BREAKING_ONE.put("PutRecord /PartitionKey", new Object[] {"", "k".repeat(257)});
        BREAKING_ONE.put("PutRecord /ExplicitHashKey", KEYS);
        BREAKING_ONE.put("PutRecord /SequenceNumberForOrdering", NUMBERS);
        BREAKING_ONE.put("PutRecords /Records/1/PartitionKey", new Object[] {"", "k".repeat(257)});
        BREAKING_ONE.put("PutRecords /Records/1/ExplicitHashKey", KEYS);
        BREAKING_ONE.put("GetShardIterator /ShardId", SHARDS);
        BREAKING_ONE.put("GetShardIterator /ShardIteratorType", new Object[] {"", "latest", "X"});
        BREAKING_ONE.put("GetRecords /ShardIterator", new Object[] {"", "A".repeat(513)});
        BREAKING_ONE.put("GetRecords /Limit", new Object[] {0, -1, 10_001});
        BREAKING_ONE.put("RegisterStreamConsumer /StreamARN", ARNS);
        BREAKING_ONE.put("RegisterStreamConsumer /ConsumerName", NAMES);
        BREAKING_ONE.put("DescribeStreamConsumer /ConsumerName", NAMES);
        BREAKING_ONE.put("ListStreamConsumers /MaxResults", new Object[] {0, 10_001});
        BREAKING_ONE.put("DeregisterStreamConsumer /StreamARN", ARNS);
        BREAKING_ONE.put("SubscribeToShard /ShardId", SHARDS);
        BREAKING_ONE.put("SubscribeToShard /StartingPosition/Type", new Object[] {"", "latest"});
        BREAKING_ONE.put("SubscribeToShard /ConsumerARN", new Object[] {"x", "arn:aws:kinesis:x"});
        BREAKING_ONE.put(
                "StartStreamEncryption /EncryptionType", new Object[] {"", "AES256", "kms"});
        BREAKING_ONE.put("StartStreamEncryption /KeyId", new Object[] {"", "k".repeat(2049)});
        BREAKING_ONE.put("StopStreamEncryption /EncryptionType", new Object[] {"", "kms"});
        BREAKING_ONE.put("RemoveTagsFromStream /TagKeys/0", new Object[] {"", "k".repeat(129)});
        BREAKING_ONE.put("ListTagsForStream /Limit", new Object[] {0, 51, -1});
        BREAKING_ONE.put(
                "UpdateAccountSettings /MinimumThroughputBillingCommitment/Status",
                new Object[] {"", "enabled"});
        BREAKING_ONE.put(
                "EnableEnhancedMonitoring /ShardLevelMetrics/0", new Object[] {"", "all", "X"});
        BREAKING_ONE.put(
                "DisableEnhancedMonitoring /ShardLevelMetrics/0", new Object[] {"", "none"});
    }

    private final Api api = KinesisTemplates.API;
    private final int port;
    private final SplittableRandom random;

    MalformedKinesisValues(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
    }

    List<Malformed> all() {
        List<Malformed> all = new ArrayList<>();
        alone(all);
        together(all);
        counts(all);
        sizes(all);
        unknownStreams(all);
        return all;
    }

    private void alone(List<Malformed> all) {
        BREAKING_ONE.forEach(
                (place, values) -> {
                    String operation = place.substring(0, place.indexOf(' '));
                    String pointer = place.substring(place.indexOf(' ') + 1);
                    for (Object value : values) {
                        // an empty text may break a bound and a pattern, which is told as two
                        String message = value.equals("") ? " detected: Value " : ONE;
                        ObjectNode input = changed(operation, Map.of(pointer, value));
                        add(
                                place + " = " + start(value),
                                operation,
                                input,
                                "ValidationException",
                                message,
                                all);
                    }
                });
    }

    /// All violations are told in one message.
    private void together(List<Malformed> all) {
        String[][] places = {
            {"SplitShard", "/StreamName", "/ShardToSplit", "/NewStartingHashKey"},
            {"MergeShards", "/StreamName", "/ShardToMerge", "/AdjacentShardToMerge"},
            {"PutRecord", "/StreamName", "/PartitionKey", "/ExplicitHashKey"},
            {"GetShardIterator", "/StreamName", "/ShardId", "/ShardIteratorType"},
            {"UpdateShardCount", "/StreamName", "/TargetShardCount", "/ScalingType"},
            {"ListShards", "/StreamName", "/MaxResults", "/ShardFilter/Type"}
        };
        for (int i = 0; i < COMBINATIONS; i++) {
            String[] row = places[random.nextInt(places.length)];
            Map<String, Object> chosen = new LinkedHashMap<>();
            int count = random.nextInt(2, 4);
            while (chosen.size() < count) {
                String pointer = row[random.nextInt(1, row.length)];
                Object[] values = onceWrong(row[0] + " " + pointer);
                chosen.put(pointer, values[random.nextInt(values.length)]);
            }
            String message = count + " validation errors detected: Value ";
            add(
                    "together " + chosen.keySet(),
                    row[0],
                    changed(row[0], chosen),
                    "ValidationException",
                    message,
                    all);
        }
    }

    /// Without those that may be told as two.
    private static Object[] onceWrong(String place) {
        return Arrays.stream(BREAKING_ONE.get(place)).filter(value -> !value.equals("")).toArray();
    }

    private void counts(List<Malformed> all) {
        for (int count : new int[] {0, 501, 2_000}) {
            ObjectNode input = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
            input.set("Records", records(count, 1));
            add(count + " records", "PutRecords", input, "ValidationException", ONE, all);
        }
        for (int count : new int[] {0, 51}) {
            ObjectNode keys = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
            ArrayNode list = keys.putArray("TagKeys");
            IntStream.range(0, count).forEach(i -> list.add("k" + i));
            add(count + " tag keys", "RemoveTagsFromStream", keys, "ValidationException", ONE, all);
            ObjectNode metrics = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
            ArrayNode names = metrics.putArray("ShardLevelMetrics");
            IntStream.range(0, count).forEach(_ -> names.add("ALL"));
            add(
                    count + " metrics",
                    "EnableEnhancedMonitoring",
                    metrics,
                    "ValidationException",
                    ONE,
                    all);
        }
        ObjectNode tags = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
        tags.putObject("Tags");
        add("no tags", "AddTagsToStream", tags, "ValidationException", ONE, all);
    }

    /// One byte more than is allowed.
    private void sizes(List<Malformed> all) {
        ObjectNode record = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
        record.put("PartitionKey", "k").put("Data", new byte[10_485_761]);
        add("10 MiB and 1 byte", "PutRecord", record, "ValidationException", "", all);
        ObjectNode bound = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
        bound.put("PartitionKey", "k").put("Data", new byte[1 << 20]);
        add("1 MiB and its key", "PutRecord", bound, "InvalidArgumentException", "", all);
        ObjectNode batch = NODES.objectNode().put("StreamName", KinesisTemplates.STREAM);
        ArrayNode list = records(11, (1 << 20) - 1);
        batch.set("Records", list);
        add("11 MiB", "PutRecords", batch, "InvalidArgumentException", "", all);
    }

    private void unknownStreams(List<Malformed> all) {
        for (String operation : api.inputs().keySet()) {
            String input = api.inputs().get(operation);
            boolean named = input.contains("\"StreamName\":\"ghost\"");
            if (!named || operation.equals("CreateStream")) {
                continue;
            }
            String name = "ghost-" + random.nextInt(1_000_000);
            ObjectNode tree = api.tree(operation);
            tree.remove("StreamARN");
            tree.put("StreamName", name);
            String message = name + " under account " + KinesisTemplates.ACCOUNT;
            add("no stream " + name, operation, tree, "ResourceNotFoundException", message, all);
        }
    }

    private static ArrayNode records(int count, int bytes) {
        ArrayNode records = NODES.arrayNode(count);
        for (int i = 0; i < count; i++) {
            records.addObject().put("PartitionKey", "k").put("Data", new byte[bytes]);
        }
        return records;
    }

    private void add(
            String what,
            String operation,
            ObjectNode input,
            String code,
            String message,
            List<Malformed> all) {
        all.addAll(inBoth(port, operation + ": " + what, operation, input, code, message));
    }

    /// The same call in JSON and in CBOR.
    static List<Malformed> inBoth(
            int port,
            String what,
            String operation,
            ObjectNode input,
            String code,
            String message) {
        Api api = KinesisTemplates.API;
        return List.of(
                new Malformed(
                        what,
                        () ->
                                api.json(
                                                operation,
                                                input.toString().getBytes(StandardCharsets.UTF_8))
                                        .signed(api.signature(port))
                                        .bytes(),
                        Expected.json(400, code.split("\\|")).saying(message)),
                new Malformed(
                        what + " (CBOR)",
                        () ->
                                api.call(operation, Cbor.CONTENT_TYPE, Cbor.of(input))
                                        .signed(api.signature(port))
                                        .bytes(),
                        Expected.cbor(400, code.split("\\|")).saying(message)));
    }

    private ObjectNode changed(String operation, Map<String, Object> values) {
        ObjectNode tree = api.tree(operation);
        values.forEach(
                (pointer, value) -> {
                    int slash = pointer.lastIndexOf('/');
                    JsonNode parent = tree.at(pointer.substring(0, slash));
                    String name = pointer.substring(slash + 1);
                    JsonNode node =
                            value instanceof Integer number
                                    ? NODES.numberNode(number)
                                    : NODES.textNode((String) value);
                    if (parent instanceof ArrayNode list) {
                        list.set(Integer.parseInt(name), node);
                    } else {
                        ((ObjectNode) parent).set(name, node);
                    }
                });
        return tree;
    }

    private static String start(Object value) {
        String text = value.toString();
        return text.substring(0, Math.min(30, text.length()));
    }
}
