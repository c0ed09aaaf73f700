package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.function.LogSettings.Level;
import io.hydrant.functions.runtime.FailurePayload;
import io.hydrant.functions.runtime.FunctionLog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/// The log stream of one environment: the platform's lines, what the function prints in between,
/// and the last 4 KiB of an invocation for its caller. Safe for any thread.
///
/// Source: Lambda Developer Guide, "Log format" (text), [PlatformRecords] (JSON), and "Log-level
/// filtering" for what a log in the format JSON leaves out.
final class EnvironmentLog {
    private static final int TAIL_BYTES_MAX = 4_096;

    private final InstantSource clock;
    private final FunctionLog log;
    private final LogSettings settings;
    private final String stream;
    private final Deque<byte[]> tail = new ArrayDeque<>();
    private int tailBytes;

    EnvironmentLog(InstantSource clock, FunctionLog log, LogSettings settings, String stream) {
        this.clock = clock;
        this.log = log;
        this.settings = settings;
        this.stream = stream;
    }

    String stream() {
        return stream;
    }

    /// What an invocation took.
    ///
    /// @param init of its environment, when it was started for this invocation
    /// @param producedBytes of its answer
    /// @param status empty for a success
    record Report(
            Duration duration,
            Optional<Duration> init,
            int memoryMib,
            long memoryUsedMib,
            long producedBytes,
            Optional<Status> status) {

        long billedMillis() {
            return Math.ceilDiv(duration.toNanos(), 1_000_000L);
        }

        /// @param word `timeout` or `error`
        record Status(String word, Optional<String> errorType) {
            static Status of(String failure) {
                return failure.equals("Sandbox.Timedout")
                        ? new Status("timeout", Optional.empty())
                        : new Status("error", Optional.of(failure));
            }

            String text() {
                return word + errorType.map(type -> "\tError Type: " + type).orElse("");
            }
        }
    }

    void starting(String runtime, String runtimeArn) {
        if (settings.json().isPresent()) {
            platform(Level.INFO, PlatformRecords.initStart(clock.instant(), runtime, runtimeArn));
            return;
        }
        line("INIT_START Runtime Version: " + runtime + "\tRuntime Version ARN: " + runtimeArn);
    }

    /// The tail begins here.
    void start(String requestId, String version) {
        synchronized (tail) {
            tail.clear();
            tailBytes = 0;
        }
        if (settings.json().isPresent()) {
            platform(Level.INFO, PlatformRecords.start(clock.instant(), requestId, version));
            return;
        }
        line("START RequestId: " + requestId + " Version: " + version);
    }

    /// A log in the format JSON tells it with the end.
    void timedOut(String requestId, Duration timeout) {
        if (settings.json().isPresent()) {
            return;
        }
        line(clock.instant() + " " + requestId + " " + FailurePayload.timedOutText(timeout));
    }

    void end(String requestId, Report report) {
        if (settings.json().isPresent()) {
            Instant now = clock.instant();
            boolean well = report.status().isEmpty();
            platform(
                    well ? Level.DEBUG : Level.WARN,
                    PlatformRecords.runtimeDone(now, requestId, report));
            platform(
                    well ? Level.INFO : Level.WARN, PlatformRecords.report(now, requestId, report));
            return;
        }
        line("END RequestId: " + requestId);
        StringBuilder text = new StringBuilder("REPORT RequestId: ").append(requestId);
        text.append("\tDuration: ").append(millis(report.duration()));
        text.append(" ms\tBilled Duration: ").append(report.billedMillis());
        text.append(" ms\tMemory Size: ").append(report.memoryMib());
        text.append(" MB\tMax Memory Used: ").append(report.memoryUsedMib()).append(" MB\t");
        report.init().ifPresent(init -> text.append("Init Duration: " + millis(init) + " ms\t"));
        report.status().ifPresent(status -> text.append("Status: ").append(status.text()));
        line(text.toString());
    }

    private void platform(Level level, String text) {
        if (settings.json().orElseThrow().system().holds(level)) {
            line(text);
        }
    }

    /// What the function prints: one event, of one line or several. In the format JSON, objects
    /// below the function's level are left out; what is no object is kept.
    void printed(String text) {
        boolean kept =
                settings.json()
                        .flatMap(
                                levels ->
                                        PlatformRecords.levelOf(text)
                                                .map(levels.application()::holds))
                        .orElse(true);
        if (kept) {
            line(text);
        }
    }

    /// One event, of one line or several.
    void line(String text) {
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        synchronized (tail) {
            tail.addLast(bytes);
            tailBytes += bytes.length;
            while (tailBytes - tail.getFirst().length >= TAIL_BYTES_MAX) {
                tailBytes -= tail.removeFirst().length;
            }
        }
        Instant now = clock.instant();
        log.append(settings.group(), stream, now, text);
    }

    /// The last 4 KiB since the start.
    byte[] tail() {
        synchronized (tail) {
            byte[] all = new byte[tailBytes];
            int at = 0;
            for (byte[] line : tail) {
                System.arraycopy(line, 0, all, at, line.length);
                at += line.length;
            }
            int kept = Math.min(all.length, TAIL_BYTES_MAX);
            byte[] last = new byte[kept];
            System.arraycopy(all, all.length - kept, last, 0, kept);
            return last;
        }
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
