package io.hydrant.conformance.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.kinesis.model.Shard;

import java.math.BigInteger;
import java.util.List;

/// The auditor must see what a Kinesis Client Library would stumble over.
class ShardGraphTest {
    private static final String MIDDLE = BigInteger.TWO.pow(127).toString();
    private static final String BEFORE_MIDDLE =
            BigInteger.TWO.pow(127).subtract(BigInteger.ONE).toString();
    private static final String LAST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE).toString();

    private static final Shard ROOT = closed("shardId-000000000000", "0", LAST, "10", "20");
    private static final Shard LEFT =
            child(open("shardId-000000000001", "0", BEFORE_MIDDLE, "30"), ROOT);
    private static final Shard RIGHT =
            child(open("shardId-000000000002", MIDDLE, LAST, "31"), ROOT);

    @Test
    void findsNothingInASplitStream() {
        assertThat(graph(ROOT, LEFT, RIGHT).audit()).isEmpty();
    }

    @Test
    void findsNothingInAMergedStream() {
        Shard left = closed(LEFT, "40");
        Shard right = closed(RIGHT, "41");
        Shard merged =
                open("shardId-000000000003", "0", LAST, "50").toBuilder()
                        .parentShardId(left.shardId())
                        .adjacentParentShardId(right.shardId())
                        .build();

        assertThat(graph(ROOT, left, right, merged).audit()).isEmpty();
    }

    @Test
    void findsAGapBetweenOpenShards() {
        assertThat(graph(ROOT, LEFT).audit())
                .anyMatch(what -> what.startsWith("the open shards end before " + MIDDLE))
                .anyMatch(what -> what.startsWith("the children of shardId-000000000000 end"));
    }

    @Test
    void findsOpenShardsThatOverlap() {
        Shard wide = child(open("shardId-000000000001", "0", MIDDLE, "30"), ROOT);

        assertThat(graph(ROOT, wide, RIGHT).audit())
                .anyMatch(what -> what.contains("shardId-000000000002 begins at " + MIDDLE));
    }

    @Test
    void findsAnOpenParent() {
        Shard stillOpen = open("shardId-000000000000", "0", LAST, "10");

        assertThat(graph(stillOpen, LEFT, RIGHT).audit())
                .contains("shardId-000000000000 is open and has the child shardId-000000000001");
    }

    @Test
    void findsAChildThatBeginsBeforeItsParentEnds() {
        Shard early = child(open("shardId-000000000001", "0", BEFORE_MIDDLE, "20"), ROOT);

        assertThat(graph(ROOT, early, RIGHT).audit())
                .containsExactly(
                        "shardId-000000000001 begins at 20, not after the end of its parent"
                                + " shardId-000000000000 at 20");
    }

    @Test
    void findsAClosedShardWithoutChildren() {
        assertThat(graph(ROOT).audit())
                .anyMatch(what -> what.startsWith("the children of shardId-000000000000 end"));
    }

    @Test
    void ordersTheShardsOfAHashKeyFromTheOldest() {
        ShardGraph graph = graph(ROOT, LEFT, RIGHT);

        assertThat(graph.lineage(BigInteger.ZERO)).containsExactly(ROOT.shardId(), LEFT.shardId());
        assertThat(graph.lineage(new BigInteger(LAST)))
                .containsExactly(ROOT.shardId(), RIGHT.shardId());
    }

    @Test
    void letsAMergedShardBeReadAfterBothItsParents() {
        Shard merged =
                open("shardId-000000000003", "0", LAST, "50").toBuilder()
                        .parentShardId(LEFT.shardId())
                        .adjacentParentShardId(RIGHT.shardId())
                        .build();
        ShardWalk walk = new ShardWalk(List.of(ROOT, LEFT, RIGHT, merged));

        assertThat(walk.takeReady()).containsExactly(ROOT.shardId());
        walk.finish(ROOT.shardId(), List.of());
        assertThat(walk.takeReady()).containsExactly(LEFT.shardId(), RIGHT.shardId());
        walk.finish(RIGHT.shardId(), List.of());
        assertThat(walk.takeReady()).isEmpty();
        walk.finish(LEFT.shardId(), List.of());
        assertThat(walk.takeReady()).containsExactly(merged.shardId());
    }

    private static ShardGraph graph(Shard... shards) {
        return new ShardGraph(List.of(shards));
    }

    private static Shard open(String id, String firstHash, String lastHash, String firstNumber) {
        return Shard.builder()
                .shardId(id)
                .hashKeyRange(range -> range.startingHashKey(firstHash).endingHashKey(lastHash))
                .sequenceNumberRange(range -> range.startingSequenceNumber(firstNumber))
                .build();
    }

    private static Shard closed(
            String id, String firstHash, String lastHash, String firstNumber, String lastNumber) {
        return closed(open(id, firstHash, lastHash, firstNumber), lastNumber);
    }

    private static Shard closed(Shard open, String lastNumber) {
        String first = open.sequenceNumberRange().startingSequenceNumber();
        return open.toBuilder()
                .sequenceNumberRange(
                        range ->
                                range.startingSequenceNumber(first)
                                        .endingSequenceNumber(lastNumber))
                .build();
    }

    private static Shard child(Shard shard, Shard parent) {
        return shard.toBuilder().parentShardId(parent.shardId()).build();
    }
}
