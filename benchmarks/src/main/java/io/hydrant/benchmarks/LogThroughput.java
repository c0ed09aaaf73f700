package io.hydrant.benchmarks;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.testkit.RecordedTelemetry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Compares the log with a plain sequential write of the same bytes with the same number of fsyncs.
///
/// Beyond the plain write the log computes a CRC32C of every byte, frames, hands over between
/// threads and completes a future per append: that is what its share shows.
///
/// Arguments: a folder to write in (a disk, not memory), MiB per run (512), rounds (5). The first
/// two rounds warm the JVM up and fetch the page cache's memory from the host of a virtual machine;
/// the last line of each pair is the best CPU of either side over the rounds after, because other
/// programs only ever add.
public final class LogThroughput {
    private static final int RECORDS = Lines.BATCH_RECORDS;
    private static final int RECORD_BYTES = Lines.RECORD_BYTES;
    private static final int FRAME_BYTES = RECORDS * RECORD_BYTES;
    private static final int WARM_UP_ROUNDS = 2;
    private static final Comparator<Measured> BY_CPU = Comparator.comparingLong(Measured::cpuNanos);

    private final Path directory;
    private final long frames;

    private LogThroughput(Path directory, long mebibytes) {
        this.directory = directory;
        this.frames = (mebibytes << 20) / FRAME_BYTES;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : "target");
        long mebibytes = arguments.length > 1 ? Long.parseLong(arguments[1]) : 512;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        LogThroughput throughput = new LogThroughput(directory, mebibytes);
        for (boolean direct : List.of(false, true)) {
            for (int appenders : List.of(1, 16)) {
                throughput.compare(new Load(appenders, direct), rounds);
            }
        }
    }

    private void compare(Load load, int rounds) throws Exception {
        List<Measured> logs = new ArrayList<>();
        List<Measured> plains = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Measured log = log(load.appenders, load.direct);
            Measured plain = plain(log.fsyncs, load.direct);
            if (round > WARM_UP_ROUNDS || rounds <= WARM_UP_ROUNDS) {
                logs.add(log);
                plains.add(plain);
            }
        }
        Measured log = Collections.min(logs, BY_CPU);
        Measured plain = Collections.min(plains, BY_CPU);
        String kind = load.direct ? "direct" : "heap";
        System.out.println(log.line("log,   " + load.appenders + " appenders, " + kind));
        System.out.println(plain.line("plain, same fsyncs, " + kind));
        System.out.printf(
                "  the log reaches %.0f %% by CPU%n", 100.0 * plain.cpuNanos / log.cpuNanos);
    }

    /// @param direct whether the records lie outside the heap, as those of large puts do
    private record Load(int appenders, boolean direct) {}

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
            Scratch.remove(folder);
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
