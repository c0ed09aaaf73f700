package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.hydrant.cli.client.Queries;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A server that is asked as clients of the Athena API do: start, poll, first page of the result.
final class AskedServer {
    /// Shorter than clients have it, so that little of what is measured is waiting.
    private static final Duration POLL = Duration.ofMillis(2);

    private static final int PAGE_ROWS = 1_000;

    private final WireClient wire;
    private final Queries queries;
    private final Pauses pauses;
    private final String bucket;

    /// @param bucket where results go
    AskedServer(WireClient wire, Pauses pauses, String bucket) {
        this.wire = wire;
        this.queries = new Queries(wire);
        this.pauses = pauses;
        this.bucket = bucket;
    }

    /// An answer, and how long it took.
    ///
    /// @param rows of the first page, without the header
    /// @param engine as the server tells it: computing, without waiting for a turn
    /// @param execution as the server tells it: from the start until it is finished
    /// @param total from before the query is sent until the first page is there
    record Answer(List<List<String>> rows, Duration engine, Duration execution, Duration total) {
        Answer {
            rows = List.copyOf(rows);
        }
    }

    Answer ask(String text) {
        long start = System.nanoTime();
        String id =
                queries.start(
                        new Queries.Start(
                                text,
                                "default",
                                "primary",
                                Optional.of("s3://" + bucket + "/results/")));
        JsonNode execution = awaitEnd(id, text);
        Queries.Page page = queries.results(id, Optional.empty(), PAGE_ROWS);
        Duration total = Duration.ofNanos(System.nanoTime() - start);
        JsonNode statistics = execution.path("Statistics");
        return new Answer(
                page.rows().stream()
                        .skip(1)
                        .map(row -> row.stream().map(value -> value.orElse("")).toList())
                        .toList(),
                Duration.ofMillis(statistics.path("EngineExecutionTimeInMillis").asLong()),
                Duration.ofMillis(statistics.path("TotalExecutionTimeInMillis").asLong()),
                total);
    }

    private JsonNode awaitEnd(String id, String text) {
        while (true) {
            JsonNode execution =
                    wire.call(
                                    "athena",
                                    "AmazonAthena.GetQueryExecution",
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("QueryExecutionId", id))
                            .path("QueryExecution");
            JsonNode status = execution.path("Status");
            switch (status.path("State").asText()) {
                case "QUEUED", "RUNNING" -> pauses.pause(POLL);
                case "SUCCEEDED" -> {
                    return execution;
                }
                default ->
                        throw new CommandFailed(
                                "%s: %s"
                                        .formatted(
                                                text, status.path("StateChangeReason").asText()));
            }
        }
    }
}
