package io.hydrant.cli.command;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.Acknowledged;
import io.hydrant.cli.producer.Mark;
import io.hydrant.cli.producer.PartitionKeys;
import io.hydrant.cli.producer.PositionFile;
import io.hydrant.cli.producer.Production;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.RunReport;
import io.hydrant.cli.producer.SendingLanes;
import io.hydrant.cli.producer.StopSignal;
import io.hydrant.cli.producer.Watermarks;
import io.hydrant.cli.replay.Replay;
import io.hydrant.cli.replay.ReplayPlan;
import io.hydrant.cli.replay.Speed;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `hydrant replay`: recorded events once more.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends recorded events to a stream as if they happened now, or faster.",
            "",
            "SOURCE is a file, a folder or s3://bucket/key-or-prefix on the server; plain or packed"
                    + " with gzip, zip, bzip2, zstd, lz4, snappy or compress. It holds JSON lines,"
                    + " or CSV with a header; trips of New York taxis become the events of"
                    + " amazon-kinesis-replay.",
            "",
            "A replay that was stopped goes on after the last acknowledged event when the same"
                    + " command is given again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  hydrant replay yellow_tripdata_2010-01.csv --stream trips --sort",
            "  hydrant replay s3://lake/trips/ --stream trips --speedup 180 --aggregate",
            "  hydrant replay clicks.json.gz --delivery-stream clicks --time-field at --speedup"
                    + " max",
            "  hydrant replay trips.csv --dry-run --limit 3"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final InstantSource clock = InstantSource.system();

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "A file, a folder, or s3://bucket/key-or-prefix.")
    private String source;

    @Option(
            names = "--speedup",
            paramLabel = "N",
            defaultValue = "6480",
            description =
                    "So many times faster than it happened, or `max` for no waiting. Default:"
                            + " ${DEFAULT-VALUE}")
    private String speedup;

    @Option(
            names = {"--time-field", "--time-column"},
            paramLabel = "NAME",
            defaultValue = "dropoff_datetime",
            description =
                    "The field or column with the time of an event; `pickup` and `dropoff` for taxi"
                            + " trips. Default: ${DEFAULT-VALUE}")
    private String timeField;

    @Option(
            names = "--sort",
            description =
                    "Put the whole source in the order of time first, in the system's temporary"
                            + " folder. Without it, events may be out of order by 100,000 events or"
                            + " 64 MiB.")
    private boolean sort;

    @Option(
            names = "--seek",
            paramLabel = "TIMESTAMP",
            description = "Leave out events before this time, such as 2010-01-26T07:00:00Z.")
    private Optional<Instant> seek = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Send so many events, then stop.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--partition-key",
            paramLabel = "FIELD",
            description = "Take partition keys from a field. Default: a hash of the record")
    private Optional<String> partitionKey = Optional.empty();

    @Option(
            names = "--no-watermark",
            description =
                    "Send no watermarks. Otherwise every open shard of a data stream is told each"
                            + " second up to which time all events were sent.")
    private boolean noWatermark;

    @Option(
            names = "--skip-broken",
            description = "Leave out lines that cannot be read, instead of stopping there.")
    private boolean skipBroken;

    @Mixin private ProducerOptions producer = new ProducerOptions();

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        producer.check();
        if (limit < 0) {
            throw producer.usage("--limit must not be negative but was " + limit);
        }
        ReplayPlan plan = plan();
        try (WireClient wire = connection.open(surroundings.environment());
                StopSignal _ = StopSignal.interruptingThisThread()) {
            Source found = Source.find(source, () -> new Buckets(wire));
            if (producer.dryRun()) {
                preview(found, plan);
            } else {
                replay(wire, found, plan);
            }
        }
        return 0;
    }

    private ReplayPlan plan() {
        String field =
                timeField.equals("pickup") || timeField.equals("dropoff")
                        ? timeField + "_datetime"
                        : timeField;
        return new ReplayPlan(
                new ReplayPlan.Reading(field, skipBroken, sort, seek),
                speed(),
                limit,
                partitionKey.map(PartitionKeys::field).orElseGet(PartitionKeys::hash));
    }

    private Speed speed() {
        if (speedup.equals("max")) {
            return Speed.MAX;
        }
        try {
            return Speed.of(Double.parseDouble(speedup));
        } catch (IllegalArgumentException _) {
            throw producer.usage(
                    "--speedup must be `max` or a number greater than 0 but was " + speedup);
        }
    }

    private void preview(Source found, ReplayPlan plan) {
        Terminal terminal = surroundings.terminal();
        long count = 0;
        try (Replay replay = Replay.open(found, plan)) {
            Optional<byte[]> next = limit > 0 ? replay.preview() : Optional.empty();
            while (next.isPresent()) {
                terminal.out().print(new String(next.get(), StandardCharsets.UTF_8));
                count++;
                next = count < limit ? replay.preview() : Optional.empty();
            }
        } catch (InterruptedException _) {
            terminal.err().println("stopped");
        }
        terminal.out().flush();
        terminal.err().println("%,d events; nothing was sent".formatted(count));
        terminal.err().flush();
    }

    private void replay(WireClient wire, Source found, ReplayPlan plan) {
        List<RecordDestination> destinations = producer.destinations(wire, surroundings);
        String where = destinations.getFirst().name() + " at " + wire.endpoint();
        Path path =
                producer.position()
                        .orElseGet(
                                () ->
                                        StateFolder.file(
                                                surroundings.environment(),
                                                "replay",
                                                source + " to " + where));
        try (PositionFile position =
                producer.positionFile(path, plan.work(found) + " to " + where)) {
            Mark start = position.read().orElse(new Mark(0, 0));
            position.write(start);
            if (start.records() > 0) {
                surroundings
                        .terminal()
                        .say(
                                "goes on after %,d events, as %s says; --restart begins anew"
                                        .formatted(start.records(), path));
            }
            new Run(wire, plan, destinations, position).run(found, start);
        }
    }

    /// One replay to its end, or until it is stopped.
    private final class Run {
        private final ReplayPlan plan;
        private final List<RecordDestination> destinations;
        private final PositionFile position;
        private final Optional<Watermarks> watermarks;

        Run(
                WireClient wire,
                ReplayPlan plan,
                List<RecordDestination> destinations,
                PositionFile position) {
            this.plan = plan;
            this.destinations = destinations;
            this.position = position;
            this.watermarks =
                    producer.stream()
                            .filter(_ -> !noWatermark)
                            .map(name -> new Watermarks(wire, name, Thread::startVirtualThread));
        }

        void run(Source found, Mark start) {
            try (Replay replay = Replay.open(found, plan);
                    SendingLanes lanes = SendingLanes.open(destinations, start);
                    RunReport report =
                            new RunReport(
                                    surroundings.terminal(),
                                    new RunReport.Work(found.sizeBytes(), replay::readBytes, true),
                                    clock.instant())) {
                boolean complete = send(replay, lanes, report, start);
                position.write(lanes.acknowledged().mark());
                report.end();
                sayBroken(replay.brokenCount());
                Acknowledged acknowledged = lanes.acknowledged();
                surroundings
                        .terminal()
                        .say(
                                report.summary(
                                        clock.instant(),
                                        acknowledged,
                                        destinations.getFirst().name()));
                conclude(complete, acknowledged);
            }
        }

        /// Gives back whether all was sent that should be.
        private boolean send(Replay replay, SendingLanes lanes, RunReport report, Mark start) {
            Production production =
                    new Production(
                            clock,
                            surroundings.pauses(),
                            new Production.Sending(
                                    lanes,
                                    destinations.getFirst().limits(),
                                    (now, acknowledged, lag) -> {
                                        position.write(acknowledged.mark());
                                        watermarks.ifPresent(
                                                each -> each.follow(now, acknowledged.mark()));
                                        report.show(now, acknowledged, lag);
                                    }));
            try {
                replay.send(clock, production, start);
                watermarks.ifPresent(
                        each -> each.finish(clock.instant(), lanes.acknowledged().mark()));
                return true;
            } catch (InterruptedException _) {
                return false;
            } catch (RuntimeException e) {
                // Whatever failed, what arrived is not sent again.
                position.write(lanes.acknowledged().mark());
                throw e;
            }
        }

        private void sayBroken(long count) {
            if (count > 0) {
                surroundings.terminal().say("%,d broken lines left out".formatted(count));
            }
        }

        private void conclude(boolean complete, Acknowledged acknowledged) {
            if (!complete) {
                surroundings
                        .terminal()
                        .say(
                                ("stopped after event %,d; the same command goes on there, thanks"
                                                + " to %s")
                                        .formatted(acknowledged.mark().records(), position.path()));
            } else if (producer.position().isEmpty()) {
                position.remove();
            } else if (acknowledged.records() == 0 && limit > 0) {
                surroundings
                        .terminal()
                        .say(
                                "nothing was left to send, as %s says; --restart begins anew"
                                        .formatted(position.path()));
            }
        }
    }
}
