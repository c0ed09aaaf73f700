package io.hydrant.observability.logs;

import io.hydrant.observability.logs.run.EventHead;
import io.hydrant.observability.logs.run.EventLine;
import io.hydrant.observability.logs.run.Run;
import io.hydrant.observability.logs.run.StreamIdentity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// One log stream and its files. Its monitor is held while lines are written, so that they stay
/// whole and in order; reading takes no lock.
///
/// ```
/// <16 hexadecimal digits of the id>.<number of the run>.log
/// ```
public final class LogStream {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int RUNS_OF_A_DAY_MAX = 1_000;

    private final StreamIdentity identity;
    private final long createdAt;
    private final boolean ofServer;
    private final Path folder;
    private final StoreRoom room;
    private final RunWriter writer;
    private volatile List<Run> runs = List.of();
    private volatile long ingestedAt;
    private int lastNumber;
    private boolean deleted;

    /// @param ofServer whether the server made it for a writer of its own; such streams go when all
    ///   of their events are gone
    LogStream(
            StreamIdentity identity,
            long createdAt,
            boolean ofServer,
            Path folder,
            StoreRoom room) {
        this.identity = identity;
        this.createdAt = createdAt;
        this.ofServer = ofServer;
        this.folder = folder;
        this.room = room;
        this.writer = new RunWriter(room.openFiles());
    }

    public String name() {
        return identity.name();
    }

    /// In milliseconds since 1970.
    public long createdAt() {
        return createdAt;
    }

    /// Of its oldest event, by its own time.
    public OptionalLong firstTimestamp() {
        return runs.stream().mapToLong(run -> run.first().timestamp()).min();
    }

    /// Of its latest event, by its own time.
    public OptionalLong lastTimestamp() {
        return runs.stream().mapToLong(run -> run.last().timestamp()).max();
    }

    /// When the server took its latest event; empty before the first.
    public OptionalLong lastIngestion() {
        return ingestedAt == 0 ? OptionalLong.empty() : OptionalLong.of(ingestedAt);
    }

    public long storedBytes() {
        return runs.stream().mapToLong(Run::bytes).sum();
    }

    StreamIdentity identity() {
        return identity;
    }

    boolean isOfServer() {
        return ofServer;
    }

    List<Run> runs() {
        return runs;
    }

    /// Takes what an earlier process wrote.
    synchronized void recover(Path file, int number) throws IOException {
        lastNumber = Math.max(lastNumber, number);
        Optional<Run> run = Run.open(file, number);
        if (run.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        add(run.get());
        room.bytes().addAndGet(run.get().bytes());
        EventHead last = run.get().last();
        ingestedAt = Math.max(ingestedAt, last.ingestedAt());
        room.arrivals().continueAfter(last.sequence());
    }

    /// Appends events of rising timestamps.
    ///
    /// @return false when the stream is deleted; nothing is written then
    synchronized boolean append(List<NewEvent> events, Instant now) throws IOException {
        if (deleted) {
            return false;
        }
        try (Arrivals.Arrival arrival = room.arrivals().begin()) {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            List<EventHead> heads = new ArrayList<>(events.size());
            for (NewEvent event : events) {
                EventHead head =
                        new EventHead(event.timestamp(), now.toEpochMilli(), arrival.number());
                EventLine.append(head, event.message(), lines);
                heads.add(head);
            }
            write(heads.getFirst(), heads.getLast(), lines);
        }
        return true;
    }

    private void write(EventHead first, EventHead last, ByteArrayOutputStream lines)
            throws IOException {
        Run run = runFor(first);
        try {
            writer.write(run, lines);
        } catch (IOException e) {
            run.seal(); // a part of a line may be there; opening the store cuts it off
            if (!runs.contains(run)) {
                Files.deleteIfExists(run.file());
            }
            throw e;
        }
        run.grow(last, lines.size());
        ingestedAt = last.ingestedAt();
        room.bytes().addAndGet(lines.size());
        if (!runs.contains(run)) {
            add(run);
            expireBytes();
        }
    }

    /// The run whose last event is closest before; a new one when there is none, or it is full or
    /// of another day.
    private Run runFor(EventHead first) throws IOException {
        Optional<Run> best = Optional.empty();
        long day = first.timestamp() / DAY_MILLIS;
        int runsOfDay = 0;
        for (Run run : runs) {
            if (run.first().timestamp() / DAY_MILLIS == day) {
                runsOfDay++;
                long last = run.last().timestamp();
                if (last <= first.timestamp()
                        && run.bytes() < room.bounds().fileBytesMax()
                        && !run.isSealed()
                        && best.map(found -> found.last().timestamp() <= last).orElse(true)) {
                    best = Optional.of(run);
                }
            }
        }
        if (best.isPresent()) {
            return best.get();
        }
        if (runsOfDay >= RUNS_OF_A_DAY_MAX) {
            throw new IOException(
                    "the events of log stream %s are in too many orders: %d files of one day"
                            .formatted(name(), runsOfDay));
        }
        lastNumber++;
        String name = String.format(Locale.ROOT, "%016x.%04d.log", identity.id(), lastNumber);
        return Run.begin(folder.resolve(name), lastNumber, first);
    }

    private void add(Run run) {
        List<Run> more = new ArrayList<>(runs);
        more.add(run);
        runs = List.copyOf(more);
        room.bytes().addAndGet(Run.OVERHEAD_BYTES);
    }

    private void expireBytes() throws IOException {
        long bytes = storedBytes();
        while (bytes > room.bounds().streamBytesMax() && runs.size() > 1) {
            Run oldest =
                    runs.stream()
                            .min(Comparator.comparingLong(run -> run.last().sequence()))
                            .orElseThrow();
            bytes -= oldest.bytes();
            remove(oldest);
        }
    }

    /// Removes files whose events are all older; called now and then also when nothing is.
    synchronized void expire(long oldestTimestamp) throws IOException {
        writer.closeIfIdle();
        for (Run run : runs) {
            if (run.last().timestamp() < oldestTimestamp) {
                remove(run);
            }
        }
    }

    /// Removes a file, also if it is the one being written to.
    synchronized void remove(Run run) throws IOException {
        List<Run> fewer = new ArrayList<>(runs);
        if (fewer.remove(run)) {
            runs = List.copyOf(fewer);
            room.bytes().addAndGet(-run.bytes() - Run.OVERHEAD_BYTES);
            writer.forget(run);
            Files.deleteIfExists(run.file());
        }
    }

    /// Nothing is written to it any more.
    synchronized void delete() throws IOException {
        if (deleted) {
            return;
        }
        deleted = true;
        for (Run run : runs) {
            remove(run);
        }
        room.streams().decrementAndGet();
    }

    synchronized void close() throws IOException {
        writer.close();
    }
}
