package io.hydrant.streams.stream;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.WritableStream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A stream whose shards are open to readers and writers, until it is gone.
///
/// Safe for use by many threads: what changes is replaced as a whole. [#show] is called by one
/// thread at a time.
final class LiveStream implements WritableStream {
    private static final int KIB = 1024;

    private final DataStreamId id;
    private final Instant created;
    private final StreamLog log;
    private final InstantSource clock;
    private final boolean quotasAlways;
    private volatile Table table;

    /// Opens the partitions of all shards.
    LiveStream(DataStream document, StreamLog log, StreamSettings settings) {
        this.id = document.id();
        this.created = document.created();
        this.log = log;
        this.clock = settings.clock();
        this.quotasAlways = settings.quotasHold();
        this.table = table(document, Map.of());
    }

    /// Replaces what readers and writers see.
    void show(DataStream document) {
        table = table(document, table.shards());
    }

    private Table table(DataStream document, Map<ShardId, LiveShard> known) {
        Map<ShardId, LiveShard> shards = new HashMap<>();
        Map<ShardId, StoredShard> stored = new HashMap<>();
        List<Shard> all = new ArrayList<>();
        for (StoredShard shard : document.shards().all()) {
            LiveShard live = known.get(shard.id());
            if (live == null) {
                live =
                        new LiveShard(
                                this,
                                shard,
                                log.partition(
                                        Partitions.name(document, shard.id()),
                                        StreamLog.Purpose.RECORDS));
            }
            shards.put(shard.id(), live);
            stored.put(shard.id(), shard);
            all.add(live);
        }
        List<Shard> open = new ArrayList<>();
        document.shards().open().forEach(shard -> open.add(shards.get(shard.id())));
        return new Table(document, shards, stored, List.copyOf(all), List.copyOf(open));
    }

    @Override
    public DataStreamId id() {
        return id;
    }

    Instant created() {
        return created;
    }

    Instant now() {
        return clock.instant();
    }

    DataStream document() {
        return table.document();
    }

    /// A shard that expired meanwhile stays closed.
    Optional<Instant> closed(StoredShard shard) {
        StoredShard present = table.stored().get(shard.id());
        if (present != null) {
            return present.closed();
        }
        return shard.closed().isPresent() ? shard.closed() : Optional.of(shard.created());
    }

    @Override
    public boolean encrypted() {
        return table.document().encrypted();
    }

    @Override
    public int recordBytesMax() {
        return table.document().options().recordKibMax() * KIB;
    }

    @Override
    public boolean quotasHold() {
        return quotasAlways || table.document().asksForQuotas();
    }

    /// Every shard that has not expired, in order of ids.
    List<Shard> shards() {
        return table.all();
    }

    Optional<LiveShard> shard(ShardId shard) {
        return Optional.ofNullable(table.shards().get(shard));
    }

    List<LiveShard> liveShards() {
        return List.copyOf(table.shards().values());
    }

    @Override
    public List<Shard> openShards() {
        return table.open();
    }

    @Override
    public CompletableFuture<Appended> append(Shard shard, Frame frame) {
        if (!(shard instanceof LiveShard live) || !live.isOf(this)) {
            throw new IllegalArgumentException(shard.id() + " is none of " + id);
        }
        return live.append(frame).orElseThrow(() -> refusal(shard));
    }

    private RuntimeException refusal(Shard shard) {
        return table.document().takesRecords()
                ? new ShardClosed(id, shard.id())
                : new DataStreamNotFound(id);
    }

    /// What is seen at one moment.
    ///
    /// @param all in order of ids
    /// @param open in order of ranges
    private record Table(
            DataStream document,
            Map<ShardId, LiveShard> shards,
            Map<ShardId, StoredShard> stored,
            List<Shard> all,
            List<Shard> open) {}
}
