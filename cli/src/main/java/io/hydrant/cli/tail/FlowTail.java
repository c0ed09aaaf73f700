package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.tail.agent.Flow;
import io.hydrant.cli.tail.agent.FlowDestination;
import io.hydrant.cli.tail.checkpoint.Checkpoints;
import io.hydrant.cli.tail.file.FileTracker;
import io.hydrant.cli.tail.file.Following;
import io.hydrant.cli.tail.file.TrackedFile;
import io.hydrant.cli.tail.record.AggregatedLines;
import io.hydrant.cli.tail.record.CutRecord;
import io.hydrant.cli.tail.record.Lines;
import io.hydrant.cli.tail.record.MultiLines;
import io.hydrant.cli.tail.record.RecordCutter;
import io.hydrant.cli.tail.record.RecordReader;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// One flow: each step reads its files and says what to do next.
///
/// Stepping reads on behind a batch that was handed out; a batch counts as sent only when it is
/// [#acknowledge]d, and batches must be acknowledged in order. For one thread.
public final class FlowTail implements AutoCloseable {
    private static final int STEP_RECORDS = 10_000;
    private static final int FILES_PER_POLL = 500;

    /// So many files that were read to their end stay open: what is deleted while it is still
    /// written to can then be read on.
    private static final int OPEN_FILES_MAX = 16;

    private static final RecordCutter LINES = new Lines();

    private final Flow flow;
    private final TailOptions options;
    private final Consumer<String> notes;
    private final FileTracker tracker;
    private final RecordReader reader;
    private final RecordCutter cutter;
    private final RecordPreparation preparation;
    private final BatchBuffer buffer;
    private final FlowCounts counts = new FlowCounts();
    private final Set<String> noted = new HashSet<>();
    private final Deque<TrackedFile> open = new ArrayDeque<>();
    private Optional<TrackedFile> current = Optional.empty();
    private Optional<Carried> carried = Optional.empty();
    private Instant refreshAt = Instant.MIN;
    private boolean begun;

    /// What to do next.
    public sealed interface Step {
        /// Send the batch, then acknowledge it.
        record Send(Batch batch) implements Step {}

        /// Nothing more for now.
        record Rest(Duration time) implements Step {}

        /// Everything is handed out.
        record Done() implements Step {}
    }

    /// A record that no longer fitted into its batch.
    private record Carried(TrackedFile file, long endOffset, OutgoingRecord record) {}

    /// @param notes takes what a person should know
    public FlowTail(Flow flow, TailOptions options, Consumer<String> notes) {
        this.flow = flow;
        this.options = options;
        this.notes = note -> notes.accept(flow.id() + ": " + note);
        Following following =
                new Following(
                        flow.initialPosition() == Flow.InitialPosition.START_OF_FILE,
                        flow.parsing().skipHeaderLines(),
                        options.once(),
                        flow.polling().refreshMax(),
                        flow.buffering().maxAge());
        this.tracker = new FileTracker(flow.files(), following, this.notes);
        this.reader = new RecordReader(flow.destination().bounds().batchBytes());
        this.cutter = cutter(flow);
        this.preparation = new RecordPreparation(flow, options.clock(), options.random(), counts);
        this.buffer = new BatchBuffer(flow.buffering());
    }

    public Flow flow() {
        return flow;
    }

    public FlowCounts counts() {
        return counts;
    }

    /// Reads until a batch is complete or there is no more for now.
    public Step step(Instant now) {
        try {
            if (!now.isBefore(refreshAt)) {
                refresh(now);
            }
            boolean more = read(now);
            if (current.isPresent()) {
                current.get().fingerprint();
            }
            counts.left(tracker.unreadBytes(), tracker.fileCount());
            return next(more, now);
        } catch (IOException e) {
            if (options.once()) {
                throw new CommandFailed(flow.id() + ": the files cannot be looked at: " + e, e);
            }
            note("the files cannot be looked at: " + e);
            refreshAt = now.plus(flow.polling().refreshMax());
            return new Step.Rest(flow.polling().refreshMax());
        }
    }

    /// What was read but not yet handed out, whatever its size and age.
    public Optional<Batch> drain(Instant now) throws IOException {
        return buffer.isEmpty() ? Optional.empty() : Optional.of(buffer.close(now));
    }

    /// The destination has the batch: writes down that it is done.
    ///
    /// @param resent how many of its records had to be sent more than once
    public void acknowledge(Batch batch, int resent) {
        options.checkpoints().save(flow.id(), batch.checkpoints());
        long bytes = batch.records().stream().mapToLong(record -> record.data().length).sum();
        counts.sent(batch.records().size(), bytes, resent);
    }

    @Override
    public void close() {
        tracker.close();
    }

    private static RecordCutter cutter(Flow flow) {
        if (flow.parsing().multiLineStart().isPresent()) {
            return new MultiLines(flow.parsing().multiLineStart().get());
        }
        return switch (flow.destination()) {
            case FlowDestination.DeliveryStream stream when stream.aggregatedBytes() > 0 ->
                    new AggregatedLines(stream.aggregatedBytes(), line -> isFooter(flow, line));
            case FlowDestination.DeliveryStream _ -> LINES;
            case FlowDestination.Stream _ -> LINES;
        };
    }

