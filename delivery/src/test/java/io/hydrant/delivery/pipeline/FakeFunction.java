package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SelectedFrames;
import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrameWriter;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.delivery.transform.TransformedBatch;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A function that transforms, drops and fails records by chance, and answers otherwise when it is
/// asked again. It remembers the answer that must have been kept: the last one of a process that
/// lives.
final class FakeFunction {
    private static final int OUTSTANDING_MAX = 3;

    /// By record as it came.
    final Map<String, Verdict> verdicts = new HashMap<>();

    /// Records as they came whose answers were appended.
    final Set<String> kept = new HashSet<>();

    /// How many of 100 records fail, and how many are dropped.
    int failing;

    int dropping;

    /// How many of 100 batches fail as a whole.
    int failingBatches;

    /// How many of 100 looks at a result fail because records cannot be read.
    int unreadable;

    /// How many values the partition key `k` takes; no keys when 0.
    int partitions;

    /// By text as it was made.
    final Map<String, String> keys = new HashMap<>();

    private final RandomGenerator random;
    private int invocations;

    /// What became of a record.
    sealed interface Verdict {
        record Delivered(String text) implements Verdict {}

        record Failed(String code) implements Verdict {}

        record Dropped() implements Verdict {}
    }

    FakeFunction(RandomGenerator random) {
        this.random = random;
    }

    /// @param later runs an invocation when its time has come
    LaneTransforms open(LaneSource source, Consumer<Runnable> later) {
        return new Transforms(source, later);
    }

    private final class Transforms implements LaneTransforms {
        private final LaneSource source;
        private final Consumer<Runnable> later;
        private final Deque<Run> runs = new ArrayDeque<>();
        private boolean closed;

        Transforms(LaneSource source, Consumer<Runnable> later) {
            this.source = source;
            this.later = later;
        }

        @Override
        public boolean hasRoom() {
            return runs.size() < OUTSTANDING_MAX;
        }

        @Override
        public void submit(TransformBatch batch) {
            if (!hasRoom()) {
                throw new IllegalStateException("there is no room");
            }
            Run run = new Run(batch);
            runs.add(run);
            later.accept(() -> run(run));
        }

        @Override
        public Optional<TransformedBatch> first() {
            if (runs.isEmpty()) {
                return Optional.empty();
            }
            if (random.nextInt(100) < unreadable) {
                throw new LogFailed("the disk has hiccups");
            }
            Run first = runs.getFirst();
            if (first.unread) {
                run(first);
                if (first.unread) {
                    throw new LogFailed("records of a batch are not there");
                }
            }
            return first.answer;
        }

        @Override
        public void done() {
            kept.addAll(runs.removeFirst().records);
        }

        @Override
        public boolean isEmpty() {
            return runs.isEmpty();
        }

        @Override
        public void close() {
            closed = true;
            runs.clear();
        }

        private void run(Run run) {
            if (closed || run.answer.isPresent()) {
                return;
            }
            try {
                run.answer = Optional.of(answer(source, run));
                run.unread = false;
            } catch (LogException e) {
                run.unread = true;
            }
        }
    }

    private static final class Run {
        private final TransformBatch batch;
        private Optional<TransformedBatch> answer = Optional.empty();
        private boolean unread;
        private Set<String> records = Set.of();

        Run(TransformBatch batch) {
            this.batch = batch;
        }
    }

    private TransformedBatch answer(LaneSource source, Run run) {
        TransformBatch batch = run.batch;
        invocations++;
        boolean allFail = random.nextInt(100) < failingBatches;
        Map<String, Verdict> given = new HashMap<>();
        Writing writing = new Writing(new ProcessedFrameWriter(batch.positions()), batch, given);
        try {
            new SelectedFrames(source, batch.positions())
                    .visit(
                            (frame, first, end) -> {
                                for (int i = first; i < end; i++) {
                                    writing.add(
                                            frame.arrival(),
                                            frame.position(i),
                                            frame.data(i),
                                            allFail);
                                }
                                return true;
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        verdicts.putAll(given);
        run.records = Set.copyOf(given.keySet());
        return new TransformedBatch(
                batch,
                writing.frames.finish(),
                new TransformedBatch.Counts(
                        writing.ok, writing.okBytes, writing.dropped, writing.failed, 1));
    }

    private final class Writing {
        private final ProcessedFrameWriter frames;
        private final TransformBatch batch;
        private final Map<String, Verdict> given;
        private long ok;
        private long okBytes;
        private long dropped;
        private long failed;

        Writing(ProcessedFrameWriter frames, TransformBatch batch, Map<String, Verdict> given) {
            this.frames = frames;
            this.batch = batch;
            this.given = given;
        }

        void add(Instant arrival, Position position, ByteBuffer data, boolean allFail) {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            String record = new String(bytes, StandardCharsets.ISO_8859_1);
            int chance = allFail ? 0 : random.nextInt(100);
            if (allFail || chance < failing) {
                String code = allFail ? "Lambda.FunctionError" : "Lambda.ProcessingFailedStatus";
                Failure failure =
                        new Failure(
                                ErrorOutput.PROCESSING_FAILED,
                                code,
                                "it failed at " + invocations,
                                1,
                                arrival,
                                batch.processor().functionArn());
                frames.add(
                        arrival, position, new Processed.Failed(failure), ByteBuffer.wrap(bytes));
                given.put(record, new Verdict.Failed(code));
                failed++;
            } else if (chance < failing + dropping) {
                given.put(record, new Verdict.Dropped());
                dropped++;
            } else {
                String text = record.replace(">", "#" + invocations + ">");
                byte[] made = text.getBytes(StandardCharsets.ISO_8859_1);
                frames.add(arrival, position, keyed(text), ByteBuffer.wrap(made));
                given.put(record, new Verdict.Delivered(text));
                ok++;
                okBytes += made.length;
            }
        }
    }

    /// Other keys each time; sometimes none.
    private Processed keyed(String text) {
        int key = partitions == 0 ? 0 : random.nextInt(partitions + 1);
        if (key == 0) {
            return Processed.Ok.WITHOUT_KEYS;
        }
        keys.put(text, "p" + key);
        return new Processed.Ok(Map.of("k", "p" + key));
    }
}
