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
/// firehose/ACCOUNT/REGION/NAME/processed-0                     what its function made of them
/// firehose/ACCOUNT/REGION/NAME/processed-ledger-0              the ledger of their delivery
/// firehose/ACCOUNT/REGION/NAME/processed-MILLIS-shardId-000... the same for a shard
/// firehose/ACCOUNT/REGION/NAME/processed-ledger-MILLIS-shardId-000...
/// ```
///
/// MILLIS is the creation of the data stream, so that a later one of its name is not taken for it.
/// The last four are there only if the stream ever had a function.
record StreamPartitions(StreamId stream) {
    private static final String PROCESSED = "processed-";
    private static final String PROCESSED_LEDGER = "processed-ledger-";

    PartitionName lane() {
        return new PartitionName(folder() + "lane-0");
    }

    PartitionName ledger() {
        return new PartitionName(folder() + "ledger-0");
    }

    PartitionName ledger(ShardKey shard) {
        return new PartitionName(folder() + "ledger-" + shard);
    }

    Processed processed() {
        return new Processed(
                new PartitionName(folder() + PROCESSED + "0"),
                new PartitionName(folder() + PROCESSED_LEDGER + "0"));
    }

    Processed processed(ShardKey shard) {
        return new Processed(
                new PartitionName(folder() + PROCESSED + shard),
                new PartitionName(folder() + PROCESSED_LEDGER + shard));
    }

    /// Where what a function made of a lane's records lies.
    ///
    /// Both are for bookkeeping: where records may not be kept any more, because a stream outran
    /// its function, its log gets shorter only by what can be processed.
    record Processed(PartitionName log, PartitionName ledger) {
        void delete(StreamLog from) {
            from.delete(log);
            from.delete(ledger);
        }
    }

    /// Whether a partition of this name keeps what a function made.
    static boolean isProcessed(PartitionName name) {
        String last = name.value().substring(name.value().lastIndexOf('/') + 1);
        return name.value().startsWith("firehose/") && last.startsWith(PROCESSED);
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
        processed().delete(log);
        log.delete(ledger());
        shards(log).forEach(shard -> delete(shard, log));
    }

    /// Removes what was kept of a shard; its ledger last, by which the rest is found.
    void delete(ShardKey shard, StreamLog log) {
        processed(shard).delete(log);
        log.delete(ledger(shard));
    }

    private String folder() {
        String name = stream.name();
        String safe = name.equals(".") || name.equals("..") ? "=" + name : name;
        return "firehose/" + stream.account() + "/" + stream.region() + "/" + safe + "/";
    }
}
