package io.hydrant.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.tail.agent.AgentConfiguration;
import io.hydrant.cli.tail.agent.AgentFiles;
import io.hydrant.cli.tail.checkpoint.CheckpointFile;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Terminal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

class TailRunTest {
    @TempDir private Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> received = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private Path agentJson;

    @BeforeEach
    void writeConfiguration() throws IOException {
        agentJson = root.resolve("agent.json");
        Files.writeString(root.resolve("a.log"), "1\n2\n3\n");
        Files.writeString(
                agentJson,
                """
                {"flows":[{"filePattern":"%s/a.log","kinesisStream":"s","maxBufferSizeRecords":2,
                           "initialPosition":"START_OF_FILE"}]}
                """
                        .formatted(root));
    }

    @Test
    void stoppingLosesNothingAndRepeatsNothing() throws InterruptedException {
        try (CheckpointFile checkpoints = CheckpointFile.open(root.resolve("checkpoints"))) {
            stopWhenAsked(run(checkpoints, false, this::receive, Duration.ofMinutes(1)));
            run(checkpoints, true, this::receive, Duration.ZERO).run();
        }

        assertThat(received).containsExactly("1\n", "2\n", "3\n");
        assertThat(out.toString()).contains("sent ", " records");
    }

    @Test
    void stoppingDoesNotWaitForeverForAServerThatIsAway() throws InterruptedException {
        try (CheckpointFile checkpoints = CheckpointFile.open(root.resolve("checkpoints"))) {
            stopWhenAsked(run(checkpoints, false, this::neverReceive, Duration.ZERO));
            assertThat(checkpoints.of("kinesis:s:" + root + "/a.log")).isEmpty();

            run(checkpoints, true, this::receive, Duration.ZERO).run();
        }
        assertThat(received).containsExactly("1\n", "2\n", "3\n");
    }

    @Test
    void saysWhyAFlowEnded() {
        try (CheckpointFile checkpoints = CheckpointFile.open(root.resolve("checkpoints"))) {
            TailRun run =
                    run(
                            checkpoints,
                            true,
                            _ -> {
                                throw new WireFailure("AccessDeniedException", "not for you");
                            },
                            Duration.ZERO);

            assertThatThrownBy(run::run)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessage("not for you");
        }
        assertThat(err.toString()).contains("note: kinesis:s:" + root + "/a.log ends: not for you");
    }

    /// What a destination does with a batch.
    private interface Receiver {
        void take(List<OutgoingRecord> batch) throws InterruptedException;
    }

    private void stopWhenAsked(TailRun run) throws InterruptedException {
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        run.run();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        asked.await();
        run.stop();
        thread.join();
    }

    private void receive(List<OutgoingRecord> batch) {
        batch.forEach(record -> received.add(new String(record.data(), StandardCharsets.UTF_8)));
        asked.countDown();
    }

    private void neverReceive(List<OutgoingRecord> batch) throws InterruptedException {
        asked.countDown();
        new CountDownLatch(batch.size()).await();
    }

    private TailRun run(
            CheckpointFile checkpoints, boolean once, Receiver receiver, Duration timeout) {
        AgentConfiguration agent = AgentFiles.read(agentJson);
        TailOptions options =
                new TailOptions(
                        checkpoints,
                        agent.checkpointTimeToLive(),
                        once,
                        InstantSource.system(),
                        new Random(1));
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false);
        TailReport report = new TailReport(terminal, agent.statusPeriod());
        FlowTail tail = new FlowTail(agent.flows().getFirst(), options, report::note);
        return new TailRun(List.of(tail), _ -> destination(receiver), report, timeout);
    }

    private static RecordDestination destination(Receiver receiver) {
        return new RecordDestination() {
            @Override
            public String name() {
                return "stream s";
            }

            @Override
            public BatchLimits limits() {
                return new BatchLimits(500, 5_000_000, 1_000_000);
            }

            @Override
            public Sent send(List<OutgoingRecord> batch) throws InterruptedException {
                receiver.take(batch);
                return new Sent(batch.size(), 0, 0);
            }
        };
    }
}
