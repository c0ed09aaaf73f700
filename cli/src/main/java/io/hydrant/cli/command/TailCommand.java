package io.hydrant.cli.command;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.DeliveryStreamDestination;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.Resending;
import io.hydrant.cli.producer.StreamDestination;
import io.hydrant.cli.tail.Destinations;
import io.hydrant.cli.tail.DryRun;
import io.hydrant.cli.tail.FlowTail;
import io.hydrant.cli.tail.TailOptions;
import io.hydrant.cli.tail.TailReport;
import io.hydrant.cli.tail.TailRun;
import io.hydrant.cli.tail.agent.AgentConfiguration;
import io.hydrant.cli.tail.agent.AgentFiles;
import io.hydrant.cli.tail.agent.Flow;
import io.hydrant.cli.tail.agent.FlowDestination;
import io.hydrant.cli.tail.agent.ServiceAddress;
import io.hydrant.cli.tail.checkpoint.CheckpointFile;
import io.hydrant.cli.tail.checkpoint.Checkpoints;
import io.hydrant.cli.terminal.CommandFailed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/// `hydrant tail`: sends what is written to files, as the Amazon Kinesis Agent does.
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Follows files and sends their records to data streams and delivery streams, with the"
                    + " configuration of the Amazon Kinesis Agent.",
            "",
            "Every key of the configuration is honoured, noted as without effect, or refused by"
                    + " name. A record counts as sent once the server has it on disk; after a stop"
                    + " of any kind the next run goes on behind the last such record.",
            "",
            "Ctrl-C and SIGTERM send what is buffered first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant tail /etc/aws-kinesis/agent.json",
            "  hydrant tail agent.json --dry-run --limit 3",
            "  hydrant tail agent.json --once --checkpoints /tmp/checkpoints"
        })
