package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.util.List;

/// All records of a stream that nobody writes to.
public final class StreamSnapshot {
    private StreamSnapshot() {}

    /// Reads each shard from its oldest record to its end or its tip.
    public static void read(KinesisClient kinesis, String stream, RecordSink sink) {
        ShardWalk walk = new ShardWalk(ShardGraph.of(kinesis, stream).shards());
        List<String> ready = walk.takeReady();
        while (!ready.isEmpty()) {
            for (String shard : ready) {
                walk.finish(shard, readShard(kinesis, stream, shard, sink));
            }
            ready = walk.takeReady();
        }
    }

    private static List<ChildShard> readShard(
            KinesisClient kinesis, String stream, String shard, RecordSink sink) {
        String iterator =
                kinesis.getShardIterator(
                                get ->
                                        get.streamName(stream)
                                                .shardId(shard)
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        while (iterator != null) {
            String current = iterator;
            GetRecordsResponse answer = kinesis.getRecords(get -> get.shardIterator(current));
            for (Record record : answer.records()) {
                sink.accept(shard, record);
            }
            boolean atTip = answer.records().isEmpty() && answer.millisBehindLatest() == 0;
            if (atTip && answer.nextShardIterator() != null) {
                return List.of();
            }
            iterator = answer.nextShardIterator();
            if (iterator == null) {
                return Ends.children(shard, answer.childShards());
            }
        }
        throw new IllegalStateException(shard + " gave no iterator");
    }
}
