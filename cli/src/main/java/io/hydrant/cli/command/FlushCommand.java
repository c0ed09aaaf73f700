package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.concurrent.Callable;

/// `hydrant flush`: delivers now what a stream has buffered.
@Command(
        name = "flush",
        mixinStandardHelpOptions = true,
        description = {
            "Delivers now what a delivery stream has buffered, whatever its size and age.",
            "",
            "Prints the keys of the objects. Exit code 1 if the time is over first; delivery then"
                    + " goes on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant flush trips",
            "  hydrant flush trips --timeout 5 --endpoint-url http://127.0.0.1:9000"
        })
final class FlushCommand implements Callable<Integer> {
    private static final int TIMEOUT_SECONDS_MAX = 900;

    private final Surroundings surroundings;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "STREAM", description = "The name of the delivery stream.")
    private String stream;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the destination. Default: ${DEFAULT-VALUE}")
    private int timeoutSeconds;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    FlushCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (timeoutSeconds < 0 || timeoutSeconds > TIMEOUT_SECONDS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timeout must be 0 to %d but was %d"
                            .formatted(TIMEOUT_SECONDS_MAX, timeoutSeconds));
        }
        try (WireClient wire = connection.open(surroundings.environment())) {
            JsonNode outcome =
                    new Administration(wire).flush(stream, Duration.ofSeconds(timeoutSeconds));
            for (JsonNode key : outcome.path("objects")) {
                surroundings.terminal().say(key.asText());
            }
            if (!outcome.path("delivered").asBoolean()) {
                throw new CommandFailed(
                        "%s is not delivered after %d seconds; `hydrant status %s` shows what it waits for"
                                .formatted(stream, timeoutSeconds, stream));
            }
            return 0;
        }
    }
}
