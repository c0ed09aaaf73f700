package io.hydrant.benchmarks.conversion;

import io.hydrant.cli.bench.TaxiRecords;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs every program with the same input, one after the other, each in a process of its own.
///
/// Arguments: a folder on a disk, for the input (made if it is missing, 677 MB) and the files; then
/// parts of the names of the runs that are wanted, all if there are none.
public final class ConversionComparison {
    /// @param heap the JVM's option
    private record Run(String name, Class<?> main, String heap, List<String> arguments) {}

    private static final List<Run> RUNS =
            List.of(
                    ours(1),
                    new Run("duckdb", DuckDbPeer.class, "-Xmx512m", List.of()),
                    new Run("parquet-java", ParquetJavaPeer.class, "-Xmx2g", List.of("1")),
                    ours(50),
                    ours(500),
                    ours(2000),
                    new Run(
                            "parquet-java-2000-partitions",
                            ParquetJavaPeer.class,
                            "-Xmx6g",
                            List.of("2000")));

    private ConversionComparison() {}

    /// A heap with which the whole process stays below 512 MiB.
    private static Run ours(int partitions) {
        return new Run(
                "hydrant-" + partitions + "-partitions",
                ConversionBenchmark.class,
                "-Xmx400m",
                List.of(Integer.toString(partitions)));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        List<String> wanted = Arrays.asList(arguments).subList(1, arguments.length);
        Path input = folder.resolve("trips.ndjson");
        if (!Files.exists(input) || Files.size(input) != TaxiRecords.BYTES) {
            TaxiRecords.write(input);
        }
        for (Run run : RUNS) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(run.name()::contains)) {
                System.out.println(run.name() + ", load " + load());
                run(run, input, folder.resolve(run.name()));
            }
        }
    }

    private static void run(Run run, Path input, Path output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(run.heap(), "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(run.main().getName(), input.toString(), output.toString()));
        command.addAll(run.arguments());
        Process process = new ProcessBuilder(command).inheritIO().start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(run.name() + " ended with status " + status);
        }
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).strip() : "unknown";
    }
}
