package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Sends each record when it is due, in batches as large as that allows.
///
/// A record that is due waits at most 100 milliseconds for others to go with it. Records that are
/// overdue go as fast as the server takes them. For one thread.
public final class Production {
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofMillis(100);

    private final InstantSource clock;
    private final Pauses pauses;
    private final SendingLanes lanes;
    private final Follower follower;
    private final OpenBatch open;
    private Mark end;
    private Instant sendBy = Instant.MAX;
    private Instant nextTick = Instant.MIN;

    /// Is told from time to time, and at the end, how far the producer is.
    @FunctionalInterface
    public interface Follower {
        /// @param now the time
        /// @param acknowledged what the server has taken
        /// @param lag how late the record is that is now to be sent; zero when in time
        void follow(Instant now, Acknowledged acknowledged, Duration lag);
    }

    /// Who sends what, and who looks on.
    ///
    /// @param limits of a batch
    public record Sending(
            SendingLanes lanes, RecordDestination.BatchLimits limits, Follower follower) {}

    public Production(InstantSource clock, Pauses pauses, Sending sending) {
        this.clock = clock;
        this.pauses = pauses;
        this.lanes = sending.lanes();
        this.follower = sending.follower();
        this.open = new OpenBatch(sending.limits());
        this.end = sending.lanes().acknowledged().mark();
    }

    /// Sends a record once it is due.
    ///
    /// @param due no earlier than the due time of the record before; [Instant#MIN] for at once
    /// @param after where the producer is after this record
    public void offer(OutgoingRecord next, Instant due, Mark after) throws InterruptedException {
        Instant now = clock.instant();
        while (due.isAfter(now)) {
            if (due.isAfter(sendBy)) {
                flush();
            }
            tick(now, Duration.ZERO);
            Instant until = due.isBefore(nextTick) ? due : nextTick;
            InterruptiblePause.of(pauses, Duration.between(now, until));
            now = clock.instant();
        }
        if (!open.isEmpty() && (open.isFullFor(next) || now.isAfter(sendBy))) {
            flush();
        }
        if (open.isEmpty()) {
            sendBy = now.plus(LINGER);
            // a record that fits no batch at all is refused even when it is the first
            boolean _ = open.isFullFor(next);
        }
        open.add(next);
        end = after;
        tick(now, due.equals(Instant.MIN) ? Duration.ZERO : Duration.between(due, now));
    }

    /// Sends what waits, and returns once everything is acknowledged.
    public void finish() throws InterruptedException {
        flush();
        lanes.drain();
        nextTick = Instant.MIN;
        tick(clock.instant(), Duration.ZERO);
    }

    private void flush() throws InterruptedException {
        if (!open.isEmpty()) {
            lanes.submit(open.take(), end);
        }
        sendBy = Instant.MAX;
    }

    private void tick(Instant now, Duration lag) {
        if (!now.isBefore(nextTick)) {
            nextTick = now.plus(TICK);
            follower.follow(now, lanes.acknowledged(), lag);
        }
    }
}
