package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

class ShardedLanesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final ShardedSimulation simulation = new ShardedSimulation(plain(), new Random(1));
    private final MemoryStreams.Stream stream =
            simulation.streams.create(ShardedSimulation.TRIPS, 1);

    @Test
    void closesTheBuffersOfAClosedShardAtOnceAndThenOpensItsChildren() {
        put(0, "parent ");
        simulation.runUntilIdle();
        assertThat(simulation.store.objects()).isEmpty();
        stream.split(new ShardId(0));
        put(1, "child");
        simulation.runUntilIdle();
        assertThat(text()).isEqualTo("parent ");
        assertThat(simulation.lanes.keySet())
                .extracting(ShardKey::shard)
                .containsExactly(new ShardId(1), new ShardId(2));
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(text()).isEqualTo("parent child");
    }

    @Test
    void doesNotReadAChildWhileItsParentIsNotDelivered() {
        simulation.store.failing(() -> Fault.REFUSED);
        put(0, "parent");
        stream.split(new ShardId(0));
        put(1, "child");
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(simulation.lanes.keySet())
                .extracting(ShardKey::shard)
                .containsExactly(new ShardId(0));
    }

    @Test
    void findsAFinishedShardFinishedAfterARestart() {
        put(0, "parent");
        stream.split(new ShardId(0));
        simulation.runUntilIdle().crash().runUntilIdle();
        assertThat(simulation.lanes.keySet())
                .extracting(ShardKey::shard)
                .containsExactly(new ShardId(1), new ShardId(2));
        assertThat(text()).isEqualTo("parent");
    }

    @Test
    void forgetsTheLedgerOfAFinishedShardWhenItExpires() {
        put(0, "parent");
        stream.split(new ShardId(0));
        simulation.runUntilIdle();
        assertThat(ledgers()).hasSize(3);
        stream.expire(new ShardId(0));
        simulation.runUntilIdle();
        assertThat(ledgers()).hasSize(2);
        assertThat(simulation.errorLines).isEmpty();
    }

    @Test
    void forgetsTheLedgerOfAFinishedShardThatExpiredWhileItWasDown() {
        put(0, "parent");
        stream.split(new ShardId(0));
        simulation.runUntilIdle();
        stream.expire(new ShardId(0));
        simulation.crash().runUntilIdle();
        assertThat(ledgers()).hasSize(2);
        assertThat(simulation.errorLines).isEmpty();
    }

    @Test
    void passesOverWhatExpiredUnreadAndSaysSo() {
        simulation.look();
        simulation.crash();
        put(0, "a", "b");
        put(0, "c");
        put(0, "kept");
        stream.shard(0).log().trimBelow(1);
        stream.moveHorizon(new ShardId(0), 2);
        simulation.runUntilIdle().flush().runUntilIdle();
        assertThat(text()).isEqualTo("kept");
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.telemetry.count("hydrant_delivery_expired_records_total"))
                .isEqualTo(1);
        assertThat(simulation.telemetry.count("hydrant_delivery_expired_puts_total")).isEqualTo(1);
        assertThat(simulation.errorLines)
                .singleElement()
                .asString()
                .contains("\"errorCode\":\"SourceExpired\"")
                .contains("1 records and 1 puts were given up");
    }

    @Test
    void triesAnObjectUntilItsRecordsExpire() {
        simulation.store.failing(() -> Fault.REFUSED);
        put(0, "a");
        simulation.runUntilIdle().flush().runUntilIdle();
        simulation.advance(Duration.ofDays(300)).runUntilIdle();
        assertThat(simulation.delivered()).isFalse();
        stream.moveHorizon(new ShardId(0), 1);
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.telemetry.count("hydrant_delivery_expired_records_total"))
                .isEqualTo(1);
    }

    @Test
    void deliversWhatIsLeftOfAnObjectWhoseFirstFramesAreGone() {
        simulation.store.failing(() -> Fault.REFUSED);
        put(0, "gone");
        put(0, "left");
        simulation.runUntilIdle().flush().runUntilIdle();
        stream.moveHorizon(new ShardId(0), 1);
        stream.shard(0).log().trimBelow(1);
        simulation.crash().runUntilIdle();
        simulation.store.failing(() -> Fault.NONE);
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(text()).isEqualTo("left");
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.telemetry.count("hydrant_delivery_expired_records_total"))
                .isEqualTo(1);
    }

    @Test
    void givesUpWhatWasIntendedOfADeletedStreamAndSaysSo() {
        simulation.store.failing(() -> Fault.REFUSED);
        put(0, "a");
        simulation.runUntilIdle().flush().runUntilIdle();
        simulation.log.delete(stream.shard(0).log().name());
        simulation.streams.delete(ShardedSimulation.TRIPS);
        simulation.crash();
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle().advance(SECOND).runUntilIdle();
        assertThat(simulation.lanes).isEmpty();
        assertThat(ledgers()).isEmpty();
        assertThat(simulation.errorLines).last().asString().contains("SourceGone");
    }

    @Test
    void readsANewStreamOfTheSameNameFromItsBeginning() {
        put(0, "old ");
        simulation.runUntilIdle().flush().runUntilIdle();
        simulation.streams.delete(ShardedSimulation.TRIPS);
        simulation.runUntilIdle().advance(MINUTE);
        MemoryStreams.Stream next = simulation.streams.create(ShardedSimulation.TRIPS, 1);
        append(next, next.shard(0), "new");
        simulation.runUntilIdle().flush().runUntilIdle();
        assertThat(text()).isEqualTo("old new");
    }

    private static DeliveryPlan plain() {
        return Plans.plain();
    }

    private List<?> ledgers() {
        return simulation.log.partitions().stream()
                .filter(name -> name.value().contains("/ledger-"))
                .toList();
    }

    private void put(int shard, String... records) {
        append(stream, stream.shard(shard), records);
    }

    private static void append(MemoryStreams.Stream stream, Shard shard, String... records) {
        byte[] payload = String.join("", records).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> keys = List.of(records).stream().map(_ -> new byte[] {'k'}).toList();
        stream.append(
                        shard,
                        new Frame(
                                ShardFrame.metadata(false, false, keys),
                                List.of(records).stream().mapToInt(String::length).toArray(),
                                ByteBuffer.wrap(payload)))
                .join();
    }

    private String text() {
        StringBuilder all = new StringBuilder();
        simulation.store.objects().keySet().stream()
                .sorted((a, b) -> Integer.compare(simulation.order.get(a), simulation.order.get(b)))
                .map(name -> simulation.store.objects().get(name))
                .forEach(bytes -> all.append(new String(bytes, StandardCharsets.US_ASCII)));
        return all.toString();
    }
}
