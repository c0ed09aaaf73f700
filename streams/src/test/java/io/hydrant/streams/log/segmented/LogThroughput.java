package io.hydrant.streams.log.segmented;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.RecordedTelemetry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Compares the log with a plain sequential write of the same bytes with the same number of fsyncs.
///
/// Arguments: a folder to write in (a disk, not memory), MiB per run (512), rounds (3). The last
/// round counts; the ones before warm the JVM up.
public final class LogThroughput {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 1 << 10;
    private static final int FRAME_BYTES = RECORDS * RECORD_BYTES;

    private final Path directory;
    private final long frames;

    private LogThroughput(Path directory, long mebibytes) {
        this.directory = directory;
        this.frames = (mebibytes << 20) / FRAME_BYTES;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : "target");
        long mebibytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 512;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        LogThroughput throughput = new LogThroughput(directory, mebibytes);
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round);
            for (boolean direct : List.of(false, true)) {
                for (int appenders : List.of(1, 16)) {
                    throughput.compare(appenders, direct);
                }
            }
        }
    }

    private void compare(int appenders, boolean direct) throws Exception {
        Measured log = log(appenders, direct);
        Measured plain = plain(log.fsyncs, direct);
        String kind = direct ? "direct" : "heap";
        System.out.println(log.line("log,   " + appenders + " appenders, " + kind));
        System.out.println(plain.line("plain, same fsyncs, " + kind));
        System.out.printf(
                "  the log reaches %.0f %% by CPU, %.0f %% by time%n",
                100.0 * plain.cpuNanos / log.cpuNanos, 100.0 * plain.nanos / log.nanos);
    }

    private Measured log(int appenders, boolean direct) throws Exception {
        Path folder = Files.createTempDirectory(directory, "log-throughput");
        RecordedTelemetry telemetry = new RecordedTelemetry();
        SegmentedLogConfig config = SegmentedLogConfig.in(folder);
        try (SegmentedLog log = SegmentedLog.open(config, InstantSource.system(), telemetry)) {
            LogPartition partition =
                    log.partition(new PartitionName("throughput"), Purpose.RECORDS);
            Frame frame = frame(direct);
            partition.append(frame).join();
            long fsyncs = telemetry.count("hydrant_log_fsyncs_total");
            Stopwatch watch = Stopwatch.start();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < appenders; i++) {
                    executor.submit(() -> append(partition, frame, frames / appenders));
                }
            }
            long count = telemetry.count("hydrant_log_fsyncs_total") - fsyncs;
            return watch.stop(frames / appenders * appenders * FRAME_BYTES, count);
        } finally {
            remove(folder);
        }
    }

    private static void append(LogPartition partition, Frame frame, long count) {
        for (long i = 0; i < count; i++) {
            partition.append(frame).join();
        }
    }

    private Measured plain(long fsyncs, boolean direct) throws IOException {
        Path file = Files.createTempFile(directory, "plain-throughput", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer payload = frame(direct).payload();
            Stopwatch watch = Stopwatch.start();
            long synced = 0;
            for (long i = 1; i <= frames; i++) {
                payload.clear();
                while (payload.hasRemaining()) {
                    channel.write(payload);
                }
                if (i * fsyncs / frames > synced) {
                    channel.force(false);
                    synced++;
                }
            }
            return watch.stop(frames * FRAME_BYTES, synced);
        } finally {
            Files.delete(file);
        }
    }

    private static Frame frame(boolean direct) {
        int[] lengths = new int[RECORDS];
        Arrays.fill(lengths, RECORD_BYTES);
        byte[] payload = new byte[FRAME_BYTES];
        new SplittableRandom(1).nextBytes(payload);
        ByteBuffer held =
                direct
                        ? ByteBuffer.allocateDirect(FRAME_BYTES).put(payload).flip()
                        : ByteBuffer.wrap(payload);
        return new Frame(ByteBuffer.allocate(0), lengths, held);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private record Stopwatch(long nanos, long cpuNanos) {
        static Stopwatch start() {
            return new Stopwatch(System.nanoTime(), cpu());
        }

        Measured stop(long bytes, long fsyncs) {
            return new Measured(bytes, fsyncs, System.nanoTime() - nanos, cpu() - cpuNanos);
        }

        private static long cpu() {
            return ((com.sun.management.OperatingSystemMXBean)
                            ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }
    }

    private record Measured(long bytes, long fsyncs, long nanos, long cpuNanos) {
        String line(String name) {
            return "  %-28s %6.0f MB/s %6.0f MB per CPU-second %6d fsyncs"
                    .formatted(name, bytes * 1e3 / nanos, bytes * 1e3 / cpuNanos, fsyncs);
        }
    }
}
