package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `hydrant logs`: what went wrong with deliveries, what functions print.
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the events of a log group: the delivery errors of a stream"
                    + " (CloudWatchLoggingOptions), what a function prints, what clients put.",
            "",
            "One line each: time, log stream and message, separated by tabs. Further lines of a"
                    + " message begin with a tab."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant logs /aws/kinesisfirehose/trips",
            "  hydrant logs /aws/kinesisfirehose/trips S3Delivery --follow",
            "  hydrant logs /aws/lambda/clean-trips --follow"
        })
final class LogsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The log group.")
    private String group;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STREAM",
            description = "One log stream; all if left out.")
    private Optional<String> stream = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until stopped.")
    private boolean follow;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (WireClient wire = connection.open(surroundings.environment())) {
            Administration administration = new Administration(wire);
            Optional<String> after = Optional.empty();
            while (true) {
                JsonNode page = administration.logs(group, stream, after);
                for (JsonNode event : page.path("events")) {
                    surroundings
                            .terminal()
                            .say(
                                    String.join(
                                            "\t",
                                            event.path("at").asText(),
                                            event.path("stream").asText(),
                                            lines(event.path("message").asText())));
                }
                after = Optional.of(page.path("next").asText());
                boolean caughtUp = page.path("events").isEmpty();
                if (caughtUp && !follow) {
                    return 0;
                }
                if (caughtUp) {
                    surroundings.pauses().pause(POLL);
                }
            }
        }
    }

    private static String lines(String message) {
        return message.stripTrailing().replace("\n", "\n\t");
    }
}
