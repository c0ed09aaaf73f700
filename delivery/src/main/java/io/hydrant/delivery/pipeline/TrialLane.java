package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.ledger.TakenPositions;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ProcessedLog;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.StoredFrame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a lane would make of a source, found out by the lane's own parts: nothing is kept in a
/// ledger, no partition becomes active, nothing is uploaded. All that is collected is delivered at
/// once. For one thread.
public final class TrialLane {
    private final IntentMaker intents;
    private long intentNumber;

    public TrialLane(ConversionPlanner conversions, RandomGenerator random) {
        this.intents = new IntentMaker(random, conversions);
    }

    /// What the records of a track come to.
    ///
    /// @param batches for the function of the plan, if it has one
    /// @param objects of records that need no function, or whose way has ended before it
    public record Collected(List<TransformBatch> batches, List<Shipment> objects) {
        public Collected {
            batches = List.copyOf(batches);
            objects = List.copyOf(objects);
        }
    }

    /// @param now when the objects are settled
    public Collected collect(DeliveryPlan plan, Track track, LaneSource source, Instant now) {
        ActivePartitions.Share partitions = new ActivePartitions(Integer.MAX_VALUE).share();
        LaneTrack collecting =
                new LaneTrack(
                        track,
                        plan,
                        TakenPositions.none(),
                        new LaneTrack.Room(partitions, Optional.empty(), intents.conversions()));
        try (FrameReader frames = source.reader(source.firstOffset())) {
            Optional<StoredFrame> next = frames.next();
            while (next.isPresent()) {
                collecting.take(source.split(next.get()));
                next = frames.next();
            }
        }
        collecting.closeBuffers();
        List<Shipment> objects = new ArrayList<>();
        for (LaneTrack.Closed closed : collecting.closed()) {
            objects.add(new Shipment(intents.intent(intentNumber++, track, closed, now), plan));
        }
        List<TransformBatch> batches =
                collecting.takeBatches().stream().map(OpenBatch.Closed::batch).toList();
        return new Collected(batches, objects);
    }

    /// What a function made of the records of a source, as a source.
    ///
    /// @param log holds the frames of transformed batches
    public static LaneSource processed(LogPartition log, LaneSource origin) {
        String name = log.name().toString();
        return new ProcessedLog(
                log, origin, frame -> new ProcessedProvenance(frame, name), log.endOffset());
    }
}