    private void refresh(Instant now) throws IOException {
        Checkpoints checkpoints = options.checkpoints();
        boolean known = checkpoints.knows(flow.id());
        if (!begun && known) {
            tracker.restore(checkpoints.of(flow.id()), now);
        }
        List<TrackedFile> added = tracker.refresh(now);
        if (!begun && !known) {
            long skipped = added.stream().filter(file -> file.readOffset() > 0).count();
            if (skipped > 0) {
                note(
                        skipped
                                + " files begin at their end; initialPosition START_OF_FILE would"
                                + " send what is in them");
            }
            checkpoints.save(
                    flow.id(),
                    added.stream()
                            .filter(file -> file.readOffset() > 0)
                            .map(file -> BatchBuffer.checkpoint(file, now))
                            .toList());
        }
        begun = true;
        List<Long> forgotten = tracker.forget(now.minus(options.memory()));
        if (!forgotten.isEmpty()) {
            checkpoints.forget(flow.id(), forgotten);
        }
        current = Optional.empty();
        refreshAt = options.once() ? Instant.MAX : now.plus(flow.polling().refreshMax());
    }

    /// @return whether there may be more at once
    private boolean read(Instant now) throws IOException {
        for (int i = 0; i < STEP_RECORDS; i++) {
            if (carried.isPresent()) {
                take(carried.get(), now);
                carried = Optional.empty();
            }
            if (buffer.full()) {
                return true;
            }
            current = current.or(tracker::next);
            if (current.isEmpty()) {
                return false;
            }
            readFrom(current.get(), now);
            if (carried.isPresent()) {
                return true;
            }
        }
        return true;
    }

    private void readFrom(TrackedFile file, Instant now) throws IOException {
        Optional<CutRecord> cut;
        try {
            RecordReader.Source source =
                    new RecordReader.Source(
                            file.number(), file.channel(), file.readOffset(), file.certainty());
            cut = reader.read(source, file.inHeader() ? LINES : cutter);
        } catch (IOException e) {
            note(file.path() + " cannot be read: " + e);
            file.readingFailed();
            current = Optional.empty();
            return;
        }
        if (cut.isPresent()) {
            take(file, cut.get(), now);
        } else {
            file.exhausted(reader.endOffset(), now);
            file.fingerprint();
            current = Optional.empty();
            keepOpen(file);
        }
    }

    private void keepOpen(TrackedFile file) {
        open.remove(file);
        open.addLast(file);
        if (open.size() > OPEN_FILES_MAX) {
            open.removeFirst().release();
        }
    }

    private void take(TrackedFile file, CutRecord cut, Instant now) throws IOException {
        counts.discarded(cut.discardedBytes());
        if (file.inHeader()) {
            file.skipHeaderLine(cut.endOffset());
            return;
        }
        if (isFooter(flow, cut.data())) {
            file.readTo(cut.endOffset());
            file.fingerprint();
            file.end();
            buffer.advanced(file, now);
            current = Optional.empty();
            return;
        }
        Optional<OutgoingRecord> record = preparation.prepare(terminated(cut.data()));
        if (record.isEmpty()) {
            file.readTo(cut.endOffset());
            buffer.advanced(file, now);
            return;
        }
        Carried taken = new Carried(file, cut.endOffset(), record.get());
        if (buffer.fits(taken.record())) {
            take(taken, now);
        } else {
            carried = Optional.of(taken);
        }
    }

    private void take(Carried taken, Instant now) {
        buffer.add(taken.record());
        taken.file().readTo(taken.endOffset());
        buffer.advanced(taken.file(), now);
    }

    /// A file's last line may have no end; its record has.
    private static byte[] terminated(byte[] data) {
        if (data.length > 0 && data[data.length - 1] == '\n') {
            return data;
        }
        byte[] longer = Arrays.copyOf(data, data.length + 1);
        longer[data.length] = '\n';
        return longer;
    }

    private static boolean isFooter(Flow flow, byte[] record) {
        return flow.parsing()
                .footer()
                .filter(
                        footer ->
                                footer.matcher(new String(record, StandardCharsets.UTF_8).trim())
                                        .matches())
                .isPresent();
    }

    private Step next(boolean more, Instant now) throws IOException {
        boolean complete = buffer.full() || carried.isPresent();
        if (complete || !buffer.isEmpty() && !buffer.patience(now).isPositive()) {
            return new Step.Send(buffer.close(now));
        }
        if (more) {
            return new Step.Rest(Duration.ZERO);
        }
        if (options.once()) {
            return buffer.isEmpty() ? new Step.Done() : new Step.Send(buffer.close(now));
        }
        Duration rest = poll();
        refreshAt = now.plus(rest).isBefore(refreshAt) ? now.plus(rest) : refreshAt;
        Duration patience = buffer.patience(now);
        return new Step.Rest(patience.compareTo(rest) < 0 ? patience : rest);
    }

    /// A folder of very many files is looked at less often.
    private Duration poll() {
        Duration poll =
                flow.polling().poll().multipliedBy(1 + tracker.fileCount() / FILES_PER_POLL);
        Duration refreshMax = flow.polling().refreshMax();
        return poll.compareTo(refreshMax) < 0 ? poll : refreshMax;
    }

    /// Says a thing once.
    private void note(String text) {
        if (noted.add(text)) {
            notes.accept(text);
        }
    }
}
