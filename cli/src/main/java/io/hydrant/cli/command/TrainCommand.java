package io.hydrant.cli.command;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.demo.Delivery;
import io.hydrant.cli.demo.TaxiTrips;
import io.hydrant.cli.host.HostedServer;
import io.hydrant.cli.host.ServerOptions;
import io.hydrant.cli.terminal.Progress;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `hydrant train`: serves the usual requests once and ends.
///
/// The launcher runs it in a JVM that writes down which classes were loaded and which methods were
/// hot; the next starts read that cache. Nothing of it stays but the cache.
@Command(
        name = "train",
        hidden = true,
        description = "Serves some requests, so that the JVM can learn to start faster.")
final class TrainCommand implements Callable<Integer> {
    private static final int RECORDS = 1_000;

    private final Surroundings surroundings;

    TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("hydrant-train-");
        try (HostedServer server = surroundings.servers().start(ServerOptions.local(0, folder));
                WireClient wire = DemoCommand.connect(server)) {
            serve(wire);
        } finally {
            FolderTree.delete(folder);
        }
        return 0;
    }

    private void serve(WireClient wire) {
        List<byte[]> records = TaxiTrips.records().subList(0, RECORDS);
        for (String compression : List.of("UNCOMPRESSED", "GZIP")) {
            String name = "train-" + compression.toLowerCase(Locale.ROOT);
            Delivery.Target target = new Delivery.Target(name, name, "in/", compression);
            Delivery delivery = new Delivery(wire, surroundings.pauses(), target);
            delivery.createBucket();
            delivery.createStream(Delivery.destination(target, 1, 60));
            delivery.put(records, new Unseen());
            delivery.flush(new Unseen());
            delivery.objects().keySet().forEach(delivery::object);
        }
    }

    /// Nobody watches a training.
    private static final class Unseen implements Progress {
        @Override
        public void reach(long done) {}

        @Override
        public void close() {}
    }
}
