package io.hydrant.streams.api;

import io.hydrant.streams.answer.ChildShards;
import io.hydrant.streams.answer.Notation;
import io.hydrant.streams.answer.WireBuffer;
import io.hydrant.streams.retrieval.ReadBudget;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.retrieval.RecordsWriter;
import io.hydrant.streams.retrieval.ShardReader;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.wire.json.Answer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The records of one GetRecords.
///
/// What is small is written to memory at once. Of what is more, only the lengths are looked up; it
/// is read again and written while it is sent, so an answer takes at most a mebibyte and a frame.
/// For one thread.
final class RecordsPage {
    private static final int BUFFERED_BYTES_MAX = 1 << 20;
    private static final int BUFFERED_BYTES_FIRST = 4 << 10;

    private final Shard shard;
    private final Notation notation;
    private final ReadBudget budget;
    private final RecordsWriter writer;
    private final WireBuffer buffered;
    private int bufferedRecords;
    private int laterRecords;
    private long laterBytes;
    private RecordPosition laterStart;
    private RecordPosition next;
    private Instant lastArrival = Instant.EPOCH;
    private boolean atTip;
    private boolean atEnd;

    private RecordsPage(Shard shard, ReadBudget budget, Notation notation) {
        this.shard = shard;
        this.budget = budget;
        this.notation = notation;
        this.writer = new RecordsWriter(notation);
        this.buffered = WireBuffer.growing(BUFFERED_BYTES_FIRST);
        this.laterStart = RecordPosition.START;
        this.next = RecordPosition.START;
    }

    /// Reads what the budget grants.
    ///
    /// @throws io.hydrant.streams.log.LogFailed when the log cannot be read
    static RecordsPage read(ShardReader reader, Shard shard, ReadBudget budget, Notation notation) {
        RecordsPage page = new RecordsPage(shard, budget, notation);
        notation.openMap(page.buffered);
        notation.key(page.buffered, "Records", true);
        notation.openList(page.buffered);
        Optional<RecordRange> range = reader.next(budget);
        while (range.isPresent()) {
            page.take(range.get());
            range = reader.next(budget);
        }
        page.next = reader.position();
        page.atEnd = reader.atEnd();
        // a budget grants at least one record, so without any it was at the tip when it looked
        page.atTip = page.recordCount() == 0 || reader.atTip();
        return page;
    }

    private void take(RecordRange range) {
        lastArrival = range.frame().frame().arrival();
        if (laterRecords == 0) {
            int payloadBytes = range.frame().frame().payloadBytes();
            if (buffered.size() + (long) payloadBytes <= BUFFERED_BYTES_MAX) {
                buffered.room(payloadBytes / 3 * 4); // or it would grow many times
                writer.write(range, buffered);
                bufferedRecords += range.count();
                return;
            }
            laterStart = range.position();
        }
        laterBytes += writer.bytes(range);
        laterRecords += range.count();
    }

    int recordCount() {
        return bufferedRecords + laterRecords;
    }

    /// Data and partition keys.
    long recordBytes() {
        return budget.bytesTaken();
    }

    /// How long ago the last record had arrived.
    Duration age(Instant now) {
        Duration age = Duration.between(lastArrival, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// Where the records behind these are.
    RecordPosition next() {
        return next;
    }

    /// Whether there were no records behind these.
    boolean atTip() {
        return atTip;
    }

    /// Whether there will never be records behind these.
    boolean atEnd() {
        return atEnd;
    }

    /// What stands in an answer beside the records.
    ///
    /// @param nextIterator absent at the end of a shard
    /// @param children only at the end of a shard
    record Ending(long millisBehindLatest, Optional<String> nextIterator, List<Shard> children) {}

    Answer answer(Ending ending) {
        if (laterRecords == 0) {
            write(ending, buffered);
            return Answer.of(buffered.toBytes());
        }
        WireBuffer end = WireBuffer.growing(BUFFERED_BYTES_FIRST);
        write(ending, end);
        return Answer.streamed(buffered.size() + laterBytes + end.size(), out -> writeTo(out, end));
    }

    private void writeTo(OutputStream out, WireBuffer end) throws IOException {
        try (ShardReader reader = ShardReader.open(shard, laterStart)) {
            buffered.writeTo(out);
            WireBuffer passing = WireBuffer.to(out);
            RecordsWriter later = bufferedRecords == 0 ? new RecordsWriter(notation) : writer;
            ReadBudget rest = new ReadBudget(laterRecords, Long.MAX_VALUE);
            RecordPosition expected = laterStart;
            Optional<RecordRange> range = reader.next(rest);
            while (range.isPresent()) {
                requireKept(range.get().position().equals(expected), expected);
                later.write(range.get(), passing);
                expected = RecordPosition.ofFrame(expected.offset() + 1);
                range = reader.next(rest);
            }
            requireKept(rest.usedUp(), expected);
            passing.flush();
            end.writeTo(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// What was counted may be gone when it is read again. The answer then breaks off, and the
    /// client asks again.
    private void requireKept(boolean kept, RecordPosition position) throws IOException {
        if (!kept) {
            throw new IOException(
                    "records of %s of %s from %s on were trimmed while they were sent"
                            .formatted(shard.id(), shard.stream(), position));
        }
    }

    private void write(Ending ending, WireBuffer out) {
        notation.closeList(out);
        notation.key(out, "MillisBehindLatest", false);
        notation.number(out, ending.millisBehindLatest());
        if (ending.nextIterator().isPresent()) {
            notation.key(out, "NextShardIterator", false);
            notation.text(out, ending.nextIterator().get());
        }
        if (!ending.children().isEmpty()) {
            notation.key(out, "ChildShards", false);
            new ChildShards(notation).write(ending.children(), out);
        }
        notation.closeMap(out);
    }
}
