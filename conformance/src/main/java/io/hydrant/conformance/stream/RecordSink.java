package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.model.Record;

/// Takes what a reader reads: one shard's records in order, those of several shards by several
/// threads.
public interface RecordSink {
    void accept(String shardId, Record record);
}
