package io.hydrant.functions.mapping.engine.position;

import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which shards of a data stream may be read now, so that the records of a partition key keep their
/// order through splits and merges.
///
/// A shard is read once every shard with a lower number and an overlapping hash range is finished
/// or not there any more. That is "parents before children", and holds as well where shards in
/// between have expired. What is decided depends on the shards that are listed and on the ledger
/// alone, so it is the same after a restart.
///
/// @param from records that arrived before it are not read
public record ShardOrder(Instant from) {
    /// @param readable not finished, and it is their turn
    /// @param gone known to the ledger and not listed any more
    public record Look(List<Shard> readable, List<ShardKey> gone) {}

    /// @param listed every shard there is, in order of their numbers
    public Look look(List<Shard> listed, Map<ShardKey, ShardProgress> progress) {
        List<Shard> unfinished =
                listed.stream().filter(shard -> !isFinished(shard, progress)).toList();
        List<Shard> readable = new ArrayList<>();
        for (Shard shard : unfinished) {
            boolean waits =
                    unfinished.stream()
                            .anyMatch(
                                    other ->
                                            other.id().compareTo(shard.id()) < 0
                                                    && overlap(other.range(), shard.range()));
            if (!waits) {
                readable.add(shard);
            }
        }
        Set<ShardKey> present = listed.stream().map(ShardKey::of).collect(Collectors.toSet());
        List<ShardKey> gone =
                progress.keySet().stream().filter(key -> !present.contains(key)).sorted().toList();
        return new Look(readable, gone);
    }

    /// Where reading a shard begins that nothing is known of. It depends on the log alone; shards
    /// that came into being later are read from their first record.
    public RecordPosition start(Shard shard) {
        return shard.created().isAfter(from)
                ? RecordPosition.START
                : RecordPosition.ofFrame(shard.log().offsetAt(from));
    }

    /// A shard that was closed before reading begins has nothing to be read, and no ledger.
    private boolean isFinished(Shard shard, Map<ShardKey, ShardProgress> progress) {
        ShardProgress known = progress.get(ShardKey.of(shard));
        if (known != null) {
            return known.finished();
        }
        return shard.closed().isPresent() && start(shard).offset() >= shard.log().endOffset();
    }

    private static boolean overlap(HashKeyRange one, HashKeyRange other) {
        return one.start().compareTo(other.end()) <= 0 && other.start().compareTo(one.end()) <= 0;
    }
}
