package io.hydrant.streams.consumer;

import io.hydrant.streams.retrieval.ReadBudget;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.retrieval.ShardReader;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes the events of one subscription from the records of its shard. For one thread.
final class ShardFeed implements AutoCloseable {
    private final Shard shard;
    private final InstantSource clock;
    private final SubscriptionLimits limits;
    private ShardReader reader;
    private SequenceNumber continuation;
    private Instant lastArrival;

    /// @param start where the first record is looked for
    ShardFeed(Shard shard, RecordPosition start, InstantSource clock, SubscriptionLimits limits) {
        this.shard = shard;
        this.clock = clock;
        this.limits = limits;
        this.reader = ShardReader.open(shard, start);
        this.lastArrival = clock.instant();
        this.continuation = numberBefore(shard, start, lastArrival);
    }

    /// A number no greater than those of the records from a position on, and greater than those
    /// before it, or equal to that of the last of them. There need be no record with it.
    static SequenceNumber numberBefore(Shard shard, RecordPosition position, Instant now) {
        if (position.record() > 0) {
            return shard.number(new RecordPosition(position.offset(), position.record() - 1), now);
        }
        if (position.offset() > 0) {
            return shard.number(
                    new RecordPosition(position.offset() - 1, RecordPosition.RECORD_MAX), now);
        }
        return SequenceNumber.start(shard.createdSeconds(), shard.id());
    }

    /// Hands the records of the next event over.
    ///
    /// @return how many there were; 0 when there is nothing new
    Taken fill(Subscriber subscriber) {
        ReadBudget budget = new ReadBudget(limits.eventRecordsMax(), limits.eventBytesMax());
        int records = 0;
        Optional<RecordRange> range = reader.next(budget);
        while (range.isPresent()) {
            RecordRange found = range.get();
            subscriber.add(found);
            records += found.count();
            continuation = found.lastNumber();
            lastArrival = found.frame().frame().arrival();
            range = reader.next(budget);
        }
        return new Taken(records, budget.bytesTaken());
    }

    /// What to say with the records that were handed over.
    EventEnd end() {
        return new EventEnd(Optional.of(continuation), millisBehind(), List.of());
    }

    /// Whether the shard is closed and all its records were handed over.
    boolean exhausted() {
        return reader.atEnd();
    }

    /// The log must grow beyond this offset before there is more. Right after [#fill] found
    /// nothing.
    long tipOffset() {
        return reader.position().offset();
    }

    /// Gives its buffers and files back until there is something to read again.
    void rest() {
        reader.close();
        reader = ShardReader.open(shard, reader.position());
    }

    @Override
    public void close() {
        reader.close();
    }

    private long millisBehind() {
        if (reader.atTip()) {
            return 0;
        }
        return Math.max(0, clock.millis() - lastArrival.toEpochMilli());
    }

    /// @param bytes data and keys
    record Taken(int records, long bytes) {}
}
