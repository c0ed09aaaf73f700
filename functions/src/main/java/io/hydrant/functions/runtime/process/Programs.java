package io.hydrant.functions.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of this machine, found on a search path.
final class Programs {
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private final List<Path> folders = new ArrayList<>();

    /// @param searchPath as in `PATH`; the usual folders come after it
    Programs(String searchPath) {
        for (String folder : (searchPath + File.pathSeparator + USUAL).split(File.pathSeparator)) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
    }

    Optional<Path> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /// The first program of the name that does what is asked, and what it printed.
    Optional<String> firstAnswer(String name, String... arguments) {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                List<String> command = new ArrayList<>(List.of(file.toString()));
                command.addAll(List.of(arguments));
                Optional<String> answer = output(command);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    /// What a command prints; empty when it fails or takes longer than 20 seconds.
    static Optional<String> output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
