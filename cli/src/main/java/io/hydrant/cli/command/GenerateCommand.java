package io.hydrant.cli.command;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.generate.Generation;
import io.hydrant.cli.generate.TemplateReader;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.PositionFile;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.RunReport;
import io.hydrant.cli.producer.SendingLanes;
import io.hydrant.cli.producer.StopSignal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/// `hydrant generate`: made-up records.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Makes up records from a template and sends them to a stream.",
            "",
            "A template is a JSON file with placeholders in its strings, such as {{uuid}},"
                    + " {{int 1 100}}, {{choice a|b|c}} or {{timestamp iso}}; all of them stand in"
                    + " docs/how-to/replay-and-generate.md. Built in are device, clickstream, taxi"
                    + " and log."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant generate --template device --dry-run --max-count 3",
            "  hydrant generate --delivery-stream clicks --template clickstream --max-count 100000",
            "  hydrant generate --stream orders --template order.json --max-count -1 --rate 500",
            "  hydrant generate --stream trips --template taxi --max-count 1000000 --position"
                    + " trips.position"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final InstantSource clock = InstantSource.system();

    @Option(
            names = "--template",
            paramLabel = "FILE|NAME",
            required = true,
            description = "A file, or device, clickstream, taxi, log.")
    private String template;

    @Option(
            names = "--max-count",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How many records; -1 for no end. With --position, a run that was stopped is"
                            + " brought to its end, and then N more. Default: ${DEFAULT-VALUE}")
    private long maxCount;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Records a second. Default: as many as the server takes")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the same records each time, but for their times; see --start.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--start",
            paramLabel = "TIMESTAMP",
            description =
                    "The time that the first record carries; the next follow as --rate says, else"
                            + " by a millisecond. Default: the real time")
    private Optional<Instant> start = Optional.empty();

    @Option(
            names = "--partition-key",
            paramLabel = "FIELD",
            description = "Take partition keys from a field. Default: random ones")
    private Optional<String> partitionKey = Optional.empty();

    @Mixin private ProducerOptions producer = new ProducerOptions();

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    GenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        producer.check();
        if (maxCount < -1) {
            throw producer.usage("--max-count must be -1 or more but was " + maxCount);
        }
        if (producer.restart() && producer.position().isEmpty()) {
            throw producer.usage("--restart needs --position");
        }
        Generation generation =
                new Generation(
                        TemplateReader.read(template),
                        partitionKey,
                        timing(),
                        seed.orElseGet(() -> RandomGenerator.getDefault().nextLong()));
        try (StopSignal _ = StopSignal.interruptingThisThread()) {
            if (producer.dryRun()) {
                preview(generation);
            } else {
                generate(generation);
            }
        }
        return 0;
    }

    private Generation.Timing timing() {
        try {
            OptionalDouble perSecond =
                    rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
            return new Generation.Timing(perSecond, start);
        } catch (IllegalArgumentException _) {
            throw producer.usage("--rate must be greater than 0 but was " + rate.orElseThrow());
        }
    }

    private void preview(Generation generation) {
        for (long number = 1; number <= goal(0); number++) {
            if (Thread.interrupted()) {
                break;
            }
            String text = new String(generation.preview(clock, number), StandardCharsets.UTF_8);
            surroundings.terminal().out().print(text);
        }
        surroundings.terminal().out().flush();
    }

    private void generate(Generation generation) {
        try (WireClient wire = connection.open(surroundings.environment())) {
            List<RecordDestination> destinations = producer.destinations(wire, surroundings);
            if (producer.position().isEmpty()) {
                run(generation, destinations, Optional.empty());
                return;
            }
            String work =
                    "template %s%s to %s at %s"
                            .formatted(
                                    template,
                                    seed.isPresent() ? " with seed " + seed.get() : "",
                                    destinations.getFirst().name(),
                                    wire.endpoint());
            try (PositionFile position = producer.positionFile(producer.position().get(), work)) {
                run(generation, destinations, Optional.of(position));
            }
        }
    }

    private void run(
            Generation generation,
            List<RecordDestination> destinations,
            Optional<PositionFile> position) {
        Mark after = position.flatMap(PositionFile::read).orElse(new Mark(0, 0));
        long aimed = position.map(PositionFile::goal).orElse(0L);
        long last = aimed > after.records() ? aimed : goal(after.records());
        position.ifPresent(file -> file.aimAt(last));
        position.ifPresent(file -> file.write(after));
        sayWhereItGoesOn(after, last);
        try (SendingLanes lanes = SendingLanes.open(destinations, after);
                RunReport report =
                        new RunReport(
                                surroundings.terminal(),
                                new RunReport.Work(
                                        last == Long.MAX_VALUE ? -1 : last - after.records(),
                                        () -> lanes.acknowledged().records(),
                                        false),
                                clock.instant())) {
            Production production =
                    new Production(
                            clock,
                            surroundings.pauses(),
                            new Production.Sending(
                                    lanes,
                                    destinations.getFirst().limits(),
                                    (now, acknowledged, lag) -> {
                                        position.ifPresent(file -> file.write(acknowledged.mark()));
                                        report.show(now, acknowledged, lag);
                                    }));
            boolean complete;
            try {
                complete = send(generation, production, after, last);
            } finally {
                // Whatever failed, what arrived is not sent again.
                position.ifPresent(file -> file.write(lanes.acknowledged().mark()));
            }
            report.end();
            surroundings
                    .terminal()
                    .say(
                            (complete ? "" : "stopped: ")
                                    + report.summary(
                                            clock.instant(),
                                            lanes.acknowledged(),
                                            destinations.getFirst().name()));
        }
    }

    /// Gives back whether all was sent that should be.
    private boolean send(Generation generation, Production production, Mark after, long last) {
        try {
            generation.send(clock, production, after, last);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void sayWhereItGoesOn(Mark after, long last) {
        if (after.records() > 0) {
            surroundings
                    .terminal()
                    .say(
                            "goes on after %,d records%s"
                                    .formatted(
                                            after.records(),
                                            last == Long.MAX_VALUE
                                                    ? ""
                                                    : ", to %,d".formatted(last)));
        }
    }

    private long goal(long sent) {
        return maxCount == -1 ? Long.MAX_VALUE : sent + maxCount;
    }
}
