package io.hydrant.cli.command;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Arrival;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.demo.FreePort;
import io.hydrant.cli.demo.TaxiTrips;
import io.hydrant.cli.host.HostedServer;
import io.hydrant.cli.host.ServerOptions;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Progress;
import io.hydrant.cli.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// `hydrant demo`: the whole way of real records, in some seconds.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole way of real records: starts a server on a fresh folder, creates a"
                    + " bucket and a delivery stream, sends taxi trips, and checks that every one"
                    + " arrived once, byte for byte.",
            "",
            "The folder is kept, to look at and to go on with."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  hydrant demo", "  hydrant demo --data /tmp/taxi"})
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 4566;
    private static final int LINES_SHOWN = 3;
    private static final Delivery.Target TARGET =
            new Delivery.Target("taxi-trips", "trips", "trips/", "UNCOMPRESSED");

    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty folder to use. Default: a new temporary one")
    private Optional<Path> data = Optional.empty();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = surroundings.terminal();
        Path folder =
                data.isPresent()
                        ? emptyFolder(data.get())
                        : Files.createTempDirectory("hydrant-demo-");
        int port = FreePort.orAny(USUAL_PORT);
        if (port == 0) {
            terminal.say("Port " + USUAL_PORT + " is in use; the demo takes a free one.");
        }
        try (HostedServer server = surroundings.servers().start(ServerOptions.local(port, folder));
                WireClient wire = connect(server)) {
            terminal.heading("A server runs at " + server.endpoint());
            terminal.say("data folder   " + folder.toAbsolutePath());
            deliverTrips(new Delivery(wire, surroundings.pauses(), TARGET));
        }
        explainNext(folder.toAbsolutePath());
        return 0;
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

    private void deliverTrips(Delivery delivery) {
        Terminal terminal = surroundings.terminal();
        List<byte[]> trips = TaxiTrips.records();
        delivery.createBucket();
        terminal.say("bucket        " + TARGET.bucket());
        delivery.createStream(Delivery.destination(TARGET, 1, 60));
        terminal.say("stream        " + TARGET.stream() + ", delivers at 1 MiB or after 60 s");
        terminal.say("");

        terminal.heading(
                "%,d taxi trips of New York go in by PutRecordBatch".formatted(trips.size()));
        try (Progress progress = terminal.progress("accepted", trips.size())) {
            delivery.put(trips, progress);
        }
        try (Progress progress = terminal.progress("delivered", trips.size())) {
            delivery.flush(progress);
        }
        terminal.say("");

        Map<String, byte[]> objects = showObjects(delivery);
        showLines(objects);
        verify(trips, objects);
    }

    private Map<String, byte[]> showObjects(Delivery delivery) {
        Terminal terminal = surroundings.terminal();
        terminal.heading("Objects in s3://" + TARGET.bucket());
        Map<String, byte[]> objects = new LinkedHashMap<>();
        delivery.objects()
                .forEach(
                        (key, sizeBytes) -> {
                            terminal.say("%,12d  %s".formatted(sizeBytes, key));
                            objects.put(key, delivery.object(key));
                        });
        terminal.say("");
        return objects;
    }

    private void showLines(Map<String, byte[]> objects) {
        surroundings.terminal().heading("Some of their lines");
        objects.values().stream()
                .findFirst()
                .map(object -> new String(object, StandardCharsets.UTF_8))
                .ifPresent(
                        text ->
                                text.lines()
                                        .limit(LINES_SHOWN)
                                        .forEach(surroundings.terminal()::say));
        surroundings.terminal().say("");
    }

    private void verify(List<byte[]> trips, Map<String, byte[]> objects) {
        Arrival arrival = Arrival.of(trips, objects.values());
        if (!arrival.complete()) {
            throw new CommandFailed(
                    "of %,d trips %,d are missing, %,d came twice, and %,d lines were never sent"
                            .formatted(
                                    arrival.sentCount(),
                                    arrival.missingCount(),
                                    arrival.repeatedCount(),
                                    arrival.strangeCount()));
        }
        surroundings
                .terminal()
                .heading(
                        "All %,d trips arrived, each in exactly one object, byte for byte."
                                .formatted(arrival.sentCount()));
    }

    /// Lines that can be pasted into a shell as they are.
    private void explainNext(Path folder) {
        String text =
                """

                Go on with this data:
                  ./hydrant start --data %s

                and in another shell:
                  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1
                  alias hydrant-aws='aws --endpoint-url http://127.0.0.1:%d'
                  hydrant-aws s3 ls --recursive s3://%s
                  hydrant-aws s3 mb s3://mine
                  hydrant-aws firehose create-delivery-stream --delivery-stream-name events \\
                    --extended-s3-destination-configuration \\
                    RoleARN=arn:aws:iam::000000000000:role/delivery,BucketARN=arn:aws:s3:::mine
                  hydrant-aws firehose put-record --delivery-stream-name events \\
                    --record "Data=$(echo '{"hello":"world"}' | base64)"
                  ./hydrant flush events
                  hydrant-aws s3 cp --recursive s3://mine .

                The objects are plain files under %s; remove the folder when you are done.\
                """
                        .formatted(folder, USUAL_PORT, TARGET.bucket(), folder);
        text.lines().forEach(surroundings.terminal()::say);
    }
}
