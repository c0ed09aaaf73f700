package io.hydrant.functions.mapping.engine.batch;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Records of one shard that go to a function together, by where they lie.
///
/// @param spans in the order of the shard; at least one
/// @param records in all spans
/// @param eventBytes the event is at most so large; exactly so, unless the batch was cut from a
///   larger one
/// @param end where the lane goes on when the batch is done: above its last record
public record Batch(List<Span> spans, int records, long eventBytes, RecordPosition end) {
    public Batch {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new InvalidArgument("a batch before " + end + " has no records");
        }
    }

    /// Neighbouring records of one frame.
    ///
    /// @param count at least 1
    public record Span(long offset, long arrivalMillis, int first, int count) {
        public Instant arrival() {
            return Instant.ofEpochMilli(arrivalMillis);
        }

        RecordPosition position(int index) {
            return new RecordPosition(offset, first + index);
        }
    }

    /// @param head has the first records
    public record Halves(Batch head, Batch tail) {}

    public RecordPosition first() {
        return spans.getFirst().position(0);
    }

    public SequenceNumber firstNumber(Shard shard) {
        return shard.number(first(), firstArrival());
    }

    public SequenceNumber lastNumber(Shard shard) {
        Span last = spans.getLast();
        return shard.number(last.position(last.count() - 1), last.arrival());
    }

    public Instant firstArrival() {
        return spans.getFirst().arrival();
    }

    public Instant lastArrival() {
        return spans.getLast().arrival();
    }

    /// Which record of the batch has a sequence number; empty when none has.
    public OptionalInt indexOf(Shard shard, String sequenceNumber) {
        int before = 0;
        for (Span span : spans) {
            OptionalInt found = indexIn(span, shard, sequenceNumber);
            if (found.isPresent()) {
                return OptionalInt.of(before + found.getAsInt());
            }
            before += span.count();
        }
        return OptionalInt.empty();
    }

    /// How many records at the beginning arrived before an instant.
    public int arrivedBefore(Instant instant) {
        int count = 0;
        for (Span span : spans) {
            if (!span.arrival().isBefore(instant)) {
                return count;
            }
            count += span.count();
        }
        return count;
    }

    /// How many records at the beginning lie below a frame.
    public int below(long offset) {
        int count = 0;
        for (Span span : spans) {
            if (span.offset() >= offset) {
                return count;
            }
            count += span.count();
        }
        return count;
    }

    /// @param headRecords at least 1, and less than all
    public Halves cut(int headRecords) {
        List<Span> head = new ArrayList<>();
        List<Span> tail = new ArrayList<>();
        int left = headRecords;
        for (Span span : spans) {
            int taken = Math.clamp(left, 0, span.count());
            left -= taken;
            if (taken > 0) {
                head.add(new Span(span.offset(), span.arrivalMillis(), span.first(), taken));
            }
            if (taken < span.count()) {
                tail.add(
                        new Span(
                                span.offset(),
                                span.arrivalMillis(),
                                span.first() + taken,
                                span.count() - taken));
            }
        }
        RecordPosition between = tail.getFirst().position(0);
        return new Halves(
                new Batch(head, headRecords, eventBytes, between),
                new Batch(tail, records - headRecords, eventBytes, end));
    }

    private static OptionalInt indexIn(Span span, Shard shard, String sequenceNumber) {
        return SequenceNumber.parse(sequenceNumber)
                .filter(number -> !number.isEnd() && !number.isStart())
                .filter(number -> number.position().offset() == span.offset())
                .filter(number -> shard.number(number.position(), span.arrival()).equals(number))
                .map(number -> number.position().record() - span.first())
                .filter(index -> index >= 0 && index < span.count())
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }
}
