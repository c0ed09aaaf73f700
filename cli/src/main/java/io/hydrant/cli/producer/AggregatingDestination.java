package io.hydrant.cli.producer;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.wire.kpl.Aggregate;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A data stream that gets many user records in one record, as the Kinesis Producer Library packs
/// them: up to 50 KiB, all for one shard.
///
/// Which shard that is is foretold from the list of shards. When the answer names another one, the
/// list is asked for again, and an aggregate that holds a record of a third shard is sent once
/// more, packed anew: consumers leave it out where it came first. User records of one shard keep
/// their order.
///
/// Source: aggregation-format.md of the Kinesis Producer Library, and its defaults.
public final class AggregatingDestination implements RecordDestination {
    private static final int AGGREGATE_BYTES_MAX = 51_200;
    private static final String OUTER_KEY = "a";
    private static final Duration LIST_AGE_MAX = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final ShardListing listing;
    private final StreamDestination stream;
    private final Resending resending;
    private OpenShards shards = new OpenShards(List.of());
    private Instant listed = Instant.EPOCH;

    /// An aggregate and what it holds.
    private record Pack(String shardId, OutgoingRecord outgoing, List<OutgoingRecord> holds) {}

    public AggregatingDestination(
            InstantSource clock,
            ShardListing listing,
            StreamDestination stream,
            Resending resending) {
        this.clock = clock;
        this.listing = listing;
        this.stream = stream;
        this.resending = resending;
    }

    @Override
    public String name() {
        return stream.name();
    }

    /// Of user records: a few requests' worth.
    @Override
    public BatchLimits limits() {
        return new BatchLimits(10_000, 4 << 20, stream.limits().recordBytes());
    }

    @Override
    public Sent send(List<OutgoingRecord> batch) throws InterruptedException {
        int resent = 0;
        List<OutgoingRecord> open = batch;
        int tries = 0;
        while (!open.isEmpty()) {
            if (Duration.between(listed, clock.instant()).compareTo(LIST_AGE_MAX) >= 0) {
                refresh();
            }
            List<OutgoingRecord> misplaced = new ArrayList<>();
            OpenBatch outgoing = new OpenBatch(stream.limits());
            List<Pack> packs = new ArrayList<>();
            for (Pack pack : pack(open)) {
                if (outgoing.isFullFor(pack.outgoing())) {
                    resent += put(outgoing.take(), packs, misplaced);
                    packs.clear();
                }
                outgoing.add(pack.outgoing());
                packs.add(pack);
            }
            resent += put(outgoing.take(), packs, misplaced);
            resent += misplaced.size();
            if (!misplaced.isEmpty()) {
                tries++;
                resending.await(tries, name(), "its shards change");
            }
            open = misplaced;
        }
        return new Sent(batch.size(), StreamDestination.bytes(batch), resent);
    }

    private int put(List<OutgoingRecord> outgoing, List<Pack> packs, List<OutgoingRecord> misplaced)
            throws InterruptedException {
        PersistentPut.Outcome outcome = stream.sendAndLocate(outgoing);
        boolean refreshed = false;
        for (int place = 0; place < packs.size(); place++) {
            Pack pack = packs.get(place);
            String shardId = outcome.results().get(place).shardId();
            if (pack.holds().size() > 1 && !shardId.equals(pack.shardId())) {
                if (!refreshed) {
                    refresh();
                    refreshed = true;
                }
                if (!allIn(shardId, pack.holds())) {
                    misplaced.addAll(pack.holds());
                }
            }
        }
        return outcome.resentCount();
    }

    private boolean allIn(String shardId, List<OutgoingRecord> records) {
        Optional<OpenShards.OpenShard> shard = shards.named(shardId);
        return shard.isPresent()
                && records.stream().map(OpenShards::hash).allMatch(shard.get()::holds);
    }

    private void refresh() throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                shards = listing.ask();
                listed = clock.instant();
                return;
            } catch (WireFailure failure) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(failure.getMessage());
                }
                if (!Refusal.passes(failure)) {
                    throw failure;
                }
                resending.await(tries, name(), failure.getMessage());
            }
        }
    }

    /// Packs records by their shards; one whose shard is not known goes alone.
    private List<Pack> pack(List<OutgoingRecord> records) {
        List<Pack> packs = new ArrayList<>();
        Map<String, OpenPack> open = new LinkedHashMap<>();
        for (OutgoingRecord next : records) {
            BigInteger hash = OpenShards.hash(next);
            Optional<OpenShards.OpenShard> shard = shards.of(hash);
            if (shard.isEmpty()) {
                packs.add(new Pack("", next, List.of(next)));
                continue;
            }
            OpenPack pack = open.computeIfAbsent(shard.get().id(), _ -> new OpenPack(shard.get()));
            if (pack.isFullFor(next)) {
                packs.add(pack.close());
            }
            pack.add(next);
        }
        open.values().stream()
                .filter(pack -> !pack.holds.isEmpty())
                .map(OpenPack::close)
                .forEach(packs::add);
        return packs;
    }

    /// Grows until it is full; then begins anew.
    private static final class OpenPack {
        private final OpenShards.OpenShard shard;
        private Aggregate aggregate = new Aggregate();
        private List<OutgoingRecord> holds = new ArrayList<>();

        OpenPack(OpenShards.OpenShard shard) {
            this.shard = shard;
        }

        boolean isFullFor(OutgoingRecord next) {
            return !holds.isEmpty()
                    && aggregate.bytesWith(
                                    next.partitionKey(), next.explicitHashKey(), next.data().length)
                            > AGGREGATE_BYTES_MAX;
        }

        void add(OutgoingRecord next) {
            aggregate.add(next.partitionKey(), next.explicitHashKey(), next.data());
            holds.add(next);
        }

        /// A record alone goes as it is: nothing is gained by packing it.
        Pack close() {
            OutgoingRecord outgoing =
                    holds.size() == 1
                            ? holds.getFirst()
                            : new OutgoingRecord(
                                    aggregate.toBytes(),
                                    OUTER_KEY,
                                    Optional.of(shard.firstHash().toString()));
            Pack pack = new Pack(shard.id(), outgoing, holds);
            aggregate = new Aggregate();
            holds = new ArrayList<>();
            return pack;
        }
    }
}