final class TailCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(
            paramLabel = "AGENT_JSON",
            description =
                    "The agent's configuration. Flows in files of the folder agent.d beside it"
                            + " count, too.")
    private Path file;

    @Option(
            names = "--dry-run",
            description = "Show the first records that would be sent; send none and note nothing.")
    private boolean dryRun;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "Records of each flow that --dry-run shows. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--once",
            description =
                    "End when everything that is in the files now is sent, a last line without end"
                            + " included.")
    private boolean once;

    @Option(
            names = "--checkpoints",
            paramLabel = "FILE",
            description =
                    "Where to remember how far files were sent. Default: checkpointFile of the"
                            + " configuration, else AGENT_JSON.checkpoints")
    private Optional<Path> checkpoints = Optional.empty();

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be at least 1 but was " + limit);
        }
        AgentConfiguration agent = AgentFiles.read(file);
        TailReport report = new TailReport(surroundings.terminal(), agent.statusPeriod());
        agent.notes().forEach(report::note);
        Path checkpointFile = checkpointFile(agent, report);
        for (Flow flow : agent.flows()) {
            checkFiles(flow, checkpointFile, report);
        }
        try (WireClient streams = connect(agent, agent.kinesis());
                WireClient deliveryStreams = connect(agent, agent.firehose())) {
            if (dryRun) {
                show(agent, CheckpointFile.peek(checkpointFile), report);
            } else {
                send(
                        agent,
                        checkpointFile,
                        report,
                        flow -> destination(flow, streams, deliveryStreams));
            }
        }
        return 0;
    }

    /// Checkpoints that are sent would be changed by that, and sent again, for ever.
    private static void checkFiles(Flow flow, Path checkpointFile, TailReport report) {
        if (flow.files().covers(checkpointFile)) {
            throw new CommandFailed(
                    flow.id()
                            + " would send the checkpoints in "
                            + checkpointFile
                            + "; name another file with --checkpoints");
        }
        if (!Files.isDirectory(flow.files().folder())) {
            report.note(flow.id() + ": there is no folder " + flow.files().folder() + " yet");
        }
    }

    private void show(AgentConfiguration agent, Checkpoints held, TailReport report) {
        DryRun show = new DryRun(surroundings.terminal(), limit);
        for (Flow flow : agent.flows()) {
            try (FlowTail tail = new FlowTail(flow, options(agent, held, true), report::note)) {
                show.show(tail, name(flow.destination()));
            }
        }
    }

    private void send(
            AgentConfiguration agent,
            Path checkpointFile,
            TailReport report,
            Destinations destinations)
            throws InterruptedException {
        try (CheckpointFile kept = CheckpointFile.open(checkpointFile)) {
            List<FlowTail> tails =
                    agent.flows().stream()
                            .map(flow -> tail(flow, options(agent, kept, once), report))
                            .toList();
            TailRun run = new TailRun(tails, destinations, report, agent.shutdownTimeout());
            Thread stop = new Thread(run::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try {
                run.run();
            } finally {
                forget(stop);
            }
        }
    }

    private static FlowTail tail(Flow flow, TailOptions options, TailReport report) {
        report.note(flow.id() + " goes to " + name(flow.destination()));
        return new FlowTail(flow, options, report::note);
    }

    private static TailOptions options(
            AgentConfiguration agent, Checkpoints checkpoints, boolean once) {
        return new TailOptions(
                checkpoints,
                agent.checkpointTimeToLive(),
                once,
                InstantSource.system(),
                RandomGenerator.getDefault());
    }

    private static void forget(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException _) {
            // The process is ending, and the hook is at work.
        }
    }

    private static String name(FlowDestination destination) {
        return switch (destination) {
            case FlowDestination.Stream stream -> "stream " + stream.name();
            case FlowDestination.DeliveryStream stream -> "delivery stream " + stream.name();
        };
    }

    private RecordDestination destination(
            Flow flow, WireClient streams, WireClient deliveryStreams) {
        Resending resending = Resending.to(surroundings.terminal(), surroundings.pauses());
        return switch (flow.destination()) {
            case FlowDestination.Stream stream ->
                    new StreamDestination(streams, resending, stream.name());
            case FlowDestination.DeliveryStream stream ->
                    new DeliveryStreamDestination(deliveryStreams, resending, stream.name());
        };
    }

    /// Options win over variables; the file's keys and region win over variables; its server does
    /// not.
    private WireClient connect(AgentConfiguration agent, ServiceAddress address) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        address.region().ifPresent(region -> environment.put("AWS_REGION", region));
        address.server()
                .ifPresent(
                        server -> environment.putIfAbsent("AWS_ENDPOINT_URL", server.toString()));
        agent.credentials()
                .ifPresent(
                        keys -> {
                            environment.put("AWS_ACCESS_KEY_ID", keys.accessKeyId());
                            environment.put("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
                            environment.remove("AWS_SESSION_TOKEN");
                        });
        return connection.open(environment);
    }

    private Path checkpointFile(AgentConfiguration agent, TailReport report) {
        Optional<Path> usual =
                agent.checkpointFile().map(Path::toAbsolutePath).filter(TailCommand::usable);
        if (checkpoints.isPresent()) {
            return checkpoints.get().toAbsolutePath();
        }
        if (usual.isPresent() && CheckpointFile.isDatabase(usual.get())) {
            Path own = usual.get().resolveSibling(usual.get().getFileName() + ".hydrant");
            report.note(usual.get() + " is the agent's database and stays as it is; using " + own);
            return own;
        }
        Path beside = file.toAbsolutePath().resolveSibling(file.getFileName() + ".checkpoints");
        Path chosen = usual.orElse(beside);
        if (!usable(chosen)) {
            throw new CommandFailed(
                    "checkpoints cannot be kept in "
                            + chosen.getParent()
                            + "; name a file with --checkpoints");
        }
        return chosen;
    }

    private static boolean usable(Path checkpointFile) {
        return Files.isWritable(checkpointFile.getParent());
    }
}
