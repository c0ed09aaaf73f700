package io.hydrant.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.ShardId;

import java.util.Comparator;
import java.util.List;

/// What must hold of a stream's shards whatever was done to them.
final class Lineage {
    private Lineage() {}

    static void check(ShardMap shards) {
        assertCovers(HashKeyRange.ALL, shards.open().stream().map(StoredShard::range).toList());
        for (StoredShard shard : shards.all()) {
            assertThat(shard.id().index()).isLessThan(shards.nextIndex());
            for (ShardId parent : shard.parents()) {
                shards.find(parent).ifPresent(present -> checkChild(shard, present));
            }
            if (!shard.open()) {
                checkClosed(shard, shards);
            }
        }
    }

    private static void checkChild(StoredShard child, StoredShard parent) {
        assertThat(parent.open()).as("%s, parent of %s", parent.id(), child.id()).isFalse();
        assertThat(child.createdSeconds()).isGreaterThan(parent.createdSeconds());
        assertThat(child.startingNumber()).isGreaterThan(parent.endingNumber().orElseThrow());
        assertThat(child.created()).isAfterOrEqualTo(parent.closed().orElseThrow());
    }

    /// Children of a split divide it; a child of a merge holds it.
    private static void checkClosed(StoredShard shard, ShardMap shards) {
        List<StoredShard> children =
                shards.all().stream().filter(s -> s.parents().contains(shard.id())).toList();
        assertThat(children).as("children of %s", shard.id()).hasSizeBetween(1, 2);
        if (children.size() == 2) {
            assertCovers(shard.range(), children.stream().map(StoredShard::range).toList());
        } else {
            assertThat(children.getFirst().parents()).hasSize(2);
            assertThat(children.getFirst().range().contains(shard.range().start())).isTrue();
            assertThat(children.getFirst().range().contains(shard.range().end())).isTrue();
        }
    }

    /// Exactly once, without gaps.
    static void assertCovers(HashKeyRange whole, List<HashKeyRange> parts) {
        List<HashKeyRange> sorted =
                parts.stream().sorted(Comparator.comparing(HashKeyRange::start)).toList();
        assertThat(sorted.getFirst().start()).isEqualTo(whole.start());
        assertThat(sorted.getLast().end()).isEqualTo(whole.end());
        for (int i = 1; i < sorted.size(); i++) {
            HashKey expected = EvenRanges.below(sorted.get(i).start());
            assertThat(sorted.get(i - 1).end()).isEqualTo(expected);
        }
    }
}
