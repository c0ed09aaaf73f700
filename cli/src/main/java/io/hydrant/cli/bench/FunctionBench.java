package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function that does nothing costs: each measurement has a server and a data folder of its
/// own.
public final class FunctionBench {
    private static final String ERRORS = "errors/";
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);
    private static final byte[] EVENT = "{\"event\":1}".getBytes(StandardCharsets.UTF_8);

    /// 61 MB of records, less than a buffer.
    private static final int ROUND_BATCHES = 120;

    private static final Delivery.Target TRANSFORMED =
            new Delivery.Target("bench", "transformed", "transformed/", "UNCOMPRESSED");

    /// What takes the same way without a function.
    private static final Delivery.Target PLAIN =
            new Delivery.Target("bench", "plain", "plain/", "UNCOMPRESSED");

    private static final Progress NO_PROGRESS =
            new Progress() {
                @Override
                public void reach(long done) {}

                @Override
                public void close() {}
            };

    private final Terminal terminal;
    private final Workplace workplace;

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before anything counts
    public FunctionBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// Invocations of a warm function through the API; all of the latency is what the server, the
    /// runtime and the client add.
    public void invoke(Duration time, FunctionLanguage language, int callers) {
        try (ServerProcess server = workplace.start("invoke-%s-%d".formatted(language, callers));
                WireClient wire = workplace.connect(server)) {
            FunctionDeployment deployment = new FunctionDeployment(wire, workplace.pauses());
            if (deploy(deployment, language).isEmpty()) {
                return;
            }
            deployment.requireWorking();
            String path =
                    FunctionDeployment.FUNCTIONS + "/" + FunctionDeployment.NAME + "/invocations";
            PutLoad load =
                    PutLoad.of(
                            server.port(),
                            PreparedRequest.post(
                                    workplace.signer(),
                                    server.port(),
                                    new PreparedRequest.Resource(FunctionDeployment.SERVICE, path),
                                    EVENT));
            workplace.warmUp(server, () -> load.runFor(WARM_UP_STEP, callers));
            Spending before = Spending.of(server);
            PutLoad.Outcome outcome = load.runFor(time, callers);
            Spending spent = Spending.of(server).minus(before);
            deployment.requireWorking();
            double thousands = outcome.latencyNanos().length / 1e3;
            terminal.say(
                    ("invoke %-6s, %2d callers %7.0f invocations/s   p50 %6.2f ms   p99 %7.2f ms"
                                    + "   CPU of 1000: %5.2f s server (%2.0f %% of it still"
                                    + " compiling), %5.2f s functions, %5.2f s load")
                            .formatted(
                                    language,
                                    callers,
                                    outcome.requestsPerSecond(),
                                    outcome.latencyMillis(0.5),
                                    outcome.latencyMillis(0.99),
                                    spent.serverSeconds() / thousands,
                                    spent.compilingPercent(),
                                    spent.functionSeconds() / thousands,
                                    Workplace.seconds(spent.load()) / thousands));
        }
    }

    /// Lines of 1 KiB that are put, go through a function and are delivered, from the first put
    /// until all is in its objects; then, for what the function adds, the same without one.
    public void transform(Duration time, FunctionLanguage language) {
        try (ServerProcess server = workplace.start("transform-" + language);
                WireClient wire = workplace.connect(server)) {
            FunctionDeployment deployment = new FunctionDeployment(wire, workplace.pauses());
            Optional<String> arn = deploy(deployment, language);
            if (arn.isEmpty()) {
                return;
            }
            deployment.requireWorking();
            Delivery delivery = new Delivery(wire, workplace.pauses(), TRANSFORMED);
            delivery.createBucket();
            delivery.createStream(transforming(arn.get()));
            Rounds transformed = new Rounds(server, wire, TRANSFORMED);
            transformed.measure(time);
            new Delivery(wire, workplace.pauses(), PLAIN).createStream(delivering(PLAIN));
            Rounds plain = new Rounds(server, wire, PLAIN);
            plain.measure(time);
            tell(language, transformed, plain);
        }
    }

    /// The share of the server is told of all that it does and of what it does for the function
    /// alone, each with the work of its compilers and without it.
    private void tell(FunctionLanguage language, Rounds transformed, Rounds plain) {
        Spending spent = transformed.spent;
        double server = spent.serverSeconds() / transformed.megabytes();
        double functions = spent.functionSeconds() / transformed.megabytes();
        double without = plain.spent.serverSeconds() / plain.megabytes();
        double compiled = spent.compiledSeconds() / transformed.megabytes();
        double compiledWithout = plain.spent.compiledSeconds() / plain.megabytes();
        terminal.say(
                ("transform %-6s %6.1f MB/s   MB per CPU second: %6.1f of all processes, %6.1f of"
                                + " the server (%2.0f %% of it still compiling), %6.1f of the"
                                + " functions   without a function %6.1f (%2.0f %%)   load"
                                + " generator %4.1f MB per CPU second")
                        .formatted(
                                language,
                                transformed.megabytes() / Workplace.seconds(transformed.wall),
                                1 / (server + functions),
                                1 / server,
                                spent.compilingPercent(),
                                1 / functions,
                                1 / without,
                                plain.spent.compilingPercent(),
                                transformed.megabytes() / Workplace.seconds(spent.load())));
        terminal.say(
                ("  of the CPU of server and functions is the server's: %4.1f %%, %4.1f %% without"
                                + " its compilers; without intake and delivery %4.1f %%, and %4.1f"
                                + " %% without its compilers   ms per MB: functions %5.2f, server"
                                + " %5.2f for the functions and %5.2f for intake and delivery,"
                                + " compilers left out")
                        .formatted(
                                percent(server, functions),
                                percent(compiled, functions),
                                percent(server - without, functions),
                                percent(compiled - compiledWithout, functions),
                                1e3 * functions,
                                1e3 * Math.max(0, compiled - compiledWithout),
                                1e3 * compiledWithout));
    }

    /// What one part is of both; none if it was measured as less than nothing.
    private static double percent(double part, double other) {
        double known = Math.max(0, part);
        return 100 * known / (known + other);
    }

    /// Empty where the machine has no interpreter of the language, which is said.
    private Optional<String> deploy(FunctionDeployment deployment, FunctionLanguage language) {
        try {
            return Optional.of(deployment.deploy(language));
        } catch (WireFailure e) {
            if (!e.code().equals("InvalidParameterValueException")) {
                throw e;
            }
            terminal.say(
                    "functions in %s are not measured: %s".formatted(language, e.getMessage()));
            return Optional.empty();
        }
    }

    private static ObjectNode delivering(Delivery.Target target) {
        ObjectNode destination = Delivery.destination(target, 128, 900);
        // seen among the objects
        destination.put("ErrorOutputPrefix", target.prefix() + ERRORS);
        return destination;
    }

    private static ObjectNode transforming(String functionArn) {
        ObjectNode destination = delivering(TRANSFORMED);
        ObjectNode processing = destination.putObject("ProcessingConfiguration");
        processing.put("Enabled", true);
        ObjectNode processor = processing.putArray("Processors").addObject().put("Type", "Lambda");
        ArrayNode parameters = processor.putArray("Parameters");
        Map.of(
                        "LambdaArn", functionArn,
                        "BufferSizeInMBs", "3",
                        "BufferIntervalInSeconds", "1")
                .forEach(
                        (name, value) ->
                                parameters
                                        .addObject()
                                        .put("ParameterName", name)
                                        .put("ParameterValue", value));
        return destination;
    }

    /// CPU time, ended processes left out.
    ///
    /// @param compiling of the server's
    /// @param load of this process, which puts and invokes
    private record Spending(
            Duration server, Duration compiling, Duration functions, Duration load) {
        static final Spending NOTHING =
                new Spending(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        static Spending of(ServerProcess process) {
            return new Spending(
                    process.cpuTime(),
                    process.compilerCpuTime(),
                    process.childrenCpuTime(),
                    ProcFile.cpuTime(ProcessHandle.current().pid()).orElse(Duration.ZERO));
        }

        Spending minus(Spending before) {
            return new Spending(
                    server.minus(before.server),
                    compiling.minus(before.compiling),
                    functions.minus(before.functions),
                    load.minus(before.load));
        }

        double serverSeconds() {
            return Workplace.seconds(server);
        }

        /// Of the server without its compilers.
        double compiledSeconds() {
            return Workplace.seconds(server.minus(compiling));
        }

        double functionSeconds() {
            return Workplace.seconds(functions);
        }

        double compilingPercent() {
            return 100 * Workplace.seconds(compiling) / serverSeconds();
        }
    }

    /// Puts until a buffer is nearly full and has it delivered, again and again.
    private final class Rounds {
        private final ServerProcess server;
        private final WireClient wire;
        private final Delivery.Target target;
        private final Delivery delivery;
        private final PutLoad load;
        private Duration wall = Duration.ZERO;
        private Spending spent = Spending.NOTHING;
        private long bytes;
        private long putCount;

        Rounds(ServerProcess server, WireClient wire, Delivery.Target target) {
            this.server = server;
            this.wire = wire;
            this.target = target;
            this.delivery = new Delivery(wire, workplace.pauses(), target);
            this.load = PutLoad.prepare(workplace.signer(), server.port(), target.stream());
        }

        void measure(Duration time) {
            workplace.warmUp(server, this::run);
            workplace.fetchMemory(time);
            wall = Duration.ZERO;
            bytes = 0;
            Spending before = Spending.of(server);
            while (wall.compareTo(time) < 0) {
                run();
            }
            spent = Spending.of(server).minus(before);
            requireDelivered();
        }

        double megabytes() {
            return bytes / 1e6;
        }

        private void run() {
            long start = System.nanoTime();
            PutLoad.Outcome outcome = load.runBatches(ROUND_BATCHES, 4);
            delivery.flush(NO_PROGRESS);
            wall = wall.plusNanos(System.nanoTime() - start);
            bytes += outcome.recordBytes();
            putCount += (long) ROUND_BATCHES * PutLoad.BATCH_RECORDS;
        }

        /// A benchmark of records that failed would be a fast one.
        private void requireDelivered() {
            JsonNode totals =
                    new Administration(wire)
                            .status(target.stream(), Optional.empty())
                            .path("totals");
            List<String> errors =
                    delivery.objects().keySet().stream()
                            .filter(key -> key.startsWith(target.prefix() + ERRORS))
                            .toList();
            if (totals.path("recordsDelivered").asLong() != putCount || !errors.isEmpty()) {
                throw new CommandFailed(
                        "%d of %d records were delivered; error objects: %s"
                                .formatted(
                                        totals.path("recordsDelivered").asLong(),
                                        putCount,
                                        errors));
            }
        }
    }
}
