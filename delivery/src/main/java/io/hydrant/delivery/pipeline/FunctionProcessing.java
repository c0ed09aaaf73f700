package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.delivery.transform.TransformedBatch;
import io.hydrant.streams.log.LogException;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes the batches of a lane through their function, several at once, and keeps the answers in
/// the order of the batches.
///
/// ```
/// waiting -> with the function -> answered -> appended -> passed in the ledger, and released
/// ```
///
/// What is appended and not passed when the process dies is found at the next start: see
/// [LaneRecovery]. So is every other batch, as records that were not passed are read again. For one
/// thread.
final class FunctionProcessing implements Processing {
    private static final int WAITING_MAX = 2;

    private final Ground ground;
    private final AnswerLog answers;
    private final Deque<OpenBatch.Closed> waiting = new ArrayDeque<>();
    private final Deque<OpenBatch.Closed> inFlight = new ArrayDeque<>();
    private final List<OpenBatch.Closed> unpassed = new ArrayList<>();
    private Optional<LaneTransforms> transforms = Optional.empty();
    private boolean done;

    /// What it stands on.
    ///
    /// @param transforms begins anew, with nothing on its way
    record Ground(
            LaneSource source,
            LaneLedger ledger,
            LaneReport report,
            Output output,
            Supplier<LaneTransforms> transforms) {}

    /// Where answers go.
    interface Output extends AnswerLog.Target {
        /// What was appended below this offset may be delivered.
        void release(long belowOffset);

        /// It holds so much that is not delivered yet that nothing is to be added.
        boolean isFull();
    }

    FunctionProcessing(Ground ground) {
        this.ground = ground;
        this.answers = new AnswerLog(ground.output());
    }

    @Override
    public void add(List<OpenBatch.Closed> batches) {
        waiting.addAll(batches);
    }

    /// What was answered is passed even if no more can be appended: the room that the log lacks may
    /// be that of its source.
    @Override
    public void step(Instant now) {
        Optional<LogException> failure = Optional.empty();
        try {
            keepAnswers(now);
        } catch (LogException e) {
            failure = Optional.of(e);
        }
        pass();
        if (failure.isPresent()) {
            throw failure.get();
        }
        submit();
    }

    @Override
    public boolean takeDone() {
        boolean taken = done;
        done = false;
        return taken;
    }

    @Override
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean hasRoomBeside(int closed) {
        return waiting.size() + closed < WAITING_MAX;
    }

    @Override
    public boolean isIdle() {
        return waiting.isEmpty() && inFlight.isEmpty() && unpassed.isEmpty();
    }

    @Override
    public Instant oldest() {
        Instant oldest = Instant.MAX;
        for (Iterable<OpenBatch.Closed> batches : List.of(waiting, inFlight, unpassed)) {
            for (OpenBatch.Closed batch : batches) {
                oldest = batch.oldest().isBefore(oldest) ? batch.oldest() : oldest;
            }
        }
        return oldest;
    }

    @Override
    public void close() {
        transforms.ifPresent(LaneTransforms::close);
        transforms = Optional.empty();
    }

    /// Whether only the log of answers keeps batches from their function.
    boolean isHeldBack() {
        return !waiting.isEmpty() && opened().hasRoom() && ground.output().isFull();
    }

    private void keepAnswers(Instant now) {
        for (Optional<TransformedBatch> next = first(now); next.isPresent(); next = first(now)) {
            TransformedBatch answer = next.get();
            answers.append(answer.frames());
            OpenBatch.Closed batch = inFlight.removeFirst();
            unpassed.add(batch);
            ground.report().processed(batch.plan(), answer, now);
            opened().done();
        }
    }

    private Optional<TransformedBatch> first(Instant now) {
        if (inFlight.isEmpty()) {
            return Optional.empty();
        }
        try {
            return opened().first();
        } catch (LogException e) {
            if (!cutExpired(now)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void pass() {
        if (unpassed.isEmpty()) {
            return;
        }
        PositionRanges.Builder positions = new PositionRanges.Builder();
        for (OpenBatch.Closed batch : unpassed) {
            for (PositionRange range : batch.batch().positions().ranges()) {
                positions.add(range.from(), range.to());
            }
        }
        ground.ledger().pass(Map.of(Track.MAIN, positions.build()));
        unpassed.clear();
        answers.answeredEnd().ifPresent(ground.output()::release);
        done = true;
    }

    private void submit() {
        while (!waiting.isEmpty() && opened().hasRoom() && !ground.output().isFull()) {
            OpenBatch.Closed next = waiting.removeFirst();
            inFlight.addLast(next);
            opened().submit(next.batch());
        }
    }

    private LaneTransforms opened() {
        if (transforms.isEmpty()) {
            transforms = Optional.of(ground.transforms().get());
        }
        return transforms.get();
    }

    /// The records of the first batch cannot be read. Those that are not there any more are lost;
    /// the others go to the function anew, before all other batches.
    ///
    /// @return false when they are all there
    private boolean cutExpired(Instant now) {
        OpenBatch.Closed cut = inFlight.getFirst();
        TransformBatch batch = cut.batch();
        boolean gone = ground.source().state() == LaneSource.State.GONE;
        Position horizon =
                gone ? batch.positions().end() : Position.ofFrame(ground.source().firstOffset());
        PositionRanges lost = batch.positions().below(horizon);
        if (lost.isEmpty()) {
            return false;
        }
        PositionRanges rest = batch.positions().from(horizon);
        Optional<OpenBatch.Closed> kept =
                rest.isEmpty() ? Optional.empty() : Optional.of(reduced(cut, rest));
        ground.ledger().pass(Map.of(Track.MAIN, lost));
        done = true;
        inFlight.removeFirst();
        kept.ifPresent(inFlight::addFirst);
        startAnew();
        long records = batch.records() - kept.map(k -> k.batch().records()).orElse(0L);
        GivenUp why = gone ? GivenUp.SOURCE_GONE : GivenUp.SOURCE_EXPIRED;
        ground.report().lost(Track.MAIN, new LostFrames(records, 0), why, cut.plan(), now);
        return true;
    }

    private OpenBatch.Closed reduced(OpenBatch.Closed cut, PositionRanges rest) {
        Abridgement.Count count = Abridgement.Count.of(rest, ground.source());
        TransformBatch batch =
                new TransformBatch(
                        cut.batch().processor(),
                        rest,
                        count.records(),
                        count.bytes(),
                        TransformBatch.encodedBytesMax(count.records(), count.bytes()));
        return new OpenBatch.Closed(cut.plan(), batch, count.oldest());
    }

    private void startAnew() {
        close();
        while (!inFlight.isEmpty()) {
            waiting.addFirst(inFlight.removeLast());
        }
    }
}
