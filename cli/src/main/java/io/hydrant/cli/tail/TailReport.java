package io.hydrant.cli.tail;

import io.hydrant.cli.tail.agent.Flow;
import io.hydrant.cli.terminal.Terminal;

import java.time.Duration;
import java.util.Locale;

/// Says how far all flows are: on a terminal one line that is drawn over, else a line now and then.
///
/// Safe for use by many threads.
public final class TailReport {
    private static final Duration DRAWN_EVERY = Duration.ofSeconds(1);
    private static final int LINE_WIDTH = 79;

    private final Terminal terminal;
    private final Duration period;
    private final long startNanos = System.nanoTime();
    private long reportedNanos = startNanos;
    private long reportedRecords;
    private boolean drawn;

    /// @param period the time between two lines when nobody watches
    public TailReport(Terminal terminal, Duration period) {
        this.terminal = terminal;
        this.period = terminal.interactive() ? DRAWN_EVERY : period;
    }

    public Duration period() {
        return period;
    }

    public synchronized void note(String text) {
        clear();
        terminal.err().println("note: " + text);
        terminal.err().flush();
    }

    public void failed(Flow flow, String reason) {
        note(flow.id() + " ends: " + reason);
    }

    public synchronized void progress(FlowCounts.Snapshot counts) {
        long now = System.nanoTime();
        double seconds = (now - reportedNanos) / 1e9;
        String line =
                text(
                        "%,d records sent (%s), %,.0f records/s, %d files, %s left",
                        counts.records(),
                        size(counts.bytes()),
                        (counts.records() - reportedRecords) / seconds,
                        counts.files(),
                        size(counts.unreadBytes()));
        reportedNanos = now;
        reportedRecords = counts.records();
        if (terminal.interactive()) {
            terminal.err().print("\r" + text("%-" + LINE_WIDTH + "s", line));
            drawn = true;
        } else {
            terminal.err().println(line);
        }
        terminal.err().flush();
    }

    /// What was done, on the output proper.
    public synchronized void summary(FlowCounts.Snapshot counts) {
        clear();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        terminal.say(
                text(
                        "sent %,d records, %s, in %.1f s (%,.0f records/s)",
                        counts.records(),
                        size(counts.bytes()),
                        seconds,
                        counts.records() / seconds));
        sayCount(counts.resent(), "sent more than once because the server refused them at first");
        sayCount(counts.leftOut(), "left out because they did not match the format");
        sayCount(counts.unconverted(), "sent as they were because they could not be converted");
        sayCount(counts.truncated(), "cut because they were too large");
        if (counts.discardedBytes() > 0) {
            terminal.say(size(counts.discardedBytes()) + " of huge records passed over");
        }
        if (counts.unreadBytes() > 0) {
            terminal.say(size(counts.unreadBytes()) + " left in the files for the next run");
        }
    }

    /// A number of bytes as people say it.
    public static String size(long bytes) {
        if (bytes < 10_000) {
            return text("%,d bytes", bytes);
        }
        return bytes < 10_000_000
                ? text("%,d kB", bytes / 1_000)
                : text("%,d MB", bytes / 1_000_000);
    }

    private void sayCount(long count, String what) {
        if (count > 0) {
            terminal.say(text("%,d records %s", count, what));
        }
    }

    private void clear() {
        if (drawn) {
            terminal.err().print("\r" + " ".repeat(LINE_WIDTH) + "\r");
            terminal.err().flush();
            drawn = false;
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
