package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.tail.agent.AgentConfiguration;
import io.hydrant.cli.tail.agent.AgentFiles;
import io.hydrant.cli.tail.checkpoint.CheckpointFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A folder of files, one flow over them, and a destination that remembers; time passes only when
/// told to.
final class TailScenario implements AutoCloseable {
    private static final Duration AGE = Duration.ofSeconds(61);

    private final Path folder;
    private final Path agentJson;
    private final boolean once;
    private final List<String> sent = new ArrayList<>();
    private final List<OutgoingRecord> records = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-31T00:00:00Z");
    private CheckpointFile checkpoints;
    private FlowTail tail;

    /// @param flowKeys members of the flow besides filePattern, with a comma before each
    TailScenario(Path root, String flowKeys, boolean once) {
        this.folder = root.resolve("log");
        this.agentJson = root.resolve("agent.json");
        this.once = once;
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    agentJson,
                    "{\"flows\":[{\"filePattern\":\"%s/app*\"%s}]}".formatted(folder, flowKeys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TailScenario fromStart(Path root, String moreKeys) {
        return new TailScenario(
                root,
                ",\"kinesisStream\":\"s\",\"initialPosition\":\"START_OF_FILE\"" + moreKeys,
                false);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    TailScenario write(String name, String content) throws IOException {
        Files.writeString(file(name), content);
        return touched(name);
    }

    TailScenario append(String name, String content) throws IOException {
        Files.writeString(
                file(name), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return touched(name);
    }

    TailScenario rename(String from, String to) throws IOException {
        Files.move(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    TailScenario copy(String from, String to) throws IOException {
        Files.copy(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
        return touched(to);
    }

    TailScenario delete(String name) throws IOException {
        Files.delete(file(name));
        return this;
    }

    TailScenario pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /// Polls twice, lets batches grow old, and sends them.
    TailScenario settle() {
        poll();
        poll();
        pass(AGE);
        poll();
        return this;
    }

    /// Steps until there is nothing more to do at this time.
    TailScenario poll() {
        pass(Duration.ofMillis(150));
        while (step(true)) {
            continue;
        }
        return this;
    }

    /// One step.
    ///
    /// @param acknowledged whether a batch that is sent is also acknowledged
    /// @return whether to step on at once
    boolean step(boolean acknowledged) {
        return switch (tail().step(now)) {
            case FlowTail.Step.Send(Batch batch) -> {
                deliver(batch);
                if (acknowledged) {
                    tail.acknowledge(batch, 0);
                }
                yield true;
            }
            case FlowTail.Step.Rest(Duration time) -> time.isZero();
            case FlowTail.Step.Done() -> false;
        };
    }

    /// Nothing that is not written down survives.
    TailScenario crash() {
        if (checkpoints != null) {
            checkpoints.close();
            tail.close();
            checkpoints = null;
        }
        return this;
    }

    TailScenario stop() throws IOException {
        tail().drain(now)
                .ifPresent(
                        batch -> {
                            deliver(batch);
                            tail.acknowledge(batch, 0);
                        });
        return crash();
    }

    /// What was sent since it was last asked for.
    List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    String flow() {
        return tail().flow().id();
    }

    List<OutgoingRecord> records() {
        return records;
    }

    List<String> notes() {
        return notes;
    }

    FlowCounts.Snapshot counts() {
        return tail().counts().snapshot();
    }

    @Override
    public void close() {
        crash();
    }

    private void deliver(Batch batch) {
        for (OutgoingRecord record : batch.records()) {
            records.add(record);
            sent.add(new String(record.data(), StandardCharsets.UTF_8));
        }
    }

    private FlowTail tail() {
        if (checkpoints == null) {
            AgentConfiguration agent = AgentFiles.read(agentJson);
            checkpoints = CheckpointFile.open(agentJson.resolveSibling("checkpoints"));
            TailOptions options =
                    new TailOptions(
                            checkpoints,
                            agent.checkpointTimeToLive(),
                            once,
                            () -> now,
                            new Random(42));
            tail = new FlowTail(agent.flows().getFirst(), options, notes::add);
        }
        return tail;
    }

    /// A file's time is the scenario's, and no two are the same.
    private TailScenario touched(String name) throws IOException {
        now = now.plusMillis(1);
        Files.setLastModifiedTime(file(name), FileTime.from(now));
        return this;
    }
}
