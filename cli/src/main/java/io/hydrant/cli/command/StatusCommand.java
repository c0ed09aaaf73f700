package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `hydrant status`: how far a stream has delivered.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how far a delivery stream has delivered, what waits, and whether its destination"
                    + " answers.",
            "",
            "With --delivered-before, exit code 1 says that something put before that instant is"
                    + " not delivered yet."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant status trips",
            "  hydrant status trips --json",
            "  hydrant status trips --delivered-before 2026-01-31T23:00:00Z && echo complete"
        })
final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "STREAM", description = "The name of the delivery stream.")
    private String stream;

    @Option(
            names = "--delivered-before",
            paramLabel = "INSTANT",
            description =
                    "Ask whether everything put before this instant is delivered (ISO 8601, UTC).")
    private Optional<Instant> deliveredBefore = Optional.empty();

    @Option(names = "--json", description = "Print the server's answer as it came.")
    private boolean json;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (WireClient wire = connection.open(surroundings.environment())) {
            JsonNode status = new Administration(wire).status(stream, deliveredBefore);
            if (json) {
                surroundings.terminal().say(status.toPrettyString());
            } else {
                print(status, surroundings.terminal());
            }
            return deliveredBefore.isEmpty() || status.path("delivered").asBoolean() ? 0 : 1;
        }
    }

    private void print(JsonNode status, Terminal terminal) {
        JsonNode backlog = status.path("backlog");
        JsonNode totals = status.path("totals");
        terminal.heading(status.path("name").asText() + " is " + status.path("status").asText());
        deliveredBefore.ifPresent(
                before ->
                        terminal.say(
                                "all put before %s delivered: %s"
                                        .formatted(
                                                before,
                                                status.path("delivered").asBoolean()
                                                        ? "yes"
                                                        : "no")));
        terminal.say("delivered through   " + status.path("deliveredThrough").asText("-"));
        terminal.say(
                "waiting             %,d records, %,d bytes, the oldest for %,d s"
                        .formatted(
                                backlog.path("records").asLong(),
                                backlog.path("bytes").asLong(),
                                backlog.path("oldestAgeSeconds").asLong()));
        terminal.say(
                "open                %,d buffers, %,d objects on their way"
                        .formatted(
                                status.path("buffers").asLong(),
                                status.path("inFlightObjects").asLong()));
        terminal.say(
                "since the start     %,d records in (%,d bytes), %,d delivered in %,d objects"
                        .formatted(
                                totals.path("recordsIn").asLong(),
                                totals.path("bytesIn").asLong(),
                                totals.path("recordsDelivered").asLong(),
                                totals.path("objectsDelivered").asLong()));
        terminal.say(health(status.path("destination")));
    }

    /// What fails is the destination, or the function that transforms records.
    private static String health(JsonNode destination) {
        if (destination.path("healthy").asBoolean()) {
            return "destination         answers";
        }
        JsonNode error = destination.path("lastError");
        String code = error.path("code").asText("unknown");
        return "%-20sfails since %s, tried %d times: %s, %s"
                .formatted(
                        code.startsWith("Lambda.") ? "function" : "destination",
                        error.path("at").asText("-"),
                        error.path("attempts").asLong(),
                        code,
                        error.path("message").asText("no message"));
    }
}
