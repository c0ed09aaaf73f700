package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.kpl.AggregatedRecord;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A frame as the records that are delivered, numbered from 0: the records that were put, where
/// those that aggregate others are replaced by what they hold.
///
/// The same frame is split the same way whenever it is read, so a record's [Position] means the
/// same record after a restart. Valid as long as the frame.
public final class SplitFrame {
    private final StoredFrame frame;

    /// Per record that was put: what it holds, if it is an aggregate. Empty when none of them is.
    private final List<Optional<AggregatedRecord>> aggregates;

    /// Per record that was put, and one more: the number of its first record delivered.
    private final int[] firsts;

    private final long bytes;

    /// Of frames that processing has made.
    private final Optional<Provenance> provenance;

    private SplitFrame(
            StoredFrame frame,
            List<Optional<AggregatedRecord>> aggregates,
            int[] firsts,
            long bytes,
            Optional<Provenance> provenance) {
        this.frame = frame;
        this.aggregates = aggregates;
        this.firsts = firsts;
        this.bytes = bytes;
        this.provenance = provenance;
    }

    /// Every record as it was put. Reads nothing of the payload.
    public static SplitFrame whole(StoredFrame frame) {
        return new SplitFrame(frame, List.of(), new int[0], frame.payloadBytes(), Optional.empty());
    }

    /// Every record as processing has made it. Reads nothing of the payload.
    public static SplitFrame processed(StoredFrame frame, Provenance provenance) {
        return new SplitFrame(
                frame, List.of(), new int[0], frame.payloadBytes(), Optional.of(provenance));
    }

    /// Aggregates replaced by their user records; what only looks like an aggregate stays as it is.
    public static SplitFrame deaggregated(StoredFrame frame) {
        List<Optional<AggregatedRecord>> aggregates = new ArrayList<>(frame.recordCount());
        int[] firsts = new int[frame.recordCount() + 1];
        long bytes = 0;
        boolean any = false;
        for (int record = 0; record < frame.recordCount(); record++) {
            ByteBuffer data = data(frame, record);
            Optional<AggregatedRecord> parsed =
                    AggregatedRecord.beginsLikeOne(data)
                            ? AggregatedRecord.parse(data)
                            : Optional.empty();
            aggregates.add(parsed);
            any |= parsed.isPresent();
            firsts[record + 1] = firsts[record] + parsed.map(AggregatedRecord::count).orElse(1);
            bytes += parsed.map(SplitFrame::bytes).orElse((long) data.remaining());
        }
        return any
                ? new SplitFrame(frame, aggregates, firsts, bytes, Optional.empty())
                : whole(frame);
    }

    public StoredFrame frame() {
        return frame;
    }

    public long offset() {
        return frame.offset();
    }

    /// When the records arrived at the stream; processing takes nothing from their age.
    public Instant arrival() {
        return provenance.map(Provenance::arrival).orElseGet(frame::arrival);
    }

    /// When the records came to lie in the log that they are delivered from: what buffers count
    /// from, so that the time it took to process them does not shorten buffering.
    ///
    /// Source: Firehose Developer Guide, the interval of the destination begins when transformed
    /// data arrives.
    public Instant entry() {
        return frame.arrival();
    }

    /// Where record `index` lay when it arrived at the stream.
    public Position origin(int index) {
        return provenance.isPresent() ? provenance.get().origin(index) : position(index);
    }

    /// Whether every record is delivered.
    public boolean isPlain() {
        return provenance.isEmpty() || provenance.get().isPlain();
    }

    /// The error output that record `index` goes to; empty when it is delivered.
    public Optional<ErrorOutput> errorOutput(int index) {
        return provenance.flatMap(from -> from.errorOutput(index));
    }

    /// The partition keys that processing gave record `index`; empty when there are none.
    public Map<String, String> partitionKeys(int index) {
        return provenance.isPresent() ? provenance.get().partitionKeys(index) : Map.of();
    }

    /// Whether every record is delivered as it was put.
    public boolean isWhole() {
        return aggregates.isEmpty();
    }

    /// How many records are delivered; may be 0.
    public int count() {
        return isWhole() ? frame.recordCount() : firsts[frame.recordCount()];
    }

    /// Of all records that are delivered.
    public long bytes() {
        return bytes;
    }

    /// Of record `index`.
    public int bytes(int index) {
        return isWhole() ? frame.recordBytes(index) : data(index).remaining();
    }

    /// A view of record `index`.
    public ByteBuffer data(int index) {
        if (isWhole()) {
            return data(frame, index);
        }
        int record = putIndex(index);
        return aggregates
                .get(record)
                .map(aggregate -> aggregate.data(index - firsts[record]))
                .orElseGet(() -> data(frame, record));
    }

    /// The partition key of record `index`, UTF-8: its own if it was in an aggregate, else that of
    /// the record that was put.
    ByteBuffer partitionKey(int index, ShardFrame keys) {
        if (isWhole()) {
            return keys.partitionKey(index);
        }
        int record = putIndex(index);
        return aggregates
                .get(record)
                .map(aggregate -> aggregate.partitionKey(index - firsts[record]))
                .map(StandardCharsets.UTF_8::encode)
                .orElseGet(() -> keys.partitionKey(record));
    }

    /// Where record `index` lies.
    public Position position(int index) {
        if (isWhole()) {
            return new Position(frame.offset(), index, 0);
        }
        int record = putIndex(index);
        return new Position(frame.offset(), record, index - firsts[record]);
    }

    /// The boundary before record `index`: the frame's start before the first, the next frame's
    /// after the last. So aggregates of nothing belong to one of their neighbours.
    public Position boundary(int index) {
        if (index == 0) {
            return Position.ofFrame(frame.offset());
        }
        return index == count() ? Position.ofFrame(frame.offset() + 1) : position(index);
    }

    /// The first record at or after a position in this frame; [#count()] when there is none.
    public int indexAt(Position position) {
        if (isWhole()) {
            return Math.min(position.record(), count());
        }
        if (position.record() >= frame.recordCount()) {
            return count();
        }
        return Math.min(firsts[position.record()] + position.sub(), firsts[position.record() + 1]);
    }

    /// The record that was put which holds record `index`.
    private int putIndex(int index) {
        int low = 0;
        int high = frame.recordCount();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (firsts[middle] <= index) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static ByteBuffer data(StoredFrame frame, int record) {
        ByteBuffer payload = frame.payload();
        return payload.slice(
                payload.position() + frame.recordStart(record), frame.recordBytes(record));
    }

    private static long bytes(AggregatedRecord aggregate) {
        long bytes = 0;
        for (int i = 0; i < aggregate.count(); i++) {
            bytes += aggregate.data(i).remaining();
        }
        return bytes;
    }
}
