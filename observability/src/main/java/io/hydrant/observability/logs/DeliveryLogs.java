package io.hydrant.observability.logs;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Keeps the lines that delivery writes for its users, by log group and stream.
///
/// A line is with the operating system when `append` returns: it survives the end of the process,
/// not a loss of power. What a stream logs beyond its rate is counted and told in one line, so that
/// an outage does not fill the disk. Safe for use by many threads; a lock per stream, held while
/// its line is written, keeps lines whole and in order.
public final class DeliveryLogs {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLogs.class);

    private final InstantSource clock;
    private final Path folder;
    private final LogBounds bounds;
    private final Telemetry.Counter lines;
    private final Telemetry.Counter suppressed;
    private final Telemetry.Counter failures;
    private final Map<Path, Pace> paces = new ConcurrentHashMap<>();

    /// How fast a stream logs right now.
    private static final class Pace {
        private long second;
        private int lineCount;
        private int suppressedCount;
    }

    /// @param folder may not exist yet
    public DeliveryLogs(InstantSource clock, Path folder, LogBounds bounds, Telemetry telemetry) {
        this.clock = clock;
        this.folder = folder;
        this.bounds = bounds;
        this.lines =
                telemetry.counter(
                        "hydrant_delivery_log_lines_total", "Lines written.", Labels.NONE);
        this.suppressed =
                telemetry.counter(
                        "hydrant_delivery_log_suppressed_total",
                        "Lines not written because their stream logged too fast.",
                        Labels.NONE);
        this.failures =
                telemetry.counter(
                        "hydrant_delivery_log_failures_total",
                        "Lines that could not be written.",
                        Labels.NONE);
    }

    /// Logs one message. Never fails: delivery must go on when its log cannot be written, and a
    /// line that is lost is counted and told in the server's own log.
    public void append(String group, String stream, String message) {
        Path streamFolder = folderOf(group).resolve(FileName.of(stream));
        Pace pace = paces.computeIfAbsent(streamFolder, _ -> new Pace());
        Instant now = clock.instant();
        synchronized (pace) {
            if (now.getEpochSecond() != pace.second) {
                tellSuppressed(streamFolder, pace, now);
                pace.second = now.getEpochSecond();
                pace.lineCount = 0;
            }
            if (pace.lineCount >= bounds.linesPerSecondMax()) {
                pace.suppressedCount++;
                suppressed.add(1);
                return;
            }
            pace.lineCount++;
            write(streamFolder, now, message);
        }
    }

    /// The next events of a group in order of time.
    ///
    /// @param stream of all streams when empty
    /// @param after [LogPage#next] of the page before; empty for the oldest kept
    /// @throws UncheckedIOException if the files cannot be read
    public LogPage read(String group, Optional<String> stream, String after, int eventCountMax) {
        Map<String, StreamFiles.Position> positions = LogCursor.parse(after);
        List<Found> found = new ArrayList<>();
        try {
            for (Path streamFolder : streamFolders(group, stream)) {
                tellOverdue(streamFolder);
                String name = streamFolder.getFileName().toString();
                StreamFiles.Position start =
                        positions.getOrDefault(name, StreamFiles.Position.START);
                new StreamFiles(streamFolder)
                        .read(start, eventCountMax).stream()
                                .map(line -> new Found(name, line))
                                .forEach(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparing(one -> one.line().time())); // stable within a stream
        List<LogEvent> events = new ArrayList<>();
        for (Found one : found.subList(0, Math.min(found.size(), eventCountMax))) {
            positions.put(one.stream(), one.line().after());
            String shown = FileName.nameOf(one.stream());
            events.add(new LogEvent(one.line().time(), shown, one.line().message()));
        }
        return new LogPage(events, LogCursor.format(positions));
    }

    /// Deletes what is older than the retention, in all groups. To be called now and then.
    public void expire() {
        try {
            for (Path group : foldersIn(folder)) {
                for (Path stream : foldersIn(group)) {
                    expire(stream);
                }
            }
        } catch (IOException e) {
            LOG.warn("old delivery logs in {} cannot be deleted: {}", folder, e.toString());
        }
        long second = clock.instant().getEpochSecond();
        paces.values().removeIf(pace -> isIdle(pace, second));
    }

    private record Found(String stream, StreamFiles.Line line) {}

    private void write(Path streamFolder, Instant now, String message) {
        try {
            boolean fresh =
                    new StreamFiles(streamFolder).append(now, message, bounds.fileBytesMax());
            lines.add(1);
            if (fresh) {
                expire(streamFolder);
            }
        } catch (IOException e) {
            failures.add(1);
            LOG.warn("a line of delivery log {} is lost: {}", streamFolder, e.toString());
        }
    }

    private void expire(Path streamFolder) throws IOException {
        new StreamFiles(streamFolder)
                .expire(clock.instant().minus(bounds.retention()), bounds.streamBytesMax());
    }

    /// Tells how many lines were left out once their second is over, also if none follows.
    private void tellOverdue(Path streamFolder) {
        Pace pace = paces.get(streamFolder);
        if (pace == null) {
            return;
        }
        Instant now = clock.instant();
        synchronized (pace) {
            if (now.getEpochSecond() != pace.second) {
                tellSuppressed(streamFolder, pace, now);
            }
        }
    }

    private void tellSuppressed(Path streamFolder, Pace pace, Instant now) {
        if (pace.suppressedCount > 0) {
            String message =
                    "{\"suppressedCount\":"
                            + pace.suppressedCount
                            + ",\"message\":\"Further lines of the same second were left out.\"}";
            pace.suppressedCount = 0;
            write(streamFolder, now, message);
        }
    }

    private static boolean isIdle(Pace pace, long second) {
        synchronized (pace) {
            return pace.second < second && pace.suppressedCount == 0;
        }
    }

    private List<Path> streamFolders(String group, Optional<String> stream) throws IOException {
        if (stream.isPresent()) {
            return List.of(folderOf(group).resolve(FileName.of(stream.get())));
        }
        return foldersIn(folderOf(group));
    }

    private Path folderOf(String group) {
        return folder.resolve(FileName.of(group));
    }

    private static List<Path> foldersIn(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }
}
