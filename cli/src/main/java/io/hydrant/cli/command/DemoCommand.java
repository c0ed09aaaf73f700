package io.hydrant.cli.command;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Demo;
import io.hydrant.cli.demo.FreePort;
import io.hydrant.cli.demo.LastScreen;
import io.hydrant.cli.demo.function.FilterLanguage;
import io.hydrant.cli.demo.function.LanguageChoice;
import io.hydrant.cli.demo.function.Python;
import io.hydrant.cli.host.HostedServer;
import io.hydrant.cli.host.ServerOptions;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// `hydrant demo`: a whole pipeline with real trips, in less than a minute.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a whole pipeline with real data: starts a server on a fresh folder; creates a"
                    + " table, a data stream, a delivery stream, a function and a mapping; replays"
                    + " taxi trips of New York with spurious events in between, which the function"
                    + " drops; asks the table with SQL, and compares every number with the source.",
            "",
            "The folder is kept, to look at and to go on with."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant demo",
            "  hydrant demo --data /tmp/taxi",
            "  hydrant demo --function java"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 4566;

    /// Of everything that the server in this process says.
    private static final Logger SERVER_LOG = Logger.getLogger("io.hydrant");

    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty folder to use. Default: a new temporary one")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--function",
            paramLabel = "LANGUAGE",
            description =
                    "What the function is written in: python or java. Default: python where"
                            + " python3 and boto3 are installed, else java")
    private Optional<String> function = Optional.empty();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = surroundings.terminal();
        LanguageChoice choice =
                LanguageChoice.of(
                        function.map(this::language),
                        () -> Python.lacking(surroundings.environment()));
        Path folder =
                data.isPresent()
                        ? emptyFolder(data.get())
                        : Files.createTempDirectory("hydrant-demo-");
        int port = FreePort.orAny(USUAL_PORT);
        if (port == 0) {
            terminal.say("Port " + USUAL_PORT + " is in use; the demo takes a free one.");
        }
        Level told = SERVER_LOG.getLevel();
        // That a function starts is no news between the lines of the demo; that something fails is.
        SERVER_LOG.setLevel(Level.WARNING);
        try (HostedServer server = surroundings.servers().start(ServerOptions.local(port, folder));
                WireClient wire = connect(server)) {
            terminal.heading("A server runs at " + server.endpoint());
            terminal.say("  %-16s %s".formatted("data folder", folder.toAbsolutePath()));
            terminal.say("");
            new Demo(
                            wire,
                            new Demo.Surroundings(
                                    terminal, surroundings.pauses(), folder, lineCharsMax()))
                    .run(choice);
        } finally {
            SERVER_LOG.setLevel(told);
        }
        LastScreen.tellHowToGoOn(terminal, folder);
        return 0;
    }

    /// As many as the terminal has; what is no terminal takes any line.
    private int lineCharsMax() {
        return surroundings.terminal().interactive()
                ? spec.usageMessage().width()
                : Integer.MAX_VALUE;
    }

    private FilterLanguage language(String name) {
        return FilterLanguage.of(name)
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "--function must be python or java but was " + name));
    }

    private static Path emptyFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new CommandFailed(
                        folder + " is not empty; the demo wants a folder of its own");
            }
        }
        return folder;
    }

    static WireClient connect(HostedServer server) {
        RequestSigner signer =
                new RequestSigner(InstantSource.system(), server.credentials(), "us-east-1");
        return new WireClient(server.endpoint(), signer, Optional.empty());
    }
}
