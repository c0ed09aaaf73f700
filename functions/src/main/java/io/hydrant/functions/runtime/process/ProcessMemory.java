package io.hydrant.functions.runtime.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// How much memory a process and its descendants hold: pages of their own, not those of files,
/// which the kernel can take back. Linux only; nothing is measured elsewhere.
final class ProcessMemory {
    private static final Path PROC = Path.of("/proc");

    private ProcessMemory() {}

    static long bytesOf(long processId) {
        Deque<String> waiting = new ArrayDeque<>(Set.of(Long.toString(processId)));
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        while (!waiting.isEmpty()) {
            String next = waiting.removeFirst();
            if (seen.add(next)) {
                bytes += ownBytes(PROC.resolve(next).resolve("status"));
                addChildren(PROC.resolve(next).resolve("task"), waiting);
            }
        }
        return bytes;
    }

    private static long ownBytes(Path status) {
        long kib = 0;
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:")) {
                    String[] words = line.split("\\s+");
                    kib += Long.parseLong(words[1]);
                }
            }
        } catch (IOException _) {
            // the process ended meanwhile
            return 0;
        }
        return kib << 10;
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
