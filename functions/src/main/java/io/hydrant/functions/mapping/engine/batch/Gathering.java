package io.hydrant.functions.mapping.engine.batch;

import io.hydrant.functions.mapping.engine.batch.Batch.Span;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.ShardFrame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A batch that grows, perhaps over several polls. For one thread.
public final class Gathering {
    private final List<Span> spans = new ArrayList<>();
    private RecordPosition end;
    private int records;
    private long recordBytes;
    private boolean tooLarge;
    private boolean full;
    private Optional<Instant> since = Optional.empty();

    /// @param from where the first record is looked for
    public Gathering(RecordPosition from) {
        this.end = from;
    }

    /// What makes a batch full.
    ///
    /// @param records 1-10,000
    /// @param spans so many pieces of frames may be remembered
    public record Limits(int records, int spans) {}

    /// Where the next record is looked for.
    public RecordPosition end() {
        return end;
    }

    public boolean isEmpty() {
        return records == 0;
    }

    /// Nothing may be added any more.
    public boolean isFull() {
        return full;
    }

    /// Whether its only record is too large for any event.
    public boolean isTooLarge() {
        return tooLarge;
    }

    /// When the first record was gathered.
    public Optional<Instant> since() {
        return since;
    }

    public Batch toBatch() {
        return new Batch(spans, records, EventFormat.eventBytes(records, recordBytes), end);
    }

    /// Takes a record in, unless that makes the event too large: it must then wait for the next
    /// batch, and this one is full. A record that is too large alone makes a batch of its own.
    void add(ShardFrame frame, int index, long bytes, Limits limits, Instant now) {
        boolean fits =
                EventFormat.eventBytes(records + 1, recordBytes + bytes)
                        <= EventFormat.EVENT_BYTES_MAX;
        boolean neighbour = isBehindLast(frame.frame().offset(), index);
        if (records > 0 && (!fits || !neighbour && spans.size() >= limits.spans())) {
            full = true;
            return;
        }
        tooLarge = !fits;
        if (neighbour) {
            Span last = spans.removeLast();
            spans.add(
                    new Span(last.offset(), last.arrivalMillis(), last.first(), last.count() + 1));
        } else {
            long arrivalMillis = frame.frame().arrival().toEpochMilli();
            spans.add(new Span(frame.frame().offset(), arrivalMillis, index, 1));
        }
        records++;
        recordBytes += bytes;
        since = since.or(() -> Optional.of(now));
        full = tooLarge || records >= limits.records();
        pass(frame, index);
    }

    /// Goes behind a record, whether it was taken in or not.
    void pass(ShardFrame frame, int index) {
        long offset = frame.frame().offset();
        end =
                index + 1 == frame.frame().recordCount()
                        ? RecordPosition.ofFrame(offset + 1)
                        : new RecordPosition(offset, index + 1);
    }

    void skipTo(RecordPosition position) {
        end = position;
    }

    private boolean isBehindLast(long offset, int index) {
        if (spans.isEmpty()) {
            return false;
        }
        Span last = spans.getLast();
        return last.offset() == offset && last.first() + last.count() == index;
    }
}
