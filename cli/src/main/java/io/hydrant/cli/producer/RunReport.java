package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Shows how far a producer is: a bar while a person watches, else a line every 20 seconds; and a
/// summary at the end. For one thread.
public final class RunReport implements AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(20);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Terminal terminal;
    private final Work work;
    private final Instant start;
    private final Optional<Progress> bar;
    private Instant lineDue;
    private Instant windowStart;
    private long windowRecords;
    private String rate = "";
    private boolean closed;

    /// What is under way.
    ///
    /// @param total how many units make the whole
    /// @param done how many units are done
    /// @param eventTimes whether records have times of their own that are worth showing
    public record Work(long total, LongSupplier done, boolean eventTimes) {}

    public RunReport(Terminal terminal, Work work, Instant start) {
        this.terminal = terminal;
        this.work = work;
        this.start = start;
        this.windowStart = start;
        this.lineDue = start.plus(LINE_EVERY);
        this.bar =
                terminal.interactive()
                        ? Optional.of(terminal.progress("sent", work.total()))
                        : Optional.empty();
    }

    public void show(Instant now, Acknowledged acknowledged, Duration lag) {
        Duration window = Duration.between(windowStart, now);
        if (window.toSeconds() >= 1) {
            long records = acknowledged.records() - windowRecords;
            rate = "%,d/s".formatted(records * 1_000 / window.toMillis());
            windowStart = now;
            windowRecords = acknowledged.records();
        }
        bar.ifPresent(
                shown -> {
                    shown.reach(work.done().getAsLong());
                    shown.note(state(acknowledged, lag));
                });
        if (bar.isEmpty() && !now.isBefore(lineDue)) {
            lineDue = now.plus(LINE_EVERY);
            terminal.err().println(state(acknowledged, lag));
            terminal.err().flush();
        }
    }

    /// What was sent in all, in one line.
    public String summary(Instant now, Acknowledged acknowledged, String destination) {
        double seconds = Math.max(0.001, Duration.between(start, now).toMillis() / 1e3);
        String again =
                acknowledged.resent() == 0
                        ? ""
                        : ", %,d of them more than once".formatted(acknowledged.resent());
        return "%,d records (%,d bytes) sent to %s%s in %.1f s, %,d records/s"
                .formatted(
                        acknowledged.records(),
                        acknowledged.bytes(),
                        destination,
                        again,
                        seconds,
                        Math.round(acknowledged.records() / seconds));
    }

    /// Takes the bar away, so that lines can follow.
    public void end() {
        close();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bar.ifPresent(Progress::close);
        }
    }

    private String state(Acknowledged acknowledged, Duration lag) {
        String state = "%,d records %s".formatted(acknowledged.records(), rate);
        if (work.eventTimes() && acknowledged.mark().records() > 0) {
            Instant time = Instant.ofEpochMilli(acknowledged.mark().eventTimeMillis());
            state += ", event time " + TIME.format(time);
        }
        return lag.toMillis() < 1_000 ? state : state + ", %,d s behind".formatted(lag.toSeconds());
    }
}
