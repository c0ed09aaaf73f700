package io.hydrant.cli.bench;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// A file that fills the page cache and is removed just before a measurement.
///
/// The host of a virtual machine may take free memory back; each page that is used again must then
/// be fetched from it, at the expense of whoever writes, and costs many times what writing costs.
/// That is a property of the host, not of what is measured: the memory is fetched beforehand.
final class Ballast {
    private static final long BYTES_PER_SECOND = 600L << 20;
    private static final long BYTES_MAX = 6L << 30;
    private static final int PIECE_BYTES = 1 << 20;

    private final Path file;

    Ballast(Path file) {
        this.file = file;
    }

    /// Fetches as much memory as a run of this length may need, as far as there is any.
    void take(Duration run) {
        long wanted = Math.min(BYTES_MAX, BYTES_PER_SECOND * run.toSeconds());
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long bytes = Math.min(wanted, freeMemoryBytes() / 2);
            for (long done = 0; done < bytes; done += PIECE_BYTES) {
                channel.write(piece.clear());
            }
        } catch (IOException e) {
            throw new CommandFailed("the disk does not take " + file + ": " + e.getMessage(), e);
        }
    }

    void release() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private static long freeMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getFreeMemorySize()
                : 0;
    }
}
