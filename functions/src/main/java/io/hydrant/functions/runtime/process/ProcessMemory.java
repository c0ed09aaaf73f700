package io.hydrant.functions.runtime.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How much memory a process and its descendants hold: pages of their own, not those of files,
/// which the kernel can take back. Linux only; nothing is measured elsewhere. Safe for any thread.
///
/// Descendants are looked for in a file per thread, which costs more than a quick invocation: so
/// they are looked for only now and then, and those known are asked in between. What was measured a
/// moment ago is not measured again.
final class ProcessMemory {
    private static final Path PROC = Path.of("/proc");
    private static final long FAMILY_NANOS_MAX = 50_000_000;
    private static final long MEASURED_NANOS_MAX = 10_000_000;

    /// More than the kernel has to say of a process.
    private static final int STATUS_BYTES = 8 << 10;

    private static final String[] OWN_PAGES = {"\nRssAnon:", "\nRssShmem:"};

    private final long processId;
    private volatile Family family = new Family(List.of(), 0);
    private volatile Optional<Measured> last = Optional.empty();

    /// @param statuses files in which the kernel tells of the processes; none before the first look
    private record Family(List<String> statuses, long foundNanos) {
        boolean isRecent(long nowNanos) {
            return !statuses.isEmpty() && nowNanos - foundNanos < FAMILY_NANOS_MAX;
        }
    }

    private record Measured(long bytes, long nanos) {}

    ProcessMemory(long processId) {
        this.processId = processId;
    }

    /// What they held at most 10 ms ago; that of descendants which were born a moment before may be
    /// missing.
    long bytes() {
        long now = System.nanoTime();
        Optional<Measured> known = last;
        if (known.isPresent() && now - known.get().nanos() < MEASURED_NANOS_MAX) {
            return known.get().bytes();
        }
        long bytes = measure(now);
        last = Optional.of(new Measured(bytes, now));
        return bytes;
    }

    private long measure(long now) {
        Family known = family;
        if (!known.isRecent(now)) {
            known = new Family(statuses(), now);
            family = known;
        }
        long bytes = 0;
        for (String status : known.statuses()) {
            bytes += ownBytes(status);
        }
        return bytes;
    }

    private List<String> statuses() {
        Deque<String> waiting = new ArrayDeque<>(Set.of(Long.toString(processId)));
        Set<String> seen = new HashSet<>();
        List<String> found = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String next = waiting.removeFirst();
            if (seen.add(next)) {
                found.add(PROC.resolve(next).resolve("status").toString());
                addChildren(PROC.resolve(next).resolve("task"), waiting);
            }
        }
        return found;
    }

    private static long ownBytes(String status) {
        String text;
        try (InputStream in = new FileInputStream(status)) {
            byte[] bytes = new byte[STATUS_BYTES];
            int length = in.readNBytes(bytes, 0, bytes.length);
            text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // the process ended meanwhile
            return 0;
        }
        long kib = 0;
        for (String line : OWN_PAGES) {
            kib += number(text, line);
        }
        return kib << 10;
    }

    /// The number behind a word; 0 where the word is not.
    private static long number(String text, String word) {
        int found = text.indexOf(word);
        if (found < 0) {
            return 0;
        }
        long number = 0;
        for (int at = found + word.length(); at < text.length() && text.charAt(at) != 'k'; at++) {
            int digit = text.charAt(at) - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
            }
        }
        return number;
    }

    private static void addChildren(Path tasks, Deque<String> waiting) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String children = Files.readString(thread.resolve("children")).strip();
                if (!children.isEmpty()) {
                    waiting.addAll(Set.of(children.split(" ")));
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            // the process or its thread ended meanwhile
            return;
        }
    }
}
