package io.hydrant.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders for the time of a measurement, on the disk of the current folder: the temporary folder
/// may be memory.
final class Scratch {
    private Scratch() {}

    static Path create() throws IOException {
        return Files.createTempDirectory(Path.of("").toAbsolutePath(), "benchmark-");
    }

    static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
