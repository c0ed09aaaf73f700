package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.ClosedBuffer;
import io.hydrant.delivery.buffer.DeliveryBuffer;
import io.hydrant.delivery.buffer.Gathering;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.EarlyTable;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.TakenPositions;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.subrecord.SubRecordOutcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one track of a lane collects: open buffers, and closed ones that have no intent yet. While
/// its plan has a function, records of the main track are collected into batches for that instead.
/// For one thread.
final class LaneTrack implements AutoCloseable {
    private final Track track;
    private final List<Closed> closed = new ArrayList<>();
    private final List<OpenBatch.Closed> closedBatches = new ArrayList<>();
    private final OpenBuffers buffers = new OpenBuffers(this::newBuffer);
    private TakenPositions taken;
    private DeliveryPlan plan;
    private final Room room;
    private Optional<OpenBatch> batch;
    private Optional<PartitionFinder> finder;
    private Optional<Gatherer> gatherer;
    private PositionRanges.Builder passed = new PositionRanges.Builder();

    /// A closed buffer and what it was collected under.
    ///
    /// @param table that its records are rows of already
    record Closed(
            DeliveryPlan plan, Optional<EarlyTable> table, BufferKey key, ClosedBuffer buffer) {}

    /// Where open partitions are.
    ///
    /// @param active told of those that begin
    /// @param memory keeps copies of their records; without it all are read from the log again
    /// @param conversions make rows of records, to be kept instead
    record Room(
            ActivePartitions.Share active,
            Optional<RecordMemory> memory,
            ConversionPlanner conversions) {
        static Room of(SourceLane.Equipment lane) {
            return new Room(lane.partitions().share(), lane.memory(), lane.conversions());
        }
    }

    LaneTrack(Track track, DeliveryPlan plan, TakenPositions taken, Room room) {
        this.track = track;
        this.plan = plan;
        this.taken = taken;
        this.room = room;
        this.batch = newBatch();
        this.finder = newFinder();
        this.gatherer = newGatherer();
    }

    Track track() {
        return track;
    }

    /// More is in objects, or needs none, than when the track was opened.
    void taken(TakenPositions now) {
        taken = now;
    }

    /// Whether what records hold matters for where they go, or they are copied.
    boolean looksIntoRecords() {
        return finder.isPresent();
    }

    /// Collects the frame's records that are not in an object already; closes what gets full.
    void take(SplitFrame read) {
        SplitFrame frame =
                switch (track) {
                    case MAIN -> read;
                    case BACKUP -> read.undivided();
                };
        if (gatherer.isPresent() && gatherer.get().seesOtherTable()) {
            closeBuffers(); // what they hold are rows of the table as it was
            gatherer.get().renew();
        }
        int count = frame.count();
        int record = 0;
        if (count == 0) {
            passed.add(frame.boundary(0), Position.ofFrame(frame.offset() + 1));
            return;
        }
        if (frame.offset() > taken.end().offset()) {
            takeAll(frame, 0, count);
            return;
        }
        while (record < count) {
            int end = record;
            while (end < count && !taken.contains(frame.position(end))) {
                end++;
            }
            takeAll(frame, record, end);
            record = end + 1;
        }
    }

    /// What was in no object before this lane was opened, in between.
    PositionRanges notTaken(Position from, Position to) {
        return taken.gaps(from, to);
    }

    /// Positions that were read, hold no record, and are not in the ledger yet.
    PositionRanges passed() {
        return passed.build();
    }

    /// The ledger has them now.
    void forgetPassed() {
        passed = new PositionRanges.Builder();
    }

    /// Goes over to another plan; what was collected so far keeps the old one.
    void change(DeliveryPlan next) {
        closeBuffers();
        plan = next;
        batch = newBatch();
        finder = newFinder();
        gatherer = newGatherer();
    }

    /// @param batchesWait while others wait for the function, a batch may as well grow
    void closeIfDue(Instant now, boolean batchesWait) {
        buffers.rollDue(now).forEach(this::keep);
        if (!batchesWait && closedBatches.isEmpty() && !now.isBefore(batchDue())) {
            closeBatch();
        }
    }

