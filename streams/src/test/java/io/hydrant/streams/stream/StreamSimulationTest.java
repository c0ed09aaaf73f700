package io.hydrant.streams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.control.StoreFailed;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.shard.DataStreamException;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A stream that is written while it is resharded, its store fails and its process dies. After
/// every step: nothing acknowledged is lost, nothing lies behind a close, the lineage holds.
class StreamSimulationTest {
    private static final int STEPS = 150;

    @TempDir Path directory;

    private final Map<ShardId, List<String>> acknowledged = new HashMap<>();
    private final Map<ShardId, Long> ends = new HashMap<>();
    private Random random;
    private StreamWorld world;
    private int records;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void keepsEveryRecordWhereItWasPut(long seed) {
        random = new Random(seed);
        try (StreamWorld opened = new StreamWorld(directory)) {
            world = opened;
            world.createActive(2);
            for (int step = 0; step < STEPS; step++) {
                step();
                check();
            }
            world.reopen();
            check();
            assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
        }
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> put();
            case 3 -> reshard();
            case 4 -> world.background.runAll();
            case 5 -> world.reopen();
            case 6 -> failAndGoOn();
            default -> crash();
        }
        world.clock.advance(Duration.ofMillis(random.nextInt(3000)));
    }

    private void put() {
        String key = "key-" + random.nextInt(20);
        String data = Integer.toString(records++);
        Shard shard = world.put(key, data);
        acknowledged.computeIfAbsent(shard.id(), _ -> new ArrayList<>()).add(key + "=" + data);
    }

    private void reshard() {
        try {
            world.streams.change(
                    StreamWorld.CLICKS,
                    stream -> {
                        stream.requireActive();
                        Reshard wish =
                                stream.shards().openCount() > 12
                                        ? new Reshard.Scale(3)
                                        : ShardMapTest.anything(stream.shards(), random);
                        return stream.with(stream.shards().wishing(wish)).in(StreamStatus.UPDATING);
                    });
        } catch (DataStreamException _) {
            assertThat(world.clicks().status()).isEqualTo(StreamStatus.UPDATING);
        }
    }

    /// The store fails at some call, before or after it took effect; the process lives on.
    private void failAndGoOn() {
        Runnable trouble =
                FaultyStore.at(
                        random.nextInt(5),
                        () -> {
                            throw new StoreFailed("scripted");
                        });
        world.reopen(kept -> new FaultyStore(kept, trouble));
        for (int i = 0; i < 3; i++) {
            try {
                reshard();
            } catch (HydrantException _) {
                // told to the caller
            }
            put();
            world.background.runAll();
            put();
            check();
        }
        world.streams.expire(world.clock.instant());
        assertThat(world.clicks().status()).isEqualTo(StreamStatus.ACTIVE);
    }

    private void crash() {
        try {
            Runnable trouble =
                    FaultyStore.at(
                            random.nextInt(6),
                            () -> {
                                throw new FaultyStore.Crash();
                            });
            world.reopen(kept -> new FaultyStore(kept, trouble));
            reshard();
            put();
            world.background.runAll();
            put();
        } catch (FaultyStore.Crash _) {
            // comes back below
        }
        world.reopen();
    }

    private void check() {
        DataStream stream = world.clicks();
        Lineage.check(stream.shards());
        assertThat(world.streams.writable(StreamWorld.CLICKS).openShards())
                .extracting(Shard::id)
                .isEqualTo(stream.shards().open().stream().map(StoredShard::id).toList());
        for (Shard shard : world.streams.shards(StreamWorld.CLICKS)) {
            assertThat(StreamWorld.read(shard))
                    .as("%s", shard.id())
                    .isEqualTo(acknowledged.getOrDefault(shard.id(), List.of()));
            if (shard.closed().isPresent()) {
                long end = shard.log().endOffset();
                assertThat(ends.computeIfAbsent(shard.id(), _ -> end)).isEqualTo(end);
                checkNumbers(shard, end);
            }
        }
    }

    private static void checkNumbers(Shard shard, long end) {
        SequenceNumber before = SequenceNumber.start(shard.createdSeconds(), shard.id());
        for (long offset = 0; offset < end; offset++) {
            SequenceNumber number =
                    shard.number(RecordPosition.ofFrame(offset), shard.closed().orElseThrow());
            assertThat(number).isGreaterThan(before);
            before = number;
        }
    }
}
