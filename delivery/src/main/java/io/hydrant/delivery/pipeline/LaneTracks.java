package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.TakenPositions;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneTrack.Closed;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.SplitFrame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The tracks of one lane: every record goes through each of them. For one thread.
final class LaneTracks implements AutoCloseable {
    private final Map<Track, LaneTrack> tracks = new EnumMap<>(Track.class);

    void add(LaneTrack track) {
        tracks.put(track.track(), track);
    }

    boolean has(Track track) {
        return tracks.containsKey(track);
    }

    Set<Track> kinds() {
        return tracks.keySet();
    }

    boolean lookIntoRecords() {
        return tracks.values().stream().anyMatch(LaneTrack::looksIntoRecords);
    }

    void take(SplitFrame frame) {
        for (LaneTrack track : tracks.values()) {
            track.take(frame);
        }
    }

    /// Goes over to another plan; what was collected so far keeps the old one.
    void change(DeliveryPlan next) {
        tracks.values().forEach(track -> track.change(next));
    }

    /// More of a track is in objects, or needs none, than when it was opened.
    void taken(Track kind, TakenPositions now) {
        tracks.get(kind).taken(now);
    }

    /// @param batchesWait for their function, so that others may grow
    void closeIfDue(Instant now, boolean batchesWait) {
        tracks.values().forEach(track -> track.closeIfDue(now, batchesWait));
    }

    /// The batches that were closed since the last call.
    List<OpenBatch.Closed> takeBatches() {
        List<OpenBatch.Closed> batches = new ArrayList<>();
        tracks.values().forEach(track -> batches.addAll(track.takeBatches()));
        return batches;
    }

    /// How fast the open buffers of partitions fill.
    PartitionThroughput throughput(Instant now) {
        return tracks.values().stream()
                .map(track -> track.throughput(now))
                .reduce(PartitionThroughput.NONE, PartitionThroughput::and);
    }

    int closedBatchCount() {
        return tracks.values().stream().mapToInt(LaneTrack::closedBatchCount).sum();
    }

    void closeBuffers() {
        tracks.values().forEach(LaneTrack::closeBuffers);
    }

    /// Closed buffers that have no intent yet.
    int closedCount() {
        int count = 0;
        for (LaneTrack track : tracks.values()) {
            count += track.closed().size();
        }
        return count;
    }

    /// The objects that closed buffers are to become.
    ///
    /// @param firstNumber of the first intent
    List<Begun> begin(long firstNumber, IntentMaker maker, Instant now) {
        List<Begun> begun = new ArrayList<>();
        for (LaneTrack track : tracks.values()) {
            for (Closed closed : track.closed()) {
                long number = firstNumber + begun.size();
                Intent intent = maker.intent(number, track.track(), closed, now);
                Shipment shipment = new Shipment(intent, closed.plan(), closed.buffer().gathered());
                begun.add(new Begun(shipment, closed.key()));
            }
        }
        return begun;
    }

    /// @param key of the buffer that it was collected in
    record Begun(Shipment shipment, BufferKey key) {}

    /// These have intents now: the first ones of those that [#begin] gave.
    void forgetClosed(List<Begun> intended) {
        for (LaneTrack track : tracks.values()) {
            long count =
                    intended.stream()
                            .filter(one -> one.shipment().intent().track() == track.track())
                            .count();
            track.forgetClosed((int) count);
        }
    }

    /// Positions that were read, hold no record, and are not in the ledger yet.
    Map<Track, PositionRanges> passed() {
        return ranges(LaneTrack::passed);
    }

    /// The ledger has them now.
    void forgetPassed() {
        tracks.values().forEach(LaneTrack::forgetPassed);
    }

    /// What was in no object before the lane was opened, in between.
    Map<Track, PositionRanges> notTaken(Position from, Position to) {
        return ranges(track -> track.notTaken(from, to));
    }

    boolean isEmpty() {
        return filledCount() == 0;
    }

    /// Buffers and batches that hold records.
    int filledCount() {
        return tracks.values().stream().mapToInt(LaneTrack::filledCount).sum();
    }

    /// When the next buffer or batch reaches its age limit; `Instant.MAX` when there is none.
    ///
    /// @param batchesWait as for [#closeIfDue]
    Instant due(boolean batchesWait) {
        return earliest(track -> track.due(batchesWait));
    }

    /// Arrival of the oldest record collected; `Instant.MAX` when there is none.
    Instant oldest() {
        return earliest(LaneTrack::oldest);
    }

    /// Lets go of all that was collected.
    @Override
    public void close() {
        tracks.values().forEach(LaneTrack::close);
    }

    private Instant earliest(Function<LaneTrack, Instant> instant) {
        Instant earliest = Instant.MAX;
        for (LaneTrack track : tracks.values()) {
            Instant candidate = instant.apply(track);
            earliest = candidate.isBefore(earliest) ? candidate : earliest;
        }
        return earliest;
    }

    /// Of the tracks that have any.
    private Map<Track, PositionRanges> ranges(Function<LaneTrack, PositionRanges> positions) {
        Map<Track, PositionRanges> ranges = new EnumMap<>(Track.class);
        tracks.forEach(
                (kind, track) -> {
                    PositionRanges of = positions.apply(track);
                    if (!of.isEmpty()) {
                        ranges.put(kind, of);
                    }
                });
        return ranges;
    }
}
