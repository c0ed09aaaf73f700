package io.hydrant.cli.replay;

import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.source.Source;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Sends the events of a source in the order and at the pace of their times. For one thread.
///
/// Events are numbered in that order from 1; a replay that goes on from an earlier one leaves out
/// those up to its number, so the source and how it is read must not have changed.
public final class Replay implements AutoCloseable {
    private final ReplayPlan plan;
    private final SourceEvents source;
    private final Events events;
    private long number;

    private Replay(ReplayPlan plan, SourceEvents source, Events events) {
        this.plan = plan;
        this.source = source;
        this.events = events;
    }

    /// Opens a source; with `sort`, reads it whole.
    public static Replay open(Source source, ReplayPlan plan) {
        return open(source, plan, LookAhead.Window.DEFAULT);
    }

    static Replay open(Source source, ReplayPlan plan, LookAhead.Window window) {
        SourceEvents events =
                new SourceEvents(
                        source,
                        new SourceEvents.Reading(
                                plan.reading().timeField(), plan.reading().skipBroken()));
        Events ordered =
                plan.reading().sort()
                        ? SortedOnDisk.sort(events, SortedOnDisk.Bounds.DEFAULT)
                        : new LookAhead(events, window);
        return new Replay(plan, events, ordered);
    }

    /// Sends what comes after a position.
    ///
    /// @return how many events were handed over
    public long send(InstantSource clock, Production production, Mark after)
            throws InterruptedException {
        long sent = 0;
        Instant start = Instant.MIN;
        long firstMillis = 0;
        Optional<Event> next = sent < plan.limit() ? nextAfter(after.records()) : Optional.empty();
        while (next.isPresent()) {
            Event event = next.get();
            if (sent == 0) {
                start = clock.instant();
                firstMillis = event.timeMillis();
            }
            byte[] data = event.record(number);
            production.offer(
                    new OutgoingRecord(data, plan.keys().of(data), Optional.empty()),
                    plan.speed().due(start, event.timeMillis() - firstMillis),
                    new Mark(number, event.timeMillis()));
            sent++;
            next = sent < plan.limit() ? nextAfter(0) : Optional.empty();
        }
        production.finish();
        return sent;
    }

    /// The next record as it would be sent; empty at the end.
    public Optional<byte[]> preview() throws InterruptedException {
        return nextAfter(0).map(event -> event.record(number));
    }

    /// Bytes of the source, as it is stored, that were read.
    public long readBytes() {
        return source.readBytes();
    }

    /// How many lines were left out because they cannot be read.
    public long brokenCount() {
        return source.brokenCount();
    }

    @Override
    public void close() {
        events.close();
    }

    private Optional<Event> nextAfter(long last) throws InterruptedException {
        long seekMillis = plan.reading().seek().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        Optional<Event> next = numbered();
        while (next.isPresent() && (number <= last || next.get().timeMillis() < seekMillis)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while looking for the place to go on");
            }
            next = numbered();
        }
        return next;
    }

    private Optional<Event> numbered() {
        Optional<Event> next = events.next();
        number += next.isPresent() ? 1 : 0;
        return next;
    }
}
