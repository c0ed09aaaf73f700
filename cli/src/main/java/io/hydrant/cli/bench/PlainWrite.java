package io.hydrant.cli.bench;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;

/// Writes the same bytes again and again, one after the other, and forces each to the disk: what no
/// durable intake can undercut. It computes no checksum and frames nothing.
final class PlainWrite {
    private PlainWrite() {}

    static Outcome run(Path file, int pieceBytes, Duration time) {
        byte[] content = new byte[pieceBytes];
        new Random(42).nextBytes(content);
        ByteBuffer piece = ByteBuffer.allocateDirect(pieceBytes).put(content);
        long bytes = 0;
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (System.nanoTime() - start < time.toNanos()) {
                piece.clear();
                while (piece.hasRemaining()) {
                    bytes += channel.write(piece);
                }
                channel.force(false);
            }
        } catch (IOException e) {
            throw new CommandFailed("the disk does not take " + file + ": " + e.getMessage(), e);
        }
        return new Outcome(
                bytes,
                Duration.ofNanos(cpuNanos() - cpuStart),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// @param cpu user and system time of the thread that wrote
    record Outcome(long bytes, Duration cpu, Duration wall) {}
}
