package io.hydrant.streams.stream;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardId;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The streams whose shards are open, and what is done to the log when streams change.
///
/// Shards are changed so that nothing is lost and nothing comes behind a close: the partitions of
/// the new shards are opened, appends to the closing shards are held back until none is under way,
/// the stream's new document is stored, what readers and writers see is replaced as a whole, and
/// those held back are sent to the children. When the store fails, they go on as before.
///
/// Finding streams is safe for use by many threads; one stream is settled and expired by one thread
/// at a time.
final class RunningStreams {
    private final Map<DataStreamId, LiveStream> running = new ConcurrentHashMap<>();
    private final StoredStreams stored;
    private final StreamLog log;
    private final ConsumerRegistry consumers;
    private final StreamSettings settings;

    RunningStreams(
            StoredStreams stored,
            StreamLog log,
            ConsumerRegistry consumers,
            StreamSettings settings) {
        this.stored = stored;
        this.log = log;
        this.consumers = consumers;
        this.settings = settings;
    }

    Optional<LiveStream> find(DataStreamId id) {
        return Optional.ofNullable(running.get(id));
    }

    /// Opens the shards of a stream that was open before the server stopped.
    void reopen(DataStream stream) {
        deletePartitionsOfExpired(stream);
        run(new LiveStream(stream, log, settings));
    }

    /// Shows readers and writers what a stream has become.
    void show(DataStream stream) {
        find(stream.id()).ifPresent(live -> live.show(stream));
    }

    /// Carries out what is stored of a stream, then stores that it is done.
    ///
    /// @return whether it was not done yet
    boolean settle(DataStream stream) {
        switch (stream.status()) {
            case CREATING -> finishCreation(stream);
            case UPDATING -> finishUpdate(stream);
            case DELETING -> finishDeletion(stream);
            case ACTIVE -> {
                return false;
            }
        }
        return true;
    }

    /// Lets the log forget what is past its retention, and forgets closed shards that hold nothing
    /// any more.
    ///
    /// @return whether shards were forgotten
    boolean expire(DataStreamId id, Instant now) {
        Optional<LiveStream> found = find(id).filter(live -> live.document().takesRecords());
        if (found.isEmpty()) {
            return false;
        }
        LiveStream live = found.get();
        Instant oldest = now.minus(live.document().options().retention());
        Set<ShardId> expired =
                live.liveShards().stream()
                        .filter(shard -> trimmedEmpty(shard, now))
                        .filter(shard -> shard.closed().filter(oldest::isAfter).isPresent())
                        .map(LiveShard::id)
                        .collect(Collectors.toSet());
        if (expired.isEmpty()) {
            return false;
        }
        DataStream changed =
                stored.change(
                        id, stream -> stream.with(stream.shards().without(expired)), this::show);
        expired.forEach(shard -> log.delete(Partitions.name(changed, shard)));
        return true;
    }

    private static boolean trimmedEmpty(LiveShard shard, Instant now) {
        long horizon = shard.horizonAt(now);
        if (horizon > shard.log().firstOffset()) {
            shard.log().trimBelow(horizon);
        }
        return horizon >= shard.log().endOffset();
    }

    private void finishCreation(DataStream stream) {
        LiveStream live = new LiveStream(stream, log, settings);
        stored.change(
                stream.id(),
                present ->
                        present.status() == StreamStatus.CREATING
                                ? present.in(StreamStatus.ACTIVE)
                                : present,
                active -> {
                    live.show(active);
                    run(live);
                });
    }

    private void finishUpdate(DataStream stream) {
        if (stream.shards().pending().isPresent()) {
            reshard(stream);
        } else {
            stored.change(stream.id(), present -> updated(present, present.shards()), this::show);
        }
    }

    private void reshard(DataStream stream) {
        Instant now = settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        ShardMap next = stream.shards().carriedOut(now);
        next.all().forEach(shard -> openPartition(stream, shard.id()));
        LiveStream live = running.get(stream.id());
        List<LiveShard> closing =
                next.all().stream()
                        .filter(shard -> !shard.open())
                        .flatMap(shard -> live.shard(shard.id()).stream())
                        .filter(shard -> shard.closed().isEmpty())
                        .toList();
        closing.forEach(shard -> shard.gate().shut());
        try {
            stored.change(stream.id(), present -> updated(present, next), this::show);
        } finally {
            closing.forEach(LiveShard::openOrCloseGate);
        }
        counted("hydrant_kinesis_reshards_total", "Times a stream's shards were changed.", live);
    }

    private static DataStream updated(DataStream present, ShardMap shards) {
        return present.status() == StreamStatus.UPDATING
                ? present.with(shards).in(StreamStatus.ACTIVE)
                : present;
    }

    private void finishDeletion(DataStream stream) {
        find(stream.id()).ifPresent(RunningStreams::turnWritersAway);
        consumers.forget(stream.id());
        // readers are to meet no shards rather than shards without a log
        running.remove(stream.id());
        partitions(stream).forEach(log::delete);
        stored.remove(stream.id());
        settings.telemetry().forget("stream", stream.id().toString());
    }

    private static void turnWritersAway(LiveStream live) {
        for (LiveShard shard : live.liveShards()) {
            shard.gate().shut();
            shard.gate().close();
        }
    }

    private void openPartition(DataStream stream, ShardId shard) {
        log.partition(Partitions.name(stream, shard), StreamLog.Purpose.RECORDS);
    }

    private void run(LiveStream live) {
        settings.telemetry()
                .gauge(
                        "hydrant_kinesis_open_shards",
                        "Shards that take records.",
                        labels(live),
                        () -> live.openShards().size());
        running.put(live.id(), live);
    }

    private void counted(String name, String help, LiveStream live) {
        settings.telemetry().counter(name, help, labels(live)).add(1);
    }

    private static Labels labels(LiveStream live) {
        return Labels.of("stream", live.id().toString());
    }

    /// A crash may come after shards were forgotten and before their partitions were deleted.
    private void deletePartitionsOfExpired(DataStream stream) {
        Set<ShardId> kept =
                stream.shards().all().stream().map(StoredShard::id).collect(Collectors.toSet());
        for (PartitionName partition : partitions(stream)) {
            boolean forgotten =
                    Partitions.shard(stream, partition)
                            .filter(shard -> shard.index() < stream.shards().nextIndex())
                            .filter(shard -> !kept.contains(shard))
                            .isPresent();
            if (forgotten) {
                log.delete(partition);
            }
        }
    }

    private List<PartitionName> partitions(DataStream stream) {
        String folder = Partitions.folder(stream);
        return log.partitions().stream().filter(p -> p.value().startsWith(folder)).toList();
    }
}
