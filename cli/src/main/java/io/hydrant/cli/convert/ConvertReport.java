package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shows how far a conversion is: a bar while a person watches, else a line every 20 seconds; and a
/// summary at the end. For one thread.
final class ConvertReport implements AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(20);
    private static final int KINDS_SHOWN = 20;
    private static final double MB = 1e6;

    private final Terminal terminal;
    private final Work work;
    private final Instant start;
    private final Optional<Progress> bar;
    private Instant lineDue;
    private boolean closed;

    /// @param inputs how many objects there are
    /// @param storedBytes their size, as they are stored
    /// @param format of the files, for a person
    /// @param target where they go, for a person
    record Work(int inputs, long storedBytes, String format, String target) {}

    ConvertReport(Terminal terminal, Work work, Instant start) {
        this.terminal = terminal;
        this.work = work;
        this.start = start;
        this.lineDue = start.plus(LINE_EVERY);
        this.bar =
                terminal.interactive()
                        ? Optional.of(terminal.progress("converted", work.storedBytes()))
                        : Optional.empty();
    }

    void show(Instant now, long readBytes, Counts counts, long rejected) {
        bar.ifPresent(
                shown -> {
                    shown.reach(readBytes);
                    shown.note(state(counts, rejected));
                });
        if (bar.isEmpty() && !now.isBefore(lineDue)) {
            lineDue = now.plus(LINE_EVERY);
            terminal.err()
                    .println(
                            "%s of %s read, %s"
                                    .formatted(
                                            megabytes(readBytes),
                                            megabytes(work.storedBytes()),
                                            state(counts, rejected)));
            terminal.err().flush();
        }
    }

    /// Takes the bar away and says what became of all.
    void summarize(Instant now, Counts counts, Rejections rejections) {
        close();
        double seconds = Math.max(0.001, Duration.between(start, now).toMillis() / 1e3);
        terminal.say(
                "%s, %s: %s in %s, %s"
                        .formatted(
                                counted(work.inputs(), "input"),
                                counted(counts.documents().sum(), "document"),
                                counted(counts.rows().sum(), "row"),
                                counted(counts.written().files().sum(), "file"),
                                work.target()));
        terminal.say(
                String.format(
                        Locale.ROOT,
                        "%s of JSON (%s as stored) to %s of %s in %.1f s, %.1f MB/s",
                        megabytes(counts.bytes().sum()),
                        megabytes(work.storedBytes()),
                        megabytes(counts.written().bytes().sum()),
                        work.format(),
                        seconds,
                        counts.bytes().sum() / MB / seconds));
        if (rejections.count() > 0) {
            sayRejected(rejections);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bar.ifPresent(Progress::close);
        }
    }

    private void sayRejected(Rejections rejections) {
        terminal.say("%,d rejected:".formatted(rejections.count()));
        List<Rejections.Kind> kinds = rejections.kinds();
        for (Rejections.Kind kind : kinds.subList(0, Math.min(KINDS_SHOWN, kinds.size()))) {
            terminal.say("  %,d x %s".formatted(kind.count(), kind.example()));
        }
        if (kinds.size() > KINDS_SHOWN) {
            terminal.say("  and %,d other causes".formatted(kinds.size() - KINDS_SHOWN));
        }
    }

    private static String state(Counts counts, long rejected) {
        String rows = "%,d rows".formatted(counts.rows().sum());
        return rejected == 0 ? rows : rows + ", %,d rejected".formatted(rejected);
    }

    private static String counted(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    private static String megabytes(long bytes) {
        return bytes < MB
                ? "%,d bytes".formatted(bytes)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / MB);
    }
}
