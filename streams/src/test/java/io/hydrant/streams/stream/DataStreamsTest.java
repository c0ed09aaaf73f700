package io.hydrant.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.control.StoreFailed;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.shard.DataStreamExists;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardDirectory.Watch;
import io.hydrant.streams.shard.WritableStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class DataStreamsTest {
    private static final HashKey MIDDLE = HashKey.of(BigInteger.ONE.shiftLeft(127));

    @TempDir Path directory;

    private StreamWorld world;

    @BeforeEach
    void open() {
        world = new StreamWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void newStreamsAreCreatingWithoutShardsAndThenActive() {
        world.create(StreamWorld.CLICKS, 2);
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.CREATING);
        assertThat(world.streams.shards(StreamWorld.CLICKS)).isEmpty();
        assertThat(world.streams.state(StreamWorld.CLICKS).active()).isFalse();
        assertThatThrownBy(() -> world.streams.writable(StreamWorld.CLICKS))
                .isInstanceOf(DataStreamInUse.class)
                .hasMessage(
                        "Stream clicks under account 111122223333 not ACTIVE, instead in state"
                                + " CREATING");
        world.background.runAll();
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(world.streams.shards(StreamWorld.CLICKS)).hasSize(2);
        assertThat(world.streams.state(StreamWorld.CLICKS).active()).isTrue();
    }

    @Test
    void refusesANameThatIsTaken() {
        world.createActive(1);
        assertThatThrownBy(() -> world.create(StreamWorld.CLICKS, 1))
                .isInstanceOf(DataStreamExists.class)
                .hasMessage("Stream clicks under account 111122223333 already exists.");
    }

    @Test
    void refusesMoreShardsThanTheAccountMayHave() {
        world.createActive(StreamWorld.SHARDS_MAX - 1);
        DataStreamId other = new DataStreamId(StreamWorld.ACCOUNT, StreamWorld.REGION, "other");
        assertThatThrownBy(() -> world.create(other, 2))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageStartingWith(
                        "This request would exceed the shard limit for the account 111122223333 in"
                                + " eu-west-1. Current shard count for the account: 199. Limit:"
                                + " 200. Number of additional shards that would have resulted from"
                                + " this request: 2. Refer");
        world.create(other, 1);
        assertThatThrownBy(() -> world.split(0, HashKey.of(BigInteger.TWO)))
                .isInstanceOf(LimitExceeded.class);
    }

    @Test
    void keepsEachStreamApartFromAnEarlierOneOfItsName() {
        world.createActive(1);
        world.put("a", "old");
        world.streams.delete(StreamWorld.CLICKS, false);
        world.background.runAll();
        world.clock.advance(Duration.ofMillis(1));
        world.createActive(1);
        assertThat(StreamWorld.read(world.shard(0))).isEmpty();
    }

    @Test
    void namesOfDotsBecomeSafeFolders() {
        DataStreamId dots = new DataStreamId(StreamWorld.ACCOUNT, StreamWorld.REGION, "..");
        world.create(dots, 1);
        world.background.runAll();
        assertThat(world.streams.shards(dots).getFirst().log().name().value())
                .isEqualTo("kinesis/111122223333/eu-west-1/=../1767225600250/shardId-000000000000");
    }

    @Test
    void updatingStreamsTakeRecordsAndBecomeActive() {
        world.createActive(1);
        world.split(0, MIDDLE);
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.UPDATING);
        world.put("a", "1");
        assertThatThrownBy(() -> world.split(0, MIDDLE))
                .isInstanceOf(DataStreamInUse.class)
                .hasMessage(
                        "Stream clicks under account 111122223333 not ACTIVE, instead in state"
                                + " UPDATING");
        world.background.runAll();
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(world.streams.writable(StreamWorld.CLICKS).openShards()).hasSize(2);
        assertThat(StreamWorld.read(world.shard(0))).containsExactly("a=1");
        assertThat(world.telemetry.count("hydrant_kinesis_reshards_total")).isEqualTo(1);
        assertThat(world.telemetry.gauge("hydrant_kinesis_open_shards")).isEqualTo(2);
    }

    @Test
    void closedShardsTurnAppendsAway() {
        world.createActive(1);
        WritableStream stream = world.streams.writable(StreamWorld.CLICKS);
        Shard parent = stream.openShards().getFirst();
        world.split(0, MIDDLE);
        world.background.runAll();
        assertThat(parent.closed()).contains(world.clock.instant());
        assertThatThrownBy(() -> stream.append(parent, StreamWorld.frame("a", "1")))
                .isInstanceOf(ShardClosed.class);
    }

    @Test
    void appendsGoOnWhenTheStoreFailsWhileShardsAreChanged() {
        world.createActive(1);
        world.split(0, MIDDLE);
        world.reopen(
                kept ->
                        new FaultyStore(
                                kept,
                                FaultyStore.at(
                                        0,
                                        () -> {
                                            throw new StoreFailed("scripted");
                                        })));
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(world.put("a", "1").id().index()).isZero();
        world.streams.expire(world.clock.instant());
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(world.put("a", "2").id().index()).isPositive();
    }

    @Test
    void recordsPastRetentionAreGoneAtOnce() {
        world.createActive(1);
        world.put("a", "1");
        world.clock.advance(Duration.ofHours(20));
        world.put("a", "2");
        assertThat(world.shard(0).horizonOffset()).isZero();
        world.clock.advance(Duration.ofHours(5));
        assertThat(world.shard(0).horizonOffset()).isEqualTo(1);
        retain(48);
        assertThat(world.shard(0).horizonOffset()).isZero();
        retain(24);
        assertThat(world.shard(0).horizonOffset()).isEqualTo(1);
    }

    @Test
    void letsTheLogForgetWhatIsPastRetention() {
        world.createActive(1);
        for (int i = 0; i < 4; i++) {
            world.put("a", "x".repeat(5000));
        }
        world.clock.advance(Duration.ofHours(25));
        world.put("a", "new");
        world.streams.expire(world.clock.instant());
        // whole segments go, in the order of the log's work: after the next append
        world.put("a", "newer");
        assertThat(world.shard(0).log().firstOffset()).isPositive();
        assertThat(StreamWorld.read(world.shard(0))).endsWith("a=new", "a=newer");
    }

    @Test
    void forgetsClosedShardsWhenTheirLastRecordIsPastRetention() {
        world.createActive(1);
        world.put("a", "1");
        world.clock.advance(Duration.ofHours(10));
        world.split(0, MIDDLE);
        world.background.runAll();
        world.clock.advance(Duration.ofHours(15));
        AtomicInteger told = new AtomicInteger();
        try (Watch _ = world.streams.watch(StreamWorld.CLICKS, told::incrementAndGet)) {
            world.streams.expire(world.clock.instant());
            assertThat(world.streams.shards(StreamWorld.CLICKS)).hasSize(3);
            assertThat(told).hasValue(0);
            world.clock.advance(Duration.ofHours(10));
            world.streams.expire(world.clock.instant());
            assertThat(told).hasValue(1);
        }
        assertThat(world.streams.shards(StreamWorld.CLICKS))
                .extracting(shard -> shard.id().index())
                .containsExactly(1L, 2L);
        assertThat(world.log.partitions()).hasSize(2);
        world.reopen();
        assertThat(world.clicks().shards().nextIndex()).isEqualTo(3);
    }

    @Test
    void deletesAtOpenWhatACrashLeftOfExpiredShards() {
        world.createActive(1);
        world.split(0, MIDDLE);
        world.background.runAll();
        world.clock.advance(Duration.ofHours(30));
        world.reopen(
                kept ->
                        new FaultyStore(
                                kept,
                                FaultyStore.at(
                                        1,
                                        () -> {
                                            throw new FaultyStore.Crash();
                                        })));
        assertThatThrownBy(() -> world.streams.expire(world.clock.instant()))
                .isInstanceOf(FaultyStore.Crash.class);
        assertThat(world.log.partitions()).hasSize(3);
        world.reopen();
        assertThat(world.log.partitions()).hasSize(2);
    }

    @Test
    void deletesRecordsConsumersAndMeters() {
        world.createActive(2);
        world.consumers.add(StreamWorld.CLICKS, "arn");
        world.streams.delete(StreamWorld.CLICKS, true);
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.DELETING);
        assertThatThrownBy(() -> world.streams.writable(StreamWorld.CLICKS))
                .isInstanceOf(DataStreamNotFound.class);
        world.background.runAll();
        assertThatThrownBy(() -> world.streams.shards(StreamWorld.CLICKS))
                .isInstanceOf(DataStreamNotFound.class)
                .hasMessage("Stream clicks under account 111122223333 not found.");
        assertThat(world.log.partitions()).isEmpty();
        assertThat(world.consumers.count(StreamWorld.CLICKS)).isZero();
        assertThat(world.telemetry.gauge("hydrant_kinesis_open_shards")).isZero();
    }

    @Test
    void refusesToDeleteAStreamWithConsumersUnlessTold() {
        world.createActive(1);
        world.consumers.add(StreamWorld.CLICKS, "arn");
        assertThatThrownBy(() -> world.streams.delete(StreamWorld.CLICKS, false))
                .isInstanceOf(DataStreamInUse.class);
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
    }

    @Test
    void deletesAStreamThatIsStillBeingCreated() {
        world.create(StreamWorld.CLICKS, 1);
        world.streams.delete(StreamWorld.CLICKS, false);
        world.background.runAll();
        assertThatThrownBy(() -> world.clicks()).isInstanceOf(DataStreamNotFound.class);
        assertThat(world.log.partitions()).isEmpty();
    }

    @Test
    void writersOfADeletedStreamAreToldThatItIsGone() {
        world.createActive(1);
        WritableStream stream = world.streams.writable(StreamWorld.CLICKS);
        Shard shard = stream.openShards().getFirst();
        world.streams.delete(StreamWorld.CLICKS, false);
        world.background.runAll();
        assertThatThrownBy(() -> stream.append(shard, StreamWorld.frame("a", "1")))
                .isInstanceOf(DataStreamNotFound.class);
    }

    @Test
    void tellsWatchersOfCreationAndResharding() {
        AtomicInteger told = new AtomicInteger();
        Watch watch = world.streams.watch(StreamWorld.CLICKS, told::incrementAndGet);
        world.createActive(1);
        assertThat(told).hasValue(1);
        world.split(0, MIDDLE);
        world.background.runAll();
        assertThat(told).hasValue(2);
        watch.close();
        world.streams.delete(StreamWorld.CLICKS, false);
        world.background.runAll();
        assertThat(told).hasValue(2);
    }

    @Test
    void aTagAsksForQuotas() {
        world.createActive(1);
        WritableStream stream = world.streams.writable(StreamWorld.CLICKS);
        assertThat(stream.quotasHold()).isFalse();
        world.streams.change(
                StreamWorld.CLICKS,
                present -> StreamChanges.tag(present, Map.of("hydrant:quotas", "aws")));
        assertThat(stream.quotasHold()).isTrue();
    }

    @Test
    void everyCrashDuringALifeIsMadeGood() {
        for (int call = 0; ; call++) {
            DataStreamId id =
                    new DataStreamId(StreamWorld.ACCOUNT, StreamWorld.REGION, "life-" + call);
            boolean crashed = lives(id, call);
            world.reopen();
            if (world.streams
                    .in(StreamWorld.ACCOUNT, StreamWorld.REGION, Optional.empty())
                    .anyMatch(stream -> stream.id().equals(id))) {
                DataStream left = world.streams.get(id);
                assertThat(left.status()).isEqualTo(StreamStatus.ACTIVE);
                Lineage.check(left.shards());
                world.streams.delete(id, false);
                world.background.runAll();
            }
            assertThat(world.log.partitions()).isEmpty();
            if (!crashed) {
                assertThat(call).isGreaterThan(10);
                return;
            }
        }
    }

    /// Creates, scales and deletes a stream; dies at the n-th moment.
    private boolean lives(DataStreamId id, int call) {
        Runnable crash =
                FaultyStore.at(
                        call,
                        () -> {
                            throw new FaultyStore.Crash();
                        });
        world.reopen(kept -> new FaultyStore(kept, crash));
        try {
            world.create(id, 2);
            world.background.runAll();
            world.streams.change(
                    id,
                    (stream, quota) -> ShardRules.scale(stream, quota, 3, world.clock.instant()));
            world.background.runAll();
            world.streams.delete(id, false);
            world.background.runAll();
            return false;
        } catch (FaultyStore.Crash _) {
            return true;
        }
    }

    @Test
    void nothingIsLostWhileManyWriteAndShardsChange() throws InterruptedException {
        world.createActive(2);
        int each = 100;
        List<Thread> writers =
                IntStream.range(0, 8)
                        .mapToObj(
                                w ->
                                        Thread.ofVirtual()
                                                .start(
                                                        () -> {
                                                            for (int i = 0; i < each; i++) {
                                                                world.put("w" + w, "" + i);
                                                            }
                                                        }))
                        .toList();
        int[] counts = {4, 3, 5, 3, 6, 4};
        for (int count : counts) {
            world.scale(count);
            world.background.runAll();
            assertClosedShardsAreFinal();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        for (int w = 0; w < 8; w++) {
            String key = "w" + w;
            List<String> seen =
                    world.streams.shards(StreamWorld.CLICKS).stream()
                            .flatMap(shard -> StreamWorld.read(shard).stream())
                            .filter(record -> record.startsWith(key + "="))
                            .toList();
            assertThat(seen)
                    .isEqualTo(IntStream.range(0, each).mapToObj(i -> key + "=" + i).toList());
        }
    }

    private void assertClosedShardsAreFinal() {
        for (Shard shard : world.streams.shards(StreamWorld.CLICKS)) {
            if (shard.closed().isPresent()) {
                long end = shard.log().endOffset();
                assertThatThrownBy(
                                () ->
                                        world.streams
                                                .writable(StreamWorld.CLICKS)
                                                .append(shard, StreamWorld.frame("x", "x")))
                        .isInstanceOf(ShardClosed.class);
                assertThat(shard.log().endOffset()).isEqualTo(end);
            }
        }
    }

    @Test
    void appendsUnderWayAreInTheShardBeforeItCloses() {
        world.createActive(1);
        WritableStream stream = world.streams.writable(StreamWorld.CLICKS);
        Shard parent = stream.openShards().getFirst();
        List<CompletableFuture<Appended>> underWay =
                IntStream.range(0, 50)
                        .mapToObj(i -> stream.append(parent, StreamWorld.frame("a", "" + i)))
                        .toList();
        world.split(0, MIDDLE);
        world.background.runAll();
        assertThat(parent.log().endOffset()).isEqualTo(50);
        assertThat(underWay).allMatch(CompletableFuture::isDone);
    }

    private void retain(int hours) {
        world.streams.change(
                StreamWorld.CLICKS, stream -> stream.with(stream.options().retaining(hours)));
    }
}
