package io.hydrant.cli.command;

import io.hydrant.cli.bench.Bench;
import io.hydrant.cli.bench.ConversionBench;
import io.hydrant.cli.bench.FunctionBench;
import io.hydrant.cli.bench.FunctionLanguage;
import io.hydrant.cli.bench.PartitionBench;
import io.hydrant.cli.bench.QueryBench;
import io.hydrant.cli.bench.StreamBench;
import io.hydrant.cli.bench.WireEncoding;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `hydrant bench`: what this machine can do.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures servers that it starts as child processes: durable intake, delivery, start,"
                    + " memory; data streams: durable intake (STREAM_INTAKE), reading"
                    + " (STREAM_READ), and the latency of enhanced fan-out (STREAM_PUSH);"
                    + " conversion to Parquet from the log to the object (CONVERSION); functions"
                    + " that do nothing: invocations (FUNCTIONS), and records that go through one"
                    + " on their way (TRANSFORM); queries over delivered files, beside the plain"
                    + " engine (QUERY).",
            "",
            "MB are millions of bytes of records before Base64; CPU seconds are user and system"
                    + " time of the server alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant bench",
            "  hydrant bench --quick",
            "  hydrant bench --only INTAKE --seconds 30 --connections 1,4,64",
            "  hydrant bench --only STREAM_INTAKE,STREAM_READ --encodings CBOR --shards 100",
            "  hydrant bench --only FUNCTIONS,TRANSFORM --languages JAVA"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int QUICK_SECONDS = 2;
    private static final int QUICK_WARM_UP_SECONDS = 2;
    private static final int QUICK_TRIPS = 20_000;

    /// What can be measured alone.
    enum Measure {
        DISK,
        INTAKE,
        DELIVERY,
        START,
        STREAM_INTAKE,
        STREAM_READ,
        STREAM_PUSH,
        CONVERSION,
        FUNCTIONS,
        TRANSFORM,
        PARTITIONS,
        QUERY
    }

    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long each run counts, deliveries half as long. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,16",
            description = "Connections of the intake runs. Default: ${DEFAULT-VALUE}")
    private List<Integer> connections;

    @Option(
            names = "--only",
            paramLabel = "MEASURE",
            split = ",",
            defaultValue =
                    "START,DISK,INTAKE,DELIVERY,STREAM_INTAKE,STREAM_READ,STREAM_PUSH,CONVERSION,"
                            + "FUNCTIONS,TRANSFORM,PARTITIONS,QUERY",
            description = "${COMPLETION-CANDIDATES}. Default: all")
    private List<Measure> measures;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "90",
            description =
                    "Seconds under load at most before anything counts: until the server has"
                            + " compiled itself. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(
            names = "--downstream",
            paramLabel = "WHERE",
            split = ",",
            defaultValue = "NOWHERE,LARGE_BUFFER,SMALL_BUFFER",
            description =
                    "What becomes of records in the intake runs: ${COMPLETION-CANDIDATES}."
                            + " Default: all")
    private List<Bench.Downstream> downstreams;

    @Option(
            names = "--encodings",
            paramLabel = "E",
            split = ",",
            defaultValue = "JSON,CBOR",
            description = "How data streams are spoken to: ${COMPLETION-CANDIDATES}. Default: all")
    private List<WireEncoding> encodings;

    @Option(
            names = "--shards",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,100",
            description = "Shards of the data streams. Default: ${DEFAULT-VALUE}")
    private List<Integer> shards;

    @Option(
            names = "--consumers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,20",
            description = "Consumers of enhanced fan-out: 1 to 20. Default: ${DEFAULT-VALUE}")
    private List<Integer> consumers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Records a second of enhanced fan-out. Default: ${DEFAULT-VALUE}")
    private int recordsPerSecond;

    @Option(
            names = "--formats",
            paramLabel = "F",
            split = ",",
            defaultValue = "PARQUET",
            description =
                    "Files to convert to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<ConversionBench.Output> formats;

    @Option(
            names = "--languages",
            paramLabel = "L",
            split = ",",
            defaultValue = "PYTHON,JAVA",
            description = "What functions are written in: ${COMPLETION-CANDIDATES}. Default: all")
    private List<FunctionLanguage> languages;

    @Option(
            names = "--callers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4",
            description = "Connections that invoke a function. Default: ${DEFAULT-VALUE}")
    private List<Integer> callers;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,50,500,2000",
            description = "Partitions of dynamic partitioning. Default: ${DEFAULT-VALUE}")
    private List<Integer> partitions;

    @Option(
            names = "--partition-rate",
            paramLabel = "N",
            defaultValue = "60000",
            description =
                    "Records a second of dynamic partitioning, whatever the number of partitions."
                            + " Default: ${DEFAULT-VALUE}")
    private int partitionRate;

    @Option(
            names = "--partition-outputs",
            paramLabel = "O",
            split = ",",
            defaultValue = "GZIP,PARQUET",
            description = "What partitions are written as: ${COMPLETION-CANDIDATES}. Default: all")
    private List<PartitionBench.Output> partitionOutputs;

    @Option(
            names = "--trips",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Trips in each table that is queried. Default: ${DEFAULT-VALUE}")
    private int trips;

    @Option(
            names = "--quick",
            description = "Runs of two seconds: shows that it works, says little about speed.")
    private boolean quick;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Where the data folders go; its disk is what is measured. Default: a temporary"
                            + " folder")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (seconds < 1
                || warmUpSeconds < 0
                || connections.stream().anyMatch(count -> count < 1 || count > 1_000)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds must be at least 1, and --connections 1 to 1000");
        }
        if (shards.stream().anyMatch(count -> count < 1 || count > 1_000)) {
            throw new ParameterException(spec.commandLine(), "--shards must be 1 to 1000");
        }
        if (consumers.stream().anyMatch(count -> count < 1 || count > 20)) {
            throw new ParameterException(spec.commandLine(), "--consumers must be 1 to 20");
        }
        if (callers.stream().anyMatch(count -> count < 1 || count > 100)) {
            throw new ParameterException(spec.commandLine(), "--callers must be 1 to 100");
        }
        if (partitions.stream().anyMatch(count -> count < 1 || count > 50_000)) {
            throw new ParameterException(spec.commandLine(), "--partitions must be 1 to 50000");
        }
        if (trips < 10_000 || trips > 100_000_000) {
            throw new ParameterException(spec.commandLine(), "--trips must be 10000 to 100000000");
        }
        if (partitionRate < 500) {
            throw new ParameterException(
                    spec.commandLine(), "--partition-rate must be at least 500");
        }
        if (recordsPerSecond < 10) {
            throw new ParameterException(spec.commandLine(), "--rate must be at least 10");
        }
        Duration time = Duration.ofSeconds(quick ? QUICK_SECONDS : seconds);
        Path folder =
                Files.createTempDirectory(
                        Files.createDirectories(work.toAbsolutePath()), "hydrant-bench-");
        Duration warmUp = Duration.ofSeconds(quick ? QUICK_WARM_UP_SECONDS : warmUpSeconds);
        Bench bench = new Bench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        StreamBench streams =
                new StreamBench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        ConversionBench conversion =
                new ConversionBench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        FunctionBench functions =
                new FunctionBench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        PartitionBench partitioning =
                new PartitionBench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        QueryBench queries =
                new QueryBench(surroundings.terminal(), surroundings.pauses(), folder, warmUp);
        Benches benches = new Benches(bench, streams, conversion, functions, partitioning, queries);
        surroundings
                .terminal()
                .say(
                        "%s %s, java %s, %d processors, %s"
                                .formatted(
                                        System.getProperty("os.name"),
                                        System.getProperty("os.arch"),
                                        Runtime.version(),
                                        Runtime.getRuntime().availableProcessors(),
                                        folder));
        for (Measure measure : measures) {
            run(benches, measure, time);
        }
        FolderTree.delete(folder);
        return 0;
    }

    private record Benches(
            Bench servers,
            StreamBench streams,
            ConversionBench conversion,
            FunctionBench functions,
            PartitionBench partitioning,
            QueryBench queries) {}

    private void run(Benches benches, Measure measure, Duration time) {
        Bench bench = benches.servers();
        StreamBench streams = benches.streams();
        switch (measure) {
            case START -> bench.start();
            case DISK -> bench.disk(time);
            case INTAKE ->
                    downstreams.forEach(
                            downstream ->
                                    connections.forEach(
                                            count -> bench.intake(time, count, downstream)));
            case DELIVERY -> {
                bench.delivery("UNCOMPRESSED", time);
                bench.delivery("GZIP", time);
            }
            case STREAM_INTAKE ->
                    connections.forEach(
                            count -> setups(count).forEach(setup -> streams.intake(time, setup)));
            case STREAM_READ -> setups(1).forEach(setup -> streams.read(time, setup));
            case STREAM_PUSH ->
                    shards.forEach(
                            shardCount ->
                                    consumers.forEach(
                                            count ->
                                                    streams.fanOut(
                                                            time,
                                                            shardCount,
                                                            count,
                                                            recordsPerSecond)));
            case CONVERSION -> formats.forEach(benches.conversion()::run);
            case FUNCTIONS ->
                    languages.forEach(
                            language ->
                                    callers.forEach(
                                            count ->
                                                    benches.functions()
                                                            .invoke(time, language, count)));
            case TRANSFORM ->
                    languages.forEach(language -> benches.functions().transform(time, language));
            case PARTITIONS ->
                    partitionOutputs.forEach(
                            output ->
                                    benches.partitioning()
                                            .run(
                                                    output,
                                                    partitions,
                                                    new PartitionBench.Load(partitionRate, time)));
            case QUERY -> benches.queries().run(time, quick ? QUICK_TRIPS : trips);
        }
    }

    private List<StreamBench.Setup> setups(int connectionCount) {
        return encodings.stream()
                .flatMap(
                        encoding ->
                                shards.stream()
                                        .map(
                                                count ->
                                                        new StreamBench.Setup(
                                                                encoding, count, connectionCount)))
                .toList();
    }
}
