package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

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
/// Source: Lambda Developer Guide, "Log format" (text). The format JSON is not supported.
final class EnvironmentLog {
    private static final int TAIL_BYTES_MAX = 4_096;

    private final InstantSource clock;
    private final FunctionLog log;
    private final String group;
    private final String stream;
    private final Deque<byte[]> tail = new ArrayDeque<>();
    private int tailBytes;

    EnvironmentLog(InstantSource clock, FunctionLog log, String group, String stream) {
        this.clock = clock;
        this.log = log;
        this.group = group;
        this.stream = stream;
    }

    String stream() {
        return stream;
    }

    /// What an invocation took.
    ///
    /// @param init of its environment, when it was started for this invocation
    /// @param status such as `timeout`; empty for a success
    record Report(
            Duration duration,
            Optional<Duration> init,
            int memoryMib,
            long memoryUsedMib,
            Optional<String> status) {}

    void starting(String runtime, String runtimeArn) {
        line("INIT_START Runtime Version: " + runtime + "\tRuntime Version ARN: " + runtimeArn);
    }

    /// The tail begins here.
    void start(String requestId, String version) {
        synchronized (tail) {
            tail.clear();
            tailBytes = 0;
        }
        line("START RequestId: " + requestId + " Version: " + version);
    }

    void timedOut(String requestId, Duration timeout) {
        line(clock.instant() + " " + requestId + " " + FailurePayload.timedOutText(timeout));
    }

    void end(String requestId, Report report) {
        line("END RequestId: " + requestId);
        StringBuilder text = new StringBuilder("REPORT RequestId: ").append(requestId);
        text.append("\tDuration: ").append(millis(report.duration()));
        text.append(" ms\tBilled Duration: ").append(ceilMillis(report.duration()));
        text.append(" ms\tMemory Size: ").append(report.memoryMib());
        text.append(" MB\tMax Memory Used: ").append(report.memoryUsedMib()).append(" MB\t");
        report.init().ifPresent(init -> text.append("Init Duration: " + millis(init) + " ms\t"));
        report.status().ifPresent(status -> text.append("Status: ").append(status));
        line(text.toString());
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
        log.append(group, stream, now, text);
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

    private static long ceilMillis(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), 1_000_000L);
    }
}
