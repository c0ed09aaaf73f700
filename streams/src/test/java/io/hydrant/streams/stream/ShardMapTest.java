package io.hydrant.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

class ShardMapTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /// Source: hash ranges of streams as the service shows them.
    @ParameterizedTest
    @CsvSource({
        "1, 0, 340282366920938463463374607431768211455",
        "2, 0, 170141183460469231731687303715884105727",
        "2, 1, 340282366920938463463374607431768211455",
        "3, 0, 113427455640312821154458202477256070484",
        "3, 1, 226854911280625642308916404954512140969",
        "3, 2, 340282366920938463463374607431768211455",
    })
    void newStreamsHaveShardsOfEqualWidth(int count, int index, String end) {
        ShardMap shards = ShardMap.even(count, START);
        assertThat(shards.all().get(index).range().end()).hasToString(end);
        Lineage.check(shards);
    }

    @Test
    void splitShardsHaveTwoChildren() {
        HashKey middle = HashKey.of(BigInteger.ONE.shiftLeft(127));
        ShardMap shards = after(ShardMap.even(1, START), new Reshard.Split(new ShardId(0), middle));
        assertThat(shards.all()).hasSize(3);
        assertThat(shards.all().get(0).closed()).contains(START);
        assertThat(shards.all().get(1).parents()).containsExactly(new ShardId(0));
        assertThat(shards.all().get(2).range()).isEqualTo(new HashKeyRange(middle, HashKey.MAX));
        assertThat(shards.nextIndex()).isEqualTo(3);
        assertThat(shards.pending()).isEmpty();
        Lineage.check(shards);
    }

    @Test
    void childrenBeginASecondAfterTheirParentsEnd() {
        Instant later = START.plusSeconds(100);
        ShardMap shards =
                ShardMap.even(1, START)
                        .wishing(
                                new Reshard.Split(
                                        new ShardId(0), HashKey.of(BigInteger.ONE.shiftLeft(9))))
                        .carriedOut(later);
        assertThat(shards.all().get(0).endingNumber().orElseThrow().seconds())
                .isEqualTo(later.getEpochSecond());
        assertThat(shards.all().get(1).createdSeconds()).isEqualTo(later.getEpochSecond() + 1);
    }

    @Test
    void mergedShardsHaveOneChildWithBothAsParents() {
        ShardMap shards =
                after(ShardMap.even(2, START), new Reshard.Merge(new ShardId(0), new ShardId(1)));
        StoredShard child = shards.open().getFirst();
        assertThat(child.parents()).containsExactly(new ShardId(0), new ShardId(1));
        assertThat(child.range()).isEqualTo(HashKeyRange.ALL);
        Lineage.check(shards);
    }

    @ParameterizedTest
    @CsvSource({
        "1,2", "2,4", "4,2", "2,1", "4,5", "5,3", "10,13", "13,10", "3,2", "100,150", "7,11"
    })
    void scalesToEvenRanges(int from, int to) {
        ShardMap shards = after(ShardMap.even(from, START), new Reshard.Scale(to));
        assertThat(shards.open().stream().map(StoredShard::range).toList())
                .isEqualTo(EvenRanges.of(to));
        Lineage.check(shards);
    }

    @Test
    void scalingByAMultipleNeedsNoShortLivedShards() {
        assertThat(after(ShardMap.even(4, START), new Reshard.Scale(8)).all()).hasSize(12);
        assertThat(after(ShardMap.even(8, START), new Reshard.Scale(4)).all()).hasSize(12);
    }

    @Test
    void scalingLeavesShardsThatFitAlready() {
        ShardMap uneven =
                after(
                        ShardMap.even(2, START),
                        new Reshard.Split(
                                new ShardId(0), HashKey.of(BigInteger.ONE.shiftLeft(100))));
        ShardMap even = after(uneven, new Reshard.Scale(2));
        assertThat(even.find(new ShardId(1)).orElseThrow().open()).isTrue();
        Lineage.check(even);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anySeriesOfChangesKeepsTheLineage(long seed) {
        Random random = new Random(seed);
        ShardMap shards = ShardMap.even(1 + random.nextInt(6), START);
        for (int step = 0; step < 40; step++) {
            shards = after(shards, anything(shards, random));
            Lineage.check(shards);
        }
    }

    @Test
    void openShardsNeverExpire() {
        ShardMap shards = ShardMap.even(2, START);
        assertThatThrownBy(() -> shards.without(Set.of(new ShardId(1))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("shardId-000000000001 is open and cannot expire");
    }

    /// The clock stands still, so that only parents can make children later.
    private static ShardMap after(ShardMap before, Reshard wish) {
        return before.wishing(wish).carriedOut(START);
    }

    static Reshard anything(ShardMap shards, Random random) {
        List<StoredShard> open = shards.open();
        int at = random.nextInt(open.size());
        return switch (random.nextInt(3)) {
            case 0 -> new Reshard.Scale(1 + random.nextInt(2 * open.size()));
            case 1 -> split(open.get(at), random);
            default ->
                    open.size() < 2
                            ? split(open.get(at), random)
                            : new Reshard.Merge(open.get(at / 2).id(), open.get(at / 2 + 1).id());
        };
    }

    private static Reshard split(StoredShard shard, Random random) {
        BigInteger start = shard.range().start().toBigInteger();
        BigInteger width = shard.range().end().toBigInteger().subtract(start);
        BigInteger offset = new BigInteger(width.bitLength() + 64, random);
        return new Reshard.Split(
                shard.id(),
                HashKey.of(
                        start.add(BigInteger.TWO).add(offset.mod(width.subtract(BigInteger.TWO)))));
    }
}
