package io.hydrant.cli.command;

import io.hydrant.cli.host.HostedServer;
import io.hydrant.cli.host.OldGeneration;
import io.hydrant.cli.host.ServerOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `hydrant start`: runs a server until it is stopped.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the server until it is stopped.",
            "",
            "SIGTERM and Ctrl-C let open requests end, then close cleanly; the next start goes on"
                    + " where this one stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant start",
            "  hydrant start --port 9000 --data /var/lib/hydrant",
            "  hydrant start --config hydrant.properties --tls-self-signed"
        })
final class StartCommand implements Callable<Integer> {
    private static final String CONFIG = "HYDRANT_CONFIG";

    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The one port of all APIs; 0 takes a free one. Default: 4566")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen at. Default: 127.0.0.1. Any other needs credentials of"
                            + " your own.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that holds everything: logs, state, objects. Default: data")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration file; options win over it. Default: HYDRANT_CONFIG")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of the configuration file; may be given several times.")
    private Map<String, String> settings = Map.of();

    @Mixin private TlsOptions tls = new TlsOptions();

    StartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port.filter(number -> number < 0 || number > 65535).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--port must be 0 to 65535 but was " + port.get());
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (HostedServer server = surroundings.servers().start(options())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
            surroundings.terminal().say(server.banner());
            OldGeneration.watch();
            stopped.await();
        }
        return 0;
    }

    private static void stop(HostedServer server, CountDownLatch stopped) {
        server.close();
        stopped.countDown();
    }

    private ServerOptions options() {
        Optional<Path> file =
                config.or(
                        () ->
                                Optional.ofNullable(surroundings.environment().get(CONFIG))
                                        .map(Path::of));
        return new ServerOptions(port, host, data, file, settings, tls.chosen());
    }
}
