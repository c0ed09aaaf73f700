package io.hydrant.observability.logs;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Takes lines of the server's own writers. What a stream logs beyond its pace is counted and told
/// in one line, so that an outage or a talkative function does not fill the disk.
///
/// Never fails: who logs must go on when the log cannot be written; a line that is lost is counted
/// and told in the server's own log. Safe for use by many threads; a lock per stream, held while
/// its line is written, keeps the count.
public final class PacedLog {
    /// A longer message becomes several events.
    public static final int EVENT_BYTES_MAX = (256 << 10) - 26;

    private static final Logger LOG = LoggerFactory.getLogger(PacedLog.class);

    private final LogStore store;
    private final InstantSource clock;
    private final Pace pace;
    private final Telemetry.Counter lines;
    private final Telemetry.Counter suppressed;
    private final Telemetry.Counter failures;
    private final Map<Target, Count> counts = new ConcurrentHashMap<>();

    private record Target(GroupName group, String stream) {}

    /// How fast a stream logs right now.
    private static final class Count {
        private long second;
        private int lineCount;
        private long charCount;
        private long suppressedCount;
        private long suppressedChars;
    }

    /// @param writer names it in metrics, such as `delivery`
    public PacedLog(
            LogStore store, InstantSource clock, Pace pace, String writer, Telemetry telemetry) {
        this.store = store;
        this.clock = clock;
        this.pace = pace;
        String prefix = "hydrant_" + writer + "_log_";
        this.lines = telemetry.counter(prefix + "lines_total", "Lines written.", Labels.NONE);
        this.suppressed =
                telemetry.counter(
                        prefix + "suppressed_total",
                        "Lines not written because their stream logged too fast.",
                        Labels.NONE);
        this.failures =
                telemetry.counter(
                        prefix + "failures_total", "Lines that could not be written.", Labels.NONE);
    }

    /// Logs one message, of one line or several, under the time of now.
    public void append(GroupName group, String stream, String message) {
        append(group, stream, clock.instant(), message);
    }

    /// @param at the event's own time
    public void append(GroupName group, String stream, Instant at, String message) {
        Target target = new Target(group, stream);
        Count count = counts.computeIfAbsent(target, _ -> new Count());
        long second = clock.instant().getEpochSecond();
        synchronized (count) {
            if (second != count.second) {
                tellSuppressed(target, count);
                count.second = second;
                count.lineCount = 0;
                count.charCount = 0;
            }
            if (count.lineCount >= pace.linesPerSecondMax()
                    || count.charCount >= pace.bytesPerSecondMax()) {
                count.suppressedCount++;
                count.suppressedChars += message.length();
                suppressed.add(1);
                return;
            }
            count.lineCount++;
            count.charCount += message.length();
            write(target, at, message);
        }
    }

    /// Tells what was left out of streams that have fallen silent, and forgets those. To be called
    /// every second or so.
    public void tellOverdue() {
        long second = clock.instant().getEpochSecond();
        counts.forEach(
                (target, count) -> {
                    synchronized (count) {
                        if (second != count.second) {
                            tellSuppressed(target, count);
                        }
                    }
                });
        counts.values().removeIf(count -> isIdle(count, second));
    }

    private static boolean isIdle(Count count, long second) {
        synchronized (count) {
            return count.second < second && count.suppressedCount == 0;
        }
    }

    private void tellSuppressed(Target target, Count count) {
        if (count.suppressedCount > 0) {
            String message =
                    ("{\"suppressedCount\":%d,\"suppressedCharacters\":%d,"
                                    + "\"message\":\"Further lines of the same second were left"
                                    + " out.\"}")
                            .formatted(count.suppressedCount, count.suppressedChars);
            count.suppressedCount = 0;
            count.suppressedChars = 0;
            write(target, clock.instant(), message);
        }
    }

    private void write(Target target, Instant at, String message) {
        if (message.isEmpty()) {
            return; // the service has no events without a message
        }
        try {
            store.append(target.group(), target.stream(), events(at.toEpochMilli(), message));
            lines.add(1);
        } catch (IOException | HydrantException e) {
            failures.add(1);
            LOG.warn(
                    "a line of log group {}, stream {} is lost: {}",
                    target.group(),
                    target.stream(),
                    e.toString());
        }
    }

    private static List<NewEvent> events(long timestamp, String message) {
        // a character is at most three bytes of UTF-8 per char
        int charsMax = EVENT_BYTES_MAX / 3;
        if (message.length() <= charsMax) {
            return List.of(new NewEvent(timestamp, message));
        }
        List<NewEvent> pieces = new ArrayList<>();
        int start = 0;
        while (start < message.length()) {
            int end = pieceEnd(message, start);
            pieces.add(new NewEvent(timestamp, message.substring(start, end)));
            start = end;
        }
        return pieces;
    }

    private static int pieceEnd(String message, int start) {
        int bytes = 0;
        int end = start;
        while (end < message.length()) {
            int point = message.codePointAt(end);
            bytes += utf8Bytes(point);
            if (bytes > EVENT_BYTES_MAX) {
                return end;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static int utf8Bytes(int point) {
        if (point < 0x80) {
            return 1;
        }
        if (point < 0x800) {
            return 2;
        }
        return point < 0x10000 ? 3 : 4;
    }
}