    void closeBuffers() {
        buffers.rollAll().forEach(this::keep);
        closeBatch();
    }

    List<Closed> closed() {
        return List.copyOf(closed);
    }

    /// So many closed buffers, from the first on, have intents now.
    void forgetClosed(int count) {
        closed.subList(0, count).clear();
    }

    /// The batches that were closed since the last call.
    List<OpenBatch.Closed> takeBatches() {
        List<OpenBatch.Closed> batches = List.copyOf(closedBatches);
        closedBatches.clear();
        return batches;
    }

    int closedBatchCount() {
        return closedBatches.size();
    }

    /// @param batchesWait as for [#closeIfDue]
    Instant due(boolean batchesWait) {
        Instant due = buffers.due();
        Instant other = batchesWait ? Instant.MAX : batchDue();
        return other.isBefore(due) ? other : due;
    }

    /// How fast the open buffers of partitions fill.
    PartitionThroughput throughput(Instant now) {
        return buffers.throughput(now);
    }

    boolean isEmpty() {
        return filledCount() == 0;
    }

    /// What holds records: open buffers and batches; closed ones together count as one.
    int filledCount() {
        int closedOnes = closed.isEmpty() && closedBatches.isEmpty() ? 0 : 1;
        int batches = batch.isPresent() && !batch.get().isEmpty() ? 1 : 0;
        return buffers.count() + batches + (buffers.isEmpty() && batches == 0 ? closedOnes : 0);
    }

    /// Arrival of the oldest record collected; `Instant.MAX` when there is none.
    Instant oldest() {
        Instant oldest = earlier(buffers.oldest(), batch.map(OpenBatch::oldest));
        for (Closed one : closed) {
            oldest = earlier(oldest, Optional.of(one.buffer().content().oldest()));
        }
        for (OpenBatch.Closed one : closedBatches) {
            oldest = earlier(oldest, Optional.of(one.oldest()));
        }
        return oldest;
    }

    /// Lets go of all that was collected.
    @Override
    public void close() {
        buffers.close();
        closed.forEach(one -> one.buffer().close());
    }

    private void takeAll(SplitFrame frame, int first, int end) {
        int record = first;
        while (record < end) {
            Optional<SubRecordOutcome.Failed> refusal = frame.refusal(record);
            if (refusal.isPresent()) {
                assign(frame, record, refused(refusal.get()));
                record++;
                continue;
            }
            int until = record + 1;
            while (until < end && frame.refusal(until).isEmpty()) {
                until++;
            }
            record = takeSome(frame, record, until);
        }
    }

    private static Assignment refused(SubRecordOutcome.Failed refusal) {
        Reason reason = new Reason(refusal.code(), refusal.message());
        return new Assignment.Refused(refusal.output(), reason);
    }

    private int takeSome(SplitFrame frame, int first, int end) {
        return batch.isPresent()
                ? batchSome(batch.get(), frame, first, end)
                : bufferSome(frame, first, end);
    }

    private int batchSome(OpenBatch into, SplitFrame frame, int first, int end) {
        int next = into.take(frame, first, end);
        if (into.isFull()) {
            closeBatch();
        }
        return next;
    }

    private int bufferSome(SplitFrame frame, int first, int end) {
        if (finder.isPresent() && frame.errorOutput(first).isEmpty()) {
            return partitionSome(finder.get(), frame, first, end);
        }
        Optional<ErrorOutput> output = frame.errorOutput(first);
        boolean alike = frame.isPlain() && finder.isEmpty();
        int sameEnd = alike ? end : first + 1;
        while (sameEnd < end && frame.errorOutput(sameEnd).equals(output)) {
            sameEnd++;
        }
        BufferKey key = output.<BufferKey>map(BufferKey.Errors::new).orElse(BufferKey.WHOLE);
        return bufferRun(key, frame, first, sameEnd);
    }

