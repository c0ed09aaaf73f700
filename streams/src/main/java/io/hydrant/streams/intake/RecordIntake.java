package io.hydrant.streams.intake;

import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.WritableStream;

/// Keeps the records of puts in the shards of a stream. Safe for use by many threads.
public final class RecordIntake {
    /// How often records are sent on to other shards because theirs were closed meanwhile.
    private static final int ROUNDS_MAX = 16;

    private final PayloadPool payloads;
    private final ShardQuotas quotas;

    public RecordIntake(PayloadPool payloads, ShardQuotas quotas) {
        this.payloads = payloads;
        this.quotas = quotas;
    }

    /// Keeps what it can; returns when that is durable. The records of a shard stay in their order.
    ///
    /// @throws ShardClosed when shards are closed faster than records can be sent to their children
    public PutOutcome put(WritableStream stream, IncomingRecords records) {
        PutInProgress put = new PutInProgress(stream, records, payloads, quotas);
        for (int round = 1; put.isPending(); round++) {
            put.round();
            if (round == ROUNDS_MAX && put.isPending()) {
                throw new ShardClosed(stream.id(), stream.openShards().getFirst().id());
            }
        }
        return put.outcome();
    }
}
