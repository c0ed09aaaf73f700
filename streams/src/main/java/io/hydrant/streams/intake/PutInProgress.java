package io.hydrant.streams.intake;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.quota.ShardLimits;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.shard.PartitionKeyHash;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.WritableStream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// One put on its way: in each round the records that wait are appended to the shards that are open
/// then, one frame a shard. For one thread.
final class PutInProgress {
    private static final int WAITING = -1;

    private final WritableStream stream;
    private final IncomingRecords records;
    private final PayloadPool payloads;
    private final ShardQuotas quotas;
    private final List<Portion> portions = new ArrayList<>();
    private final List<Append> appends = new ArrayList<>();
    private final int[] portionOf;
    private int waitingCount;

    PutInProgress(
            WritableStream stream,
            IncomingRecords records,
            PayloadPool payloads,
            ShardQuotas quotas) {
        this.stream = stream;
        this.records = records;
        this.payloads = payloads;
        this.quotas = quotas;
        this.portionOf = new int[records.count()];
        this.waitingCount = records.count();
        Arrays.fill(portionOf, WAITING);
    }

    /// Whether records wait for a round.
    boolean isPending() {
        return waitingCount > 0;
    }

    PutOutcome outcome() {
        return new PutOutcome(portions, portionOf);
    }

    /// Appends what waits to the shards that are open now, and waits until that is durable.
    void round() {
        List<Shard> shards = stream.openShards();
        int copiedBytes = needsCopy(shards) ? waitingDataBytes() : 0;
        try (PayloadPool.Lease lease = payloads.lease(copiedBytes)) {
            try {
                append(shards, lease.buffer());
            } finally {
                // also after a failure: the buffers are in use until every append has ended
                appends.forEach(append -> append.done.handle((_, _) -> true).join());
            }
            appends.forEach(this::settle);
            appends.clear();
        }
    }

    private void append(List<Shard> shards, ByteBuffer payload) {
        Groups groups = Groups.of(targets(shards), shards.size());
        for (int group = 0; group < shards.size(); group++) {
            if (groups.size(group) > 0) {
                append(shards.get(group), groups.members(group), payload);
            }
        }
    }

    private void settle(Append append) {
        try {
            Appended appended = append.done.join();
            RecordPosition first = RecordPosition.ofFrame(appended.offset());
            end(
                    append,
                    new Portion.Kept(append.shard, append.shard.number(first, appended.arrival())));
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case ShardClosed _ -> {} // its records wait for the next round
                case HydrantException cause -> end(append, new Portion.Failed(append.shard, cause));
                case RuntimeException cause -> throw cause;
                default -> throw e;
            }
        }
    }

    private void end(Append append, Portion portion) {
        portions.add(portion);
        for (int record : append.members) {
            portionOf[record] = portions.size() - 1;
        }
        waitingCount -= append.members.length;
    }

    /// The index of its shard for each record, or [#WAITING] for those that wait no more.
    private int[] targets(List<Shard> shards) {
        int[] targets = new int[portionOf.length];
        if (shards.size() == 1 && waitingCount == targets.length) {
            return targets;
        }
        PartitionKeyHash hash = new PartitionKeyHash();
        for (int record = 0; record < targets.length; record++) {
            targets[record] =
                    portionOf[record] == WAITING
                            ? ShardRouting.indexOf(records.hashKey(record, hash), shards)
                            : WAITING;
        }
        return targets;
    }

    private void append(Shard shard, int[] wanted, ByteBuffer payload) {
        int[] members = stream.quotasHold() ? admitted(shard, wanted) : wanted;
        if (members.length > 0) {
            appends.add(new Append(shard, members, start(shard, frame(members, payload))));
        }
    }

    private CompletableFuture<Appended> start(Shard shard, Frame frame) {
        try {
            return stream.append(shard, frame);
        } catch (HydrantException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private int[] admitted(Shard shard, int[] wanted) {
        ShardLimits limits = quotas.of(shard);
        int[] admitted = new int[wanted.length];
        int count = 0;
        for (int record : wanted) {
            if (limits.write(records.recordBytes(record))) {
                admitted[count] = record;
                count++;
            } else {
                portionOf[record] = portions.size();
            }
        }
        if (count < wanted.length) {
            portions.add(new Portion.Throttled(shard));
            waitingCount -= wanted.length - count;
        }
        return Arrays.copyOf(admitted, count);
    }

    private Frame frame(int[] members, ByteBuffer payload) {
        int keyBytes = 0;
        for (int record : members) {
            keyBytes += records.keyBytes(record);
        }
        ShardFrame.Metadata metadata = new ShardFrame.Metadata(members.length, keyBytes);
        int[] lengths = new int[members.length];
        boolean aggregates = false;
        for (int i = 0; i < members.length; i++) {
            records.addKeyTo(metadata, members[i]);
            lengths[i] = records.dataBytes(members[i]);
            aggregates = aggregates || records.beginsLikeAggregate(members[i]);
        }
        ByteBuffer data =
                members.length == records.count() && records.contiguous()
                        ? records.allData()
                        : copy(members, payload);
        return new Frame(metadata.toBuffer(stream.encrypted(), aggregates), lengths, data);
    }

    private ByteBuffer copy(int[] members, ByteBuffer payload) {
        int start = payload.position();
        for (int record : members) {
            records.addDataTo(payload, record);
        }
        return payload.slice(start, payload.position() - start);
    }

    private boolean needsCopy(List<Shard> shards) {
        return shards.size() > 1
                || waitingCount < records.count()
                || stream.quotasHold()
                || !records.contiguous();
    }

    private int waitingDataBytes() {
        int bytes = 0;
        for (int record = 0; record < portionOf.length; record++) {
            if (portionOf[record] == WAITING) {
                bytes += records.dataBytes(record);
            }
        }
        return bytes;
    }

    /// @param members the records of the frame in their order
    private record Append(Shard shard, int[] members, CompletableFuture<Appended> done) {}
}