    /// First the partitions of all, then their buffers: see [OpenBuffers#lookAhead].
    private int partitionSome(PartitionFinder by, SplitFrame frame, int first, int end) {
        List<Assignment> found = new ArrayList<>(OpenBuffers.AHEAD_MAX);
        List<BufferKey> keys = new ArrayList<>(OpenBuffers.AHEAD_MAX);
        int until = first;
        while (until < end
                && found.size() < OpenBuffers.AHEAD_MAX
                && frame.errorOutput(until).isEmpty()) {
            Assignment assignment = by.find(frame, until++);
            found.add(assignment);
            if (assignment instanceof Assignment.To(BufferKey key)) {
                keys.add(key);
            }
        }
        buffers.lookAhead(keys);
        int next = 0;
        for (int record = first; record < until; record++) {
            switch (found.get(record - first)) {
                case Assignment.To(BufferKey key) -> {
                    Optional<OpenBuffer> known = buffers.ahead(next++);
                    if (known.isPresent()) {
                        bufferOne(known.get(), frame, record);
                    } else {
                        assign(frame, record, place(by, frame, key));
                    }
                }
                case Assignment.Refused refused -> assign(frame, record, refused);
            }
        }
        return until;
    }

    private void bufferOne(OpenBuffer into, SplitFrame frame, int record) {
        buffers.take(into, buffer -> buffer.take(frame, record, record + 1)).forEach(this::keep);
    }

    private Assignment place(PartitionFinder by, SplitFrame frame, BufferKey key) {
        return key instanceof BufferKey.Partition partition && !buffers.has(key)
                ? by.begin(partition, frame)
                : new Assignment.To(key);
    }

    private void assign(SplitFrame frame, int record, Assignment assignment) {
        switch (assignment) {
            case Assignment.To(BufferKey key) -> bufferRun(key, frame, record, record + 1);
            case Assignment.Refused(ErrorOutput output, Reason reason) ->
                    buffers.take(
                                    new BufferKey.Refused(output),
                                    buffer -> buffer.refuse(frame, record, reason))
                            .forEach(this::keep);
        }
    }

    private int bufferRun(BufferKey key, SplitFrame frame, int first, int end) {
        int[] next = {first};
        buffers.take(key, buffer -> next[0] = buffer.take(frame, first, end)).forEach(this::keep);
        return next[0];
    }

    private void keep(OpenBuffers.Rolled rolled) {
        Optional<EarlyTable> table =
                rolled.key() instanceof BufferKey.Partition
                        ? gatherer.flatMap(Gatherer::table)
                        : Optional.empty();
        closed.add(new Closed(plan, table, rolled.key(), rolled.buffer()));
    }

    private void closeBatch() {
        if (batch.isPresent() && !batch.get().isEmpty()) {
            closedBatches.add(batch.get().close());
            batch = newBatch();
        }
    }

    private Instant batchDue() {
        return batch.map(OpenBatch::due).orElse(Instant.MAX);
    }

    private Optional<OpenBatch> newBatch() {
        return track == Track.MAIN && plan.function().isPresent()
                ? Optional.of(new OpenBatch(plan))
                : Optional.empty();
    }

    private Optional<PartitionFinder> newFinder() {
        return track == Track.MAIN && batch.isEmpty() && plan.partitioning().isPresent()
                ? Optional.of(new PartitionFinder(plan, room.active()))
                : Optional.empty();
    }

    private Optional<Gatherer> newGatherer() {
        return finder.isEmpty()
                ? Optional.empty()
                : room.memory().map(memory -> new Gatherer(plan, memory, room.conversions()));
    }

    private DeliveryBuffer newBuffer(BufferKey key) {
        int delimiterBytes =
                switch (key) {
                    case BufferKey.Whole _, BufferKey.Partition _ ->
                            track == Track.MAIN && plan.appendDelimiter() ? 1 : 0;
                    case BufferKey.Errors _, BufferKey.Refused _ -> 0;
                };
        Optional<Gathering> gathering =
                key instanceof BufferKey.Partition
                        ? gatherer.map(Gatherer::begin)
                        : Optional.empty();
        return new DeliveryBuffer(IntentMaker.sink(track, plan).hints(), delimiterBytes, gathering);
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.filter(at -> at.isBefore(one)).orElse(one);
    }
}
