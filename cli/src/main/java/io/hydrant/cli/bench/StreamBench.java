package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.producer.OpenShards;
import io.hydrant.cli.producer.ShardListing;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;
import io.hydrant.cli.terminal.Terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The measurements of data streams; every one has a server and a data folder of its own.
public final class StreamBench {
    private static final String STREAM = "bench";
    private static final String TARGET = "Kinesis_20131202.";
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS_MAX = 600;

    /// 128 MB of records: more than the caches of a processor hold, less than memory.
    private static final int READ_BATCHES = 250;

    private final Terminal terminal;
    private final Workplace workplace;

    /// @param folder where the data folders of the servers go; not removed
    /// @param warmUp how long each server is under load at most before anything counts
    public StreamBench(Terminal terminal, Pauses pauses, Path folder, Duration warmUp) {
        this.terminal = terminal;
        this.workplace = new Workplace(pauses, folder, warmUp);
    }

    /// What a stream is put to, or read from.
    public record Setup(WireEncoding encoding, int shards, int connections) {
        private String name(String measure) {
            return "%s-%s-%d-%d".formatted(measure, encoding, shards, connections);
        }

        private String title() {
            return "%s, %3d shards, %2d connections".formatted(encoding, shards, connections);
        }
    }

    /// Durable `PutRecords` of 500 records of 1 KiB.
    public void intake(Duration time, Setup setup) {
        try (ServerProcess server = workplace.start(setup.name("put"));
                WireClient wire = workplace.connect(server)) {
            createStream(wire, setup.shards());
            PutLoad load = PutLoad.prepare(requests(server, setup), server.port());
            workplace.warmUp(server, () -> load.runFor(WARM_UP_STEP, setup.connections()));
            workplace.fetchMemory(time);
            Duration before = server.cpuTime();
            PutLoad.Outcome outcome = load.runFor(time, setup.connections());
            Duration cpu = server.cpuTime().minus(before);
            say(
                    "PutRecords, %s %7.1f MB per CPU second   %7.1f MB/s   %6.0f requests/s"
                            + "   p50 %6.2f ms   p99 %7.2f ms",
                    setup.title(),
                    outcome.recordBytes() / 1e6 / Workplace.seconds(cpu),
                    outcome.recordBytes() / 1e6 / Workplace.seconds(outcome.wall()),
                    outcome.requestsPerSecond(),
                    outcome.latencyMillis(0.5),
                    outcome.latencyMillis(0.99));
        }
    }

    /// `GetRecords` from the oldest record on, by one reader.
    public void read(Duration time, Setup setup) {
        try (ServerProcess server = workplace.start(setup.name("get"));
                WireClient wire = workplace.connect(server)) {
            createStream(wire, setup.shards());
            StreamRequests requests = requests(server, setup);
            PutLoad.prepare(requests, server.port()).runBatches(READ_BATCHES, 1);
            List<String> shardIds =
                    new ShardListing(wire, STREAM)
                            .ask().all().stream().map(OpenShards.OpenShard::id).toList();
            ReadLoad load = new ReadLoad(server.port(), requests);
            workplace.warmUp(server, () -> run(load, WARM_UP_STEP, shardIds));
            Duration before = server.cpuTime();
            ReadLoad.Outcome outcome = run(load, time, shardIds);
            Duration cpu = server.cpuTime().minus(before);
            say(
                    "GetRecords, %s, %3d shards, 1 reader      %7.1f MB per CPU second   %7.1f"
                            + " MB/s",
                    setup.encoding(),
                    setup.shards(),
                    outcome.bytes() / 1e6 / Workplace.seconds(cpu),
                    outcome.bytes() / 1e6 / Workplace.seconds(outcome.wall()));
        }
    }

    /// How long records take from the call that puts them to every consumer, at a steady rate.
    public void fanOut(Duration time, int shards, int consumers, int recordsPerSecond) {
        Setup setup = new Setup(WireEncoding.JSON, shards, consumers);
        try (ServerProcess server = workplace.start(setup.name("push"));
                WireClient wire = workplace.connect(server)) {
            createStream(wire, shards);
            FanOutLoad load =
                    new FanOutLoad(wire, workplace.signer(), server.port(), workplace.pauses());
            load.prepare(STREAM, shards, consumers);
            StreamRequests requests = requests(server, setup);
            PushRate rate = new PushRate(load, requests, recordsPerSecond);
            workplace.warmUp(server, () -> rate.run(WARM_UP_STEP));
            Duration before = server.cpuTime();
            FanOutLoad.Outcome outcome = rate.run(time);
            Duration cpu = server.cpuTime().minus(before);
            say(
                    "SubscribeToShard, %3d shards, %2d consumers, %d records/s   p50 %6.2f ms"
                            + "   p99 %7.2f ms   %4.0f %% of a CPU",
                    shards,
                    consumers,
                    recordsPerSecond,
                    outcome.latencyMillis(0.5),
                    outcome.latencyMillis(0.99),
                    100 * Workplace.seconds(cpu) / Workplace.seconds(outcome.wall()));
        }
    }

    private record PushRate(FanOutLoad load, StreamRequests requests, int recordsPerSecond) {
        FanOutLoad.Outcome run(Duration time) {
            try {
                return load.run(requests, recordsPerSecond, time);
            } catch (IOException e) {
                throw new CommandFailed("the load broke off: " + e.getMessage(), e);
            }
        }
    }

    private static ReadLoad.Outcome run(ReadLoad load, Duration time, List<String> shardIds) {
        try {
            return load.runFor(time, shardIds);
        } catch (IOException e) {
            throw new CommandFailed("the load broke off: " + e.getMessage(), e);
        }
    }

    private StreamRequests requests(ServerProcess server, Setup setup) {
        return new StreamRequests(workplace.signer(), server.port(), STREAM, setup.encoding());
    }

    private void createStream(WireClient wire, int shards) {
        ObjectNode named = JsonNodeFactory.instance.objectNode().put("StreamName", STREAM);
        wire.call("kinesis", TARGET + "CreateStream", named.deepCopy().put("ShardCount", shards));
        for (int polls = 0; polls < POLLS_MAX; polls++) {
            String status =
                    wire.call("kinesis", TARGET + "DescribeStreamSummary", named)
                            .at("/StreamDescriptionSummary/StreamStatus")
                            .asText();
            if (status.equals("ACTIVE")) {
                return;
            }
            workplace.pauses().pause(POLL);
        }
        throw new CommandFailed("stream " + STREAM + " does not become ACTIVE");
    }

    private void say(String format, Object... values) {
        terminal.say(format.formatted(values));
    }
}
