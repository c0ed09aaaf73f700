package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.FailureRules.Aftermath;
import io.hydrant.functions.mapping.engine.MemoryBudget.Claim;
import io.hydrant.functions.mapping.engine.Piece.Discard;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.functions.mapping.engine.batch.EventFormat;
import io.hydrant.functions.mapping.engine.batch.Gathering;
import io.hydrant.functions.mapping.engine.batch.ShardScan;
import io.hydrant.functions.mapping.engine.failure.Condition;
import io.hydrant.functions.mapping.engine.failure.FailureDestination;
import io.hydrant.functions.mapping.engine.failure.GivenUp;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Takes the records of one lane to the function, batch after batch, in order.
///
/// ```
/// gathering ──full, window over, or poll over──▶ waiting for its time and for memory
///     ▲                                              │                ▲
///     │ all of the batch is done                     ▼                │ failed: again, in halves,
///     └───────────────────────────────────── with the function ───────┘ or to be given up
///                                            or the failure destination
/// ```
///
/// A plain object that [ShardWork] steps. A step that throws [io.hydrant.streams.log.LogException]
/// has lost nothing and is repeated.
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    /// Pushed lanes are woken; they look all the same, lest nobody told.
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// The event, and the failure record with it while it is written and when it is.
    private static final int EVENT_COPIES = 3;

    private final int number;
    private final ShardScan scan;
    private final LaneSurroundings around;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private Optional<Gathering> gathering = Optional.empty();
    private Optional<SpanBudget.Share> share = Optional.empty();
    private Optional<Claim> memory = Optional.empty();
    private Instant nextPoll = Instant.MIN;
    private boolean busy;

    /// @param number in the present division of the shard
    Lane(int number, ShardScan scan, LaneSurroundings around) {
        this.number = number;
        this.scan = scan;
        this.around = around;
    }

    /// Whether the function or the failure destination has something of this lane.
    boolean isBusy() {
        return busy;
    }

    /// Whether nothing of the lane is left that is not done, as far as the shard has been read.
    boolean isIdle() {
        return !busy && pieces.isEmpty() && gathering.isEmpty();
    }

    /// Begins what can be begun. What was done before is durable.
    ///
    /// @return when there will be more to do even if nothing happens
    Instant step(Terms terms, Instant now) {
        if (busy) {
            return Instant.MAX;
        }
        if (pieces.isEmpty()) {
            Instant due = gather(terms, now);
            if (pieces.isEmpty()) {
                return due;
            }
        }
        return begin(terms, now);
    }

    /// Takes note of what came of an errand.
    void accept(Outcome outcome, Terms terms, Instant now) {
        busy = false;
        Piece piece = pieces.removeFirst();
        Aftermath after =
                switch (outcome) {
                    case Outcome.Answered(GivenUp.LastCall call) -> {
                        Aftermath found =
                                around.rules().answered(piece, call, terms.settings(), now);
                        note(found);
                        yield found;
                    }
                    case Outcome.Unreachable(String problem) -> {
                        around.report().trouble(problem);
                        yield around.rules().unreachable(piece, now);
                    }
                    case Outcome.Told() -> {
                        around.report().told(piece.batch().records());
                        yield Aftermath.done(piece.batch());
                    }
                    case Outcome.NotTold(String problem) -> {
                        LOG.warn("{}: {}", name(terms), problem);
                        around.report().notTold();
                        yield around.rules().notTold(piece, now);
                    }
                };
        List<Piece> rest = new ArrayList<>(after.rest());
        rest.reversed().forEach(pieces::addFirst);
        after.done().ifPresent(around.progress().at(number)::done);
        if (pieces.isEmpty()) {
            giveShareBack();
        }
    }

    /// Forgets what is not done: it will be read again.
    @Override
    public void close() {
        pieces.clear();
        endGathering();
        giveMemoryBack();
    }

    private void note(Aftermath found) {
        if (found.rest().isEmpty()) {
            around.report().succeeded();
        } else {
            around.report().failed(found.rest().stream().mapToInt(p -> p.batch().records()).sum());
        }
    }

    /// Reads on until there is a batch to send.
    private Instant gather(Terms terms, Instant now) {
        MappingSettings settings = terms.settings();
        if (now.isBefore(nextPoll) && !isWindowOver(settings, now)) {
            return earlier(nextPoll, windowEnd(settings));
        }
        Gathering batch = gathering.orElseGet(() -> begun(settings));
        ShardScan.Scanned scanned = scan.gather(batch, wanted(terms, now));
        around.report().read(scanned.seen(), scanned.filtered());
        noteExpired(scanned.expiredFrames(), terms);
        if (scanned.more()) {
            return now;
        }
        nextPoll = batch.isFull() ? Instant.MIN : now.plus(pause(terms));
        if (batch.isEmpty()) {
            around.progress().at(number).passed(batch.end());
            endGathering();
            return nextPoll;
        }
        boolean closes =
                batch.isFull() || isWindowOver(settings, now) || around.progress().isAtEnd(batch);
        if (!closes) {
            return earlier(nextPoll, windowEnd(settings));
        }
        Piece piece = Piece.fresh(batch.toBatch());
        pieces.add(
                batch.isTooLarge()
                        ? around.rules().discarded(piece, Condition.TOO_LARGE, now)
                        : piece);
        gathering = Optional.empty();
        return now;
    }

    private Gathering begun(MappingSettings settings) {
        Gathering begun = new Gathering(around.progress().at(number).position());
        gathering = Optional.of(begun);
        share = Optional.of(around.spans().share(settings.batchSize()));
        return begun;
    }

    private void endGathering() {
        gathering = Optional.empty();
        giveShareBack();
    }

    private void giveShareBack() {
        share.ifPresent(SpanBudget.Share::close);
        share = Optional.empty();
    }

    private ShardScan.Wanted wanted(Terms terms, Instant now) {
        int spans = share.map(SpanBudget.Share::spans).orElse(SpanBudget.FREE);
        return new ShardScan.Wanted(
                around.progress().now(),
                number,
                terms.filter(),
                new Gathering.Limits(terms.settings().batchSize(), spans),
                now);
    }

    private void noteExpired(long frames, Terms terms) {
        Shard shard = around.progress().shard();
        boolean isFirstLook =
                around.progress().at(number).position().equals(RecordPosition.START)
                        && shard.parents().isEmpty();
        if (frames > 0 && !isFirstLook) {
            around.report().expired(frames);
            LOG.error(
                    "{} passes over {} frames that expired before they were read",
                    name(terms),
                    frames);
        }
    }

    private boolean isWindowOver(MappingSettings settings, Instant now) {
        return gathering.isPresent() && !now.isBefore(windowEnd(settings));
    }

    private Instant windowEnd(MappingSettings settings) {
        return gathering
                .flatMap(Gathering::since)
                .map(since -> since.plus(settings.batchingWindow()))
                .orElse(Instant.MAX);
    }

    private static Duration pause(Terms terms) {
        return terms.isPushed() ? LOOK_EVERY : POLL_EVERY;
    }

    /// The log has grown, and records are pushed.
    void pollSoon() {
        nextPoll = Instant.MIN;
    }

    /// Hands the next piece over when it is time and there is memory.
    private Instant begin(Terms terms, Instant now) {
        Piece piece = separateExpired(pieces.removeFirst(), terms, now);
        pieces.addFirst(piece);
        if (piece.discard().isPresent()) {
            return discard(piece, piece.discard().get(), terms, now);
        }
        if (now.isBefore(piece.due())) {
            return piece.due();
        }
        if (!hasMemory(piece.batch().eventBytes())) {
            return Instant.MAX;
        }
        EventFormat.Writer event = scan.render(piece.batch());
        if (event.records() < piece.batch().records()) {
            giveMemoryBack();
            return now.plus(PAUSE); // some expired meanwhile: the next step finds which
        }
        Claim claim = takeMemory();
        busy = true;
        String function = terms.settings().function();
        around.report().invoking(piece.batch(), function, now);
        around.errands()
                .invoke(
                        number,
                        new Errands.Call(
                                function, around.rules().ids().get(), event.finish(), claim));
        return Instant.MAX;
    }

    /// Puts records that are too old for another try, or gone, before the others as a piece of
    /// their own.
    private Piece separateExpired(Piece piece, Terms terms, Instant now) {
        if (piece.discard().isPresent()) {
            return piece;
        }
        int gone = piece.batch().below(scan.horizonOffset());
        int old =
                terms.settings()
                        .recordAgeMax()
                        .map(age -> piece.batch().arrivedBefore(now.minus(age)))
                        .orElse(0);
        int expired = Math.max(gone, old);
        if (expired == 0) {
            return piece;
        }
        if (expired == piece.batch().records()) {
            return around.rules().discarded(piece, Condition.AGE_EXCEEDED, now);
        }
        Batch.Halves halves = piece.batch().cut(expired);
        pieces.addFirst(piece.of(halves.tail()));
        return around.rules().discarded(piece.of(halves.head()), Condition.AGE_EXCEEDED, now);
    }

    private Instant discard(Piece piece, Discard why, Terms terms, Instant now) {
        if (terms.destination().isEmpty()) {
            drop(piece, why, terms);
            return now;
        }
        if (now.isBefore(piece.due())) {
            return piece.due();
        }
        FailureDestination destination = terms.destination().get();
        long bytes = destination.takesEvents() ? EVENT_COPIES * piece.batch().eventBytes() : 0;
        if (!hasMemory(bytes)) {
            return Instant.MAX;
        }
        Optional<byte[]> event =
                destination.takesEvents()
                        ? Optional.of(scan.render(piece.batch()).finish())
                        : Optional.empty();
        GivenUp batch =
                new GivenUp(
                        why.id(),
                        terms.mapping(),
                        around.progress().shard(),
                        piece.batch(),
                        why.condition(),
                        piece.attempts(),
                        piece.last(),
                        event,
                        why.since());
        busy = true;
        around.errands().tell(number, new Errands.Telling(destination, batch, takeMemory()));
        return Instant.MAX;
    }

    private void drop(Piece piece, Discard why, Terms terms) {
        pieces.removeFirst();
        giveMemoryBack(); // it may have waited for some to be tried
        Batch batch = piece.batch();
        LOG.warn(
                "{} drops {} records from {} on after {} attempts: {}",
                name(terms),
                batch.records(),
                batch.firstNumber(around.progress().shard()),
                piece.attempts(),
                why.condition());
        around.report().dropped(batch.records());
        around.progress().at(number).done(batch.end());
        if (pieces.isEmpty()) {
            giveShareBack();
        }
    }

    private boolean hasMemory(long bytes) {
        if (memory.isEmpty()) {
            memory = Optional.of(around.memory().claim(bytes, around.wake()));
        }
        return memory.get().isGranted();
    }

    private Claim takeMemory() {
        Claim claim = memory.orElseThrow();
        memory = Optional.empty();
        return claim;
    }

    private void giveMemoryBack() {
        memory.ifPresent(Claim::close);
        memory = Optional.empty();
    }

    private String name(Terms terms) {
        return "mapping " + terms.mapping().uuid() + ", " + around.progress().shard().id();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
