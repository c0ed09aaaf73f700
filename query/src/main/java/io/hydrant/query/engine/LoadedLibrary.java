package io.hydrant.query.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The engine's native library, which the driver unpacks into the folder for temporary files
/// (`java.io.tmpdir`; it cannot be told another) and removes when the process ends as it should.
///
/// On Linux it is removed as soon as it is loaded, so that a process that was killed leaves nothing
/// behind. Elsewhere a loaded library cannot be removed.
final class LoadedLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedLibrary.class);
    private static final Path MAPPINGS = Path.of("/proc/self/maps");

    private LoadedLibrary() {}

    static void forget() {
        if (!Files.isReadable(MAPPINGS)) {
            return;
        }
        try {
            for (Path file : mapped()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("the engine's unpacked library cannot be removed", e);
        }
    }

    private static List<Path> mapped() throws IOException {
        String start =
                Path.of(System.getProperty("java.io.tmpdir")).resolve("libduckdb_java").toString();
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            return lines.map(line -> line.substring(Math.max(0, line.indexOf('/'))))
                    .filter(name -> name.startsWith(start) && name.endsWith(".so"))
                    .distinct()
                    .map(Path::of)
                    .toList();
        }
    }
}
