package io.hydrant.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.Administration;
import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.demo.Steps.Step;
import io.hydrant.cli.demo.function.LanguageChoice;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds the pipeline on a server, sends real trips through, and asks the table for them: each
/// number is compared with the one that the source gives. For one thread.
public final class Demo {
    private static final int ROWS_ASKED = 10;
    private static final int LOG_LINES_SHOWN = 8;

    private final WireClient wire;
    private final Terminal terminal;
    private final Pauses pauses;
    private final Pipeline pipeline;
    private final TripQueries queries;
    private final Steps steps;
    private final SourceTrips source = SourceTrips.read();
    private final Expectations expectations = new Expectations(source);

    /// What the demo finds around it.
    ///
    /// @param folder of the server's data
    /// @param lineCharsMax characters that a line of a table has room for
    public record Surroundings(Terminal terminal, Pauses pauses, Path folder, int lineCharsMax) {}

    public Demo(WireClient wire, Surroundings around) {
        this.wire = wire;
        this.terminal = around.terminal();
        this.pauses = around.pauses();
        this.pipeline = new Pipeline(wire, pauses);
        this.queries = new TripQueries(wire, around);
        this.steps = new Steps(LastScreen.quoted(around.folder()), this::lastLogLines);
    }

    /// @throws CommandFailed with the step that failed, or the numbers that differ
    public void run(LanguageChoice choice) {
        String mapping = build(choice);
        replay();
        handOver(mapping);
        deliver();
        Map<String, Long> objects = showObjects();
        int compared = ask();
        terminal.heading(
                "All %,d values are those of the source: %,d trips came through, each once."
                        .formatted(compared, source.kept().size()));
        terminal.say("");
        new LastScreen(terminal, source, choice).tellWhatWasBuilt(objects.size());
    }

    /// @return the mapping's UUID
    private String build(LanguageChoice choice) {
        terminal.heading("A pipeline is built");
        steps.run(
                new Step("create the bucket", "a bucket " + Pipeline.BUCKET),
                pipeline::createBucket);
        told("bucket", Pipeline.BUCKET);
        steps.run(
                new Step("create the database", "a database " + Pipeline.DATABASE),
                pipeline::createDatabase);
        steps.run(
                new Step("create the table", "that CREATE EXTERNAL TABLE succeeds"),
                () -> queries.define(Pipeline.createTableStatement()));
        told("table", "kinesislab.nyctaxitrips, by CREATE EXTERNAL TABLE");
        steps.run(
                new Step("create the data stream", "an active stream " + Pipeline.DATA_STREAM),
                pipeline::createDataStream);
        told("data stream", "%s, %d shards".formatted(Pipeline.DATA_STREAM, Pipeline.SHARDS));
        steps.run(
                new Step(
                        "create the delivery stream",
                        "an active stream " + Pipeline.DELIVERY_STREAM),
                pipeline::createDeliveryStream);
        told(
                "delivery stream",
                Pipeline.DELIVERY_STREAM + ", Parquet by the table, at 128 MiB or after 180 s");
        steps.run(
                new Step(
                        "create the function",
                        "a function %s of runtime %s"
                                .formatted(Pipeline.FUNCTION, choice.language().runtime())),
                () -> pipeline.createFunction(choice.language()));
        steps.run(
                new Step("try the function", "an answer that says: 0 trips sent"),
                pipeline::tryFunction);
        told(
                "function",
                "%s, in %s, as %s"
                        .formatted(Pipeline.FUNCTION, choice.language().shown(), choice.reason()));
        String mapping =
                steps.get(
                        new Step("create the event source mapping", "an enabled mapping"),
                        pipeline::createMapping);
        told(
                "mapping",
                "from the data stream to the function, %d records at a time, LATEST"
                        .formatted(Pipeline.BATCH_RECORDS));
        terminal.say("");
        return mapping;
    }

    private void told(String part, String what) {
        terminal.say("  %-16s %s".formatted(part, what));
    }

    private void replay() {
        terminal.heading(
                ("%,d taxi trips of New York go in, a year in a second, and %d spurious events with"
                                + " them")
                        .formatted(source.tripCount(), source.spuriousCount()));
        try (Progress progress = terminal.progress("replayed ", source.eventCount())) {
            steps.run(
                    new Step(
                            "replay the trips",
                            "%,d records taken by %s"
                                    .formatted(source.eventCount(), Pipeline.DATA_STREAM)),
                    () ->
                            new TripReplay(wire, terminal, pauses)
                                    .send(source.source(), Pipeline.DATA_STREAM, progress));
        }
    }

