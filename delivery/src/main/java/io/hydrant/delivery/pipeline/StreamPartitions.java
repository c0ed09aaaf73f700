package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog;

import java.util.List;
import java.util.Optional;

/// The partitions of the log that belong to one delivery stream.
///
/// ```
/// firehose/ACCOUNT/REGION/NAME/lane-0                          records that were put to it
/// firehose/ACCOUNT/REGION/NAME/ledger-0                        the ledger of that lane
/// firehose/ACCOUNT/REGION/NAME/ledger-MILLIS-shardId-000...    the ledger of a shard's lane
/// ```
///
/// MILLIS is the creation of the data stream, so that a later one of its name is not taken for it.
record StreamPartitions(StreamId stream) {
    PartitionName lane() {
        return new PartitionName(folder() + "lane-0");
    }

    PartitionName ledger() {
        return new PartitionName(folder() + "ledger-0");
    }

    PartitionName ledger(ShardKey shard) {
        return new PartitionName(folder() + "ledger-" + shard);
    }

    /// The shards that have a ledger.
    List<ShardKey> shards(StreamLog log) {
        String head = folder() + "ledger-";
        return log.partitions().stream()
                .map(PartitionName::value)
                .filter(name -> name.startsWith(head))
                .map(name -> ShardKey.parse(name.substring(head.length())))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Removes them all.
    void delete(StreamLog log) {
        log.delete(lane());
        log.delete(ledger());
        shards(log).forEach(shard -> log.delete(ledger(shard)));
    }

    private String folder() {
        String name = stream.name();
        String safe = name.equals(".") || name.equals("..") ? "=" + name : name;
        return "firehose/" + stream.account() + "/" + stream.region() + "/" + safe + "/";
    }
}
