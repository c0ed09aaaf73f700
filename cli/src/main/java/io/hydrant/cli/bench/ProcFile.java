package io.hydrant.cli.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What Linux tells about a process; empty on other systems and for processes that ended.
public final class ProcFile {
    /// `utime` is field 14 of the line, `stime` the next; the name in field 2 may hold spaces, so
    /// fields are counted after the parenthesis that ends it.
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /// The unit is fixed at 100 per second for what the kernel shows to programs.
    private static final long MILLIS_PER_TICK = 10;

    private ProcFile() {}

    static Optional<Duration> cpuTime(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "stat")).map(ProcFile::cpuTimeOf);
    }

    /// Of the threads of a process whose names begin so; nothing of those that ended.
    public static Duration cpuTime(long pid, String threadName) {
        Duration sum = Duration.ZERO;
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                Optional<String> stat = read(thread.resolve("stat"));
                if (stat.isPresent() && stat.get().contains("(" + threadName)) {
                    sum = sum.plus(cpuTimeOf(stat.get()));
                }
            }
        } catch (IOException _) {
            // Not Linux, or the process is gone: there is nothing to tell.
        }
        return sum;
    }

    static Optional<Long> residentBytes(long pid) {
        return memory(pid, "VmRSS:");
    }

    /// What of it belongs to no file.
    static Optional<Long> residentBytesAnonymous(long pid) {
        return memory(pid, "RssAnon:");
    }

    private static Optional<Long> memory(long pid, String name) {
        return read(Path.of("/proc", Long.toString(pid), "status"))
                .flatMap(
                        text ->
                                text.lines()
                                        .filter(line -> line.startsWith(name))
                                        .map(
                                                line ->
                                                        Long.parseLong(line.replaceAll("\\D", ""))
                                                                * 1024)
                                        .findFirst());
    }

    static Duration cpuTimeOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            // Not Linux, or the process is gone: there is nothing to tell.
            return Optional.empty();
        }
    }
}