    private void handOver(String mapping) {
        try (Progress progress = terminal.progress("function ", source.eventCount())) {
            steps.run(
                    new Step(
                            "wait for the function",
                            "%,d events handled by the function, %,d trips taken by %s"
                                    .formatted(
                                            source.eventCount(),
                                            source.kept().size(),
                                            Pipeline.DELIVERY_STREAM)),
                    () ->
                            new MappingWatch(wire, pauses, mapping)
                                    .awaitAll(source.eventCount(), source.kept().size(), progress));
        }
    }

    private void deliver() {
        try (Progress progress = terminal.progress("delivered", source.kept().size())) {
            steps.run(
                    new Step(
                            "flush the delivery stream",
                            "%,d trips in objects".formatted(source.kept().size())),
                    () -> pipeline.delivery().flush(progress));
        }
        terminal.say(
                ("The function passed on %,d trips; it dropped %d spurious events and %d trips"
                                + " without coordinates.")
                        .formatted(
                                source.kept().size(),
                                source.spuriousCount(),
                                source.unusableCount()));
        terminal.say("");
    }

    private Map<String, Long> showObjects() {
        terminal.heading("Objects in s3://" + Pipeline.BUCKET);
        Map<String, Long> objects =
                steps.get(
                        new Step("list the objects", "Parquet files, and no error objects"),
                        this::listObjects);
        objects.forEach((key, sizeBytes) -> terminal.say("%,12d  %s".formatted(sizeBytes, key)));
        terminal.say("");
        return objects;
    }

    private Map<String, Long> listObjects() {
        Map<String, Long> errors = new Buckets(wire).list(Pipeline.BUCKET, Pipeline.ERRORS);
        if (!errors.isEmpty()) {
            throw new CommandFailed(
                    "%d error objects, the first is s3://%s/%s"
                            .formatted(
                                    errors.size(),
                                    Pipeline.BUCKET,
                                    errors.keySet().iterator().next()));
        }
        Map<String, Long> objects = pipeline.delivery().objects();
        if (objects.isEmpty()) {
            throw new CommandFailed("no objects below " + Pipeline.OBJECTS);
        }
        return objects;
    }

    /// @return how many values were compared
    private int ask() {
        repair();
        int compared =
                asked(
                        TripQueries.TEN,
                        "each row is a trip of the source, in every column",
                        answer -> expectations.checkRows(answer, ROWS_ASKED));
        compared +=
                asked(
                        TripQueries.COUNT,
                        "%,d trips, each once".formatted(source.kept().size()),
                        expectations::checkCount);
        compared +=
                asked(
                        TripQueries.BY_HOUR,
                        "each number is the one computed from the source",
                        expectations::checkHours);
        return compared;
    }

    private void repair() {
        terminal.heading(TripQueries.REPAIR);
        Step step = new Step("repair the table", "a partition for each hour of arrival");
        String said = steps.get(step, () -> queries.define(TripQueries.REPAIR));
        int partitions =
                steps.get(
                        step,
                        () -> {
                            int count = pipeline.partitionCount();
                            if (count == 0) {
                                throw new CommandFailed("the table has no partitions");
                            }
                            return count;
                        });
        terminal.say(
                said.isEmpty()
                        ? "nothing to repair: the delivery stream has added the table's "
                                + (partitions == 1 ? "partition" : partitions + " partitions")
                                + " itself"
                        : said);
        terminal.say("");
    }

    /// Checks an answer, and gives back how many of its values were compared.
    private interface Check {
        int compare(Answer answer);
    }

    private int asked(String query, String expected, Check check) {
        int compared =
                steps.get(
                        new Step("ask: " + query.replaceAll("\\s+", " "), expected),
                        () -> check.compare(queries.ask(query)));
        terminal.say("checked: " + expected);
        terminal.say("");
        return compared;
    }

    private List<String> lastLogLines() {
        Administration administration = new Administration(wire);
        List<String> lines = new ArrayList<>();
        Optional<String> after = Optional.empty();
        try {
            boolean more = true;
            while (more) {
                JsonNode page =
                        administration.logs(Pipeline.FUNCTION_LOGS, Optional.empty(), after);
                for (JsonNode event : page.path("events")) {
                    lines.add(event.path("message").asText().strip());
                }
                after = Optional.of(page.path("next").asText());
                more = !page.path("events").isEmpty();
            }
        } catch (WireFailure _) {
            // It has logged nothing yet, or the server is what failed: the step's failure says so.
            return List.of();
        }
        return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    }
}
