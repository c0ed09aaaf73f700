package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Processes of this machine.
final class ChildProcesses {
    private ChildProcesses() {}

    /// Processes that have an argument; none on a machine without `/proc`.
    static List<ProcessHandle> withArgument(String argument) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return found;
        }
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                if (List.of(commandOf(process).split("\0")).contains(argument)) {
                    long id = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(id).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /// Returns when no process has the argument: a killed one takes a moment to be gone.
    static void awaitEnd(String argument) throws Exception {
        for (ProcessHandle process : withArgument(argument)) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    private static String commandOf(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
