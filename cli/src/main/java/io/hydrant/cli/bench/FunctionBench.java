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
    private static final String STREAM = "transformed";
    private static final String PREFIX = "in/";
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);
    private static final byte[] EVENT = "{\"event\":1}".getBytes(StandardCharsets.UTF_8);

    /// 61 MB of records, less than a buffer.
    private static final int ROUND_BATCHES = 120;

    private static final Delivery.Target TARGET =
            new Delivery.Target("transformed", STREAM, PREFIX, "UNCOMPRESSED");

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
                                    + "   CPU of 1000: %5.2f s server, %5.2f s functions")
                            .formatted(
                                    language,
                                    callers,
                                    outcome.requestsPerSecond(),
                                    outcome.latencyMillis(0.5),
                                    outcome.latencyMillis(0.99),
                                    Workplace.seconds(spent.server()) / thousands,
                                    Workplace.seconds(spent.functions()) / thousands));
        }
    }

    /// Lines of 1 KiB that are put, go through a function and are delivered, from the first put
    /// until all is in its objects.
    public void transform(Duration time, FunctionLanguage language) {
        try (ServerProcess server = workplace.start("transform-" + language);
                WireClient wire = workplace.connect(server)) {
            FunctionDeployment deployment = new FunctionDeployment(wire, workplace.pauses());
            Optional<String> arn = deploy(deployment, language);
            if (arn.isEmpty()) {
                return;
            }
            deployment.requireWorking();
            Delivery delivery = new Delivery(wire, workplace.pauses(), TARGET);
            delivery.createBucket();
            delivery.createStream(destination(arn.get()));
            PutLoad load = PutLoad.prepare(workplace.signer(), server.port(), STREAM);
            Rounds rounds = new Rounds(load, delivery);
            workplace.warmUp(server, rounds::run);
            workplace.fetchMemory(time);
            rounds.wall = Duration.ZERO;
            rounds.bytes = 0;
            Spending before = Spending.of(server);
            while (rounds.wall.compareTo(time) < 0) {
                rounds.run();
            }
            Spending spent = Spending.of(server).minus(before);
            rounds.requireDelivered(wire);
            double megabytes = rounds.bytes / 1e6;
            double serverSeconds = Workplace.seconds(spent.server());
            double functionSeconds = Workplace.seconds(spent.functions());
            terminal.say(
                    ("transform %-6s %7.1f MB/s   %7.1f MB per CPU second of the server"
                                    + "   %7.1f of the functions   %4.1f %% of the CPU is the"
                                    + " server's")
                            .formatted(
                                    language,
                                    megabytes / Workplace.seconds(rounds.wall),
                                    megabytes / serverSeconds,
                                    megabytes / functionSeconds,
                                    100 * serverSeconds / (serverSeconds + functionSeconds)));
        }
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

    private static ObjectNode destination(String functionArn) {
        ObjectNode destination = Delivery.destination(TARGET, 128, 900);
        destination.put("ErrorOutputPrefix", PREFIX + "errors/"); // seen among the objects
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
    private record Spending(Duration server, Duration functions) {
        static Spending of(ServerProcess process) {
            return new Spending(process.cpuTime(), process.childrenCpuTime());
        }

        Spending minus(Spending before) {
            return new Spending(server.minus(before.server), functions.minus(before.functions));
        }
    }

    private static final class Rounds {
        private final PutLoad load;
        private final Delivery delivery;
        private Duration wall = Duration.ZERO;
        private long bytes;
        private long putCount;

        Rounds(PutLoad load, Delivery delivery) {
            this.load = load;
            this.delivery = delivery;
        }

        void run() {
            long start = System.nanoTime();
            PutLoad.Outcome outcome = load.runBatches(ROUND_BATCHES, 4);
            delivery.flush(NO_PROGRESS);
            wall = wall.plusNanos(System.nanoTime() - start);
            bytes += outcome.recordBytes();
            putCount += (long) ROUND_BATCHES * PutLoad.BATCH_RECORDS;
        }

        /// A benchmark of records that failed would be a fast one.
        void requireDelivered(WireClient wire) {
            JsonNode totals =
                    new Administration(wire).status(STREAM, Optional.empty()).path("totals");
            List<String> errors =
                    delivery.objects().keySet().stream()
                            .filter(key -> key.startsWith(PREFIX + "errors/"))
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
