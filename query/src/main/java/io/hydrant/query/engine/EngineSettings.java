package io.hydrant.query.engine;

import io.hydrant.kernel.error.InvalidArgument;

import java.nio.file.Path;

/// What the engine may use. Its memory is outside the heap.
///
/// @param folder everything the engine has on the disk lies here, and nothing else does: it is
///   emptied when the engine opens
/// @param memoryBytes of all statements together, before they spill: at least 64 MiB
/// @param threads that compute, for all statements together: 1-256
/// @param spillBytesMax of intermediate results on the disk, of all statements together
/// @param spoolBytesMax of copies of objects that cannot be read where they lie
public record EngineSettings(
        Path folder, long memoryBytes, int threads, long spillBytesMax, long spoolBytesMax) {
    private static final long MIB = 1 << 20;
    private static final int THREADS_MAX = 256;

    public EngineSettings {
        folder = folder.toAbsolutePath().normalize();
        if (memoryBytes < 64 * MIB) {
            throw new InvalidArgument(
                    "the engine's memory must be at least 64 MiB but was "
                            + memoryBytes
                            + " bytes");
        }
        if (threads < 1 || threads > THREADS_MAX) {
            throw new InvalidArgument("the engine's threads must be 1-256 but were " + threads);
        }
        if (spillBytesMax < 0 || spoolBytesMax < 0) {
            throw new InvalidArgument(
                    "the engine's space on the disk must not be negative but was %d and %d bytes"
                            .formatted(spillBytesMax, spoolBytesMax));
        }
    }

    /// 512 MiB of memory, as many threads as processors, 10 GiB each for intermediate results and
    /// for copies.
    public static EngineSettings defaults(Path folder) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX);
        return new EngineSettings(folder, 512 * MIB, threads, 10_240 * MIB, 10_240 * MIB);
    }

    Path spill() {
        return folder.resolve("spill");
    }

    /// Where each running statement has a folder.
    Path statements() {
        return folder.resolve("run");
    }

    /// Where copies of objects are kept for the next statements.
    public Path spool() {
        return folder.resolve("spool");
    }
}
