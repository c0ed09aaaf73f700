package io.hydrant.benchmarks.conversion;

import io.hydrant.cli.bench.ProcFile;
import io.hydrant.cli.bench.TaxiRecords;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What one pass over the input cost, told on standard output in a line.
///
/// @param cpuNanos user and system time of the whole process; of the first pass since its start
/// @param compilerNanos what the JIT compilers took of that, where the system tells
record Pass(int number, long rowCount, long cpuNanos, long compilerNanos, long wallNanos) {
    /// With 2,000 partitions all files are written at the end of a pass: their code is compiled in
    /// the second.
    static final int COUNT = 7;

    /// The work of one pass.
    interface Work {
        /// Returns how many rows were written to the folder, which is empty.
        long run(Path folder) throws Exception;
    }

    /// Does the work in passes and tells what each cost.
    ///
    /// @param folder is emptied before each pass
    static void runAll(Path folder, Work work) throws Exception {
        long cpuBefore = 0;
        long compilersBefore = 0;
        for (int number = 1; number <= COUNT; number++) {
            empty(folder);
            long start = System.nanoTime();
            long rows = work.run(folder);
            long wall = System.nanoTime() - start;
            long cpu = processCpuNanos();
            long compilers = compilerNanos(ProcessHandle.current().pid());
            new Pass(number, rows, cpu - cpuBefore, compilers - compilersBefore, wall).tell(folder);
            cpuBefore = cpu;
            compilersBefore = compilers;
        }
    }

    private void tell(Path folder) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "pass %d: %.2f CPU s per million records (%.2f of it compiling), %.2f s wall, %d"
                        + " rows, %d bytes in %d files, %d MiB RSS at most%n",
                number,
                perMillion(cpuNanos),
                perMillion(compilerNanos),
                wallNanos / 1e9,
                rowCount,
                bytes(folder),
                files(folder).size(),
                residentKibibytesMax() >> 10);
    }

    private static double perMillion(long nanos) {
        return nanos / 1e9 / TaxiRecords.COUNT * 1e6;
    }

    private static long compilerNanos(long pid) {
        return ProcFile.cpuTime(pid, "C1 ").plus(ProcFile.cpuTime(pid, "C2 ")).toNanos();
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /// The most that was resident so far; 0 where the system does not tell.
    private static long residentKibibytesMax() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private static long bytes(Path folder) throws IOException {
        return files(folder).stream().mapToLong(Pass::size).sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            if (!path.equals(folder)) {
                Files.delete(path);
            }
        }
    }
}
