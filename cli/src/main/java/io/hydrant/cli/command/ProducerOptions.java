package io.hydrant.cli.command;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.AggregatingDestination;
import io.hydrant.cli.producer.DeliveryStreamDestination;
import io.hydrant.cli.producer.PositionFile;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.producer.Resending;
import io.hydrant.cli.producer.ShardListing;
import io.hydrant.cli.producer.StreamDestination;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a producer sends to, and how it goes on after a stop.
final class ProducerOptions {
    private static final int CONNECTIONS_MAX = 64;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--stream", paramLabel = "NAME", description = "The data stream to send to.")
    private Optional<String> stream = Optional.empty();

    @Option(
            names = "--delivery-stream",
            paramLabel = "NAME",
            description = "The delivery stream to send to.")
    private Optional<String> deliveryStream = Optional.empty();

    @Option(
            names = "--aggregate",
            description =
                    "Pack records into larger ones for a data stream, as the Kinesis Producer"
                            + " Library does.")
    private boolean aggregate;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many batches are under way at once; with more than one, a batch may"
                            + " overtake another. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--position",
            paramLabel = "FILE",
            description = "Remembers what is acknowledged; the same command then goes on there.")
    private Optional<Path> position = Optional.empty();

    @Option(names = "--restart", description = "Forget the position and begin anew.")
    private boolean restart;

    @Option(
            names = "--dry-run",
            description = "Print the records instead of sending them; nothing is remembered.")
    private boolean dryRun;

    boolean dryRun() {
        return dryRun;
    }

    boolean restart() {
        return restart;
    }

    Optional<Path> position() {
        return position;
    }

    Optional<String> stream() {
        return stream;
    }

    /// Refuses what does not go together.
    void check() {
        if (stream.isPresent() && deliveryStream.isPresent()) {
            throw usage("--stream and --delivery-stream exclude each other");
        }
        if (!dryRun && stream.isEmpty() && deliveryStream.isEmpty()) {
            throw usage("where to? --stream NAME or --delivery-stream NAME");
        }
        if (aggregate && stream.isEmpty()) {
            throw usage("--aggregate needs --stream");
        }
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw usage(
                    "--connections must be 1 to " + CONNECTIONS_MAX + " but was " + connections);
        }
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// One for each connection.
    List<RecordDestination> destinations(WireClient wire, Surroundings surroundings) {
        Resending resending = Resending.to(surroundings.terminal(), surroundings.pauses());
        List<RecordDestination> destinations = new ArrayList<>();
        for (int lane = 0; lane < connections; lane++) {
            destinations.add(destination(wire, resending));
        }
        return destinations;
    }

    /// Opens the file that remembers; a position that is to be forgotten is removed.
    PositionFile positionFile(Path path, String work) {
        PositionFile file = new PositionFile(path, work);
        if (restart) {
            file.remove();
        }
        return file;
    }

    private RecordDestination destination(WireClient wire, Resending resending) {
        if (stream.isEmpty()) {
            return new DeliveryStreamDestination(wire, resending, deliveryStream.orElseThrow());
        }
        StreamDestination plain = new StreamDestination(wire, resending, stream.get());
        return aggregate
                ? new AggregatingDestination(
                        InstantSource.system(),
                        new ShardListing(wire, stream.get()),
                        plain,
                        resending)
                : plain;
    }
}
