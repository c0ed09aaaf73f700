package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;

import java.util.ArrayList;
import java.util.List;

/// Whether all ways to list the shards of a stream tell the same, while nobody changes them and
/// nothing in them is past its retention.
public final class ShardListings {
    private static final int PAGE = 3;

    private ShardListings() {}

    /// What does not agree; empty when all is well.
    public static List<String> audit(KinesisClient kinesis, String stream) {
        ShardGraph graph = ShardGraph.of(kinesis, stream);
        List<String> violations = new ArrayList<>();
        List<Shard> roots =
                graph.shards().stream()
                        .filter(shard -> ShardGraph.parents(shard).isEmpty())
                        .toList();
        List<Shard> open = graph.shards().stream().filter(ShardGraph::isOpen).toList();
        compare(
                "FROM_TRIM_HORIZON",
                graph.shards(),
                filtered(kinesis, stream, ShardFilterType.FROM_TRIM_HORIZON),
                violations);
        compare(
                "AT_TRIM_HORIZON",
                roots,
                filtered(kinesis, stream, ShardFilterType.AT_TRIM_HORIZON),
                violations);
        compare(
                "AT_LATEST",
                open,
                filtered(kinesis, stream, ShardFilterType.AT_LATEST),
                violations);
        compare("DescribeStream", graph.shards(), described(kinesis, stream), violations);
        int openCount =
                kinesis.describeStreamSummary(describe -> describe.streamName(stream))
                        .streamDescriptionSummary()
                        .openShardCount();
        if (openCount != open.size()) {
            violations.add("OpenShardCount is " + openCount + " and not " + open.size());
        }
        return violations;
    }

    private static List<Shard> filtered(
            KinesisClient kinesis, String stream, ShardFilterType type) {
        ShardFilter filter = ShardFilter.builder().type(type).build();
        return kinesis.listShards(list -> list.streamName(stream).shardFilter(filter)).shards();
    }

    private static List<Shard> described(KinesisClient kinesis, String stream) {
        List<Shard> shards = new ArrayList<>();
        DescribeStreamRequest.Builder describe =
                DescribeStreamRequest.builder().streamName(stream).limit(PAGE);
        StreamDescription page = kinesis.describeStream(describe.build()).streamDescription();
        shards.addAll(page.shards());
        while (page.hasMoreShards()) {
            describe.exclusiveStartShardId(shards.getLast().shardId());
            page = kinesis.describeStream(describe.build()).streamDescription();
            shards.addAll(page.shards());
        }
        return shards;
    }

    private static void compare(
            String listing, List<Shard> expected, List<Shard> found, List<String> violations) {
        if (!expected.equals(found)) {
            violations.add("%s tells %s and not %s".formatted(listing, found, expected));
        }
    }
}
