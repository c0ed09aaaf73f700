package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.subrecord.SubRecordOutcome;
import io.hydrant.delivery.subrecord.SubRecords;
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
    /// What the records of a frame may be together when they are decompressed; the last one may go
    /// beyond it.
    private static final long DIVIDED_BYTES_MAX = 128 << 20;

    private static final SubRecordOutcome.Failed TOO_LARGE =
            new SubRecordOutcome.Failed(
                    ErrorOutput.DECOMPRESSION_FAILED,
                    "DecompressionFailed",
                    "The records of one put are more than 128 MiB when they are decompressed");

    private final StoredFrame frame;

    /// Per record that was put: what it holds, if it is not delivered as it is. Empty when all are.
    private final List<Optional<RecordParts>> parts;

    /// Per record that was put, and one more: the number of its first record delivered.
    private final int[] firsts;

    private final long bytes;

    /// Of frames that processing has made.
    private final Optional<Provenance> provenance;

    /// Before records were taken apart, if they were.
    private final Optional<SplitFrame> undivided;

    private SplitFrame(
            StoredFrame frame,
            List<Optional<RecordParts>> parts,
            int[] firsts,
            long bytes,
            Optional<Provenance> provenance,
            Optional<SplitFrame> undivided) {
        this.frame = frame;
        this.parts = parts;
        this.firsts = firsts;
        this.bytes = bytes;
        this.provenance = provenance;
        this.undivided = undivided;
    }

    /// Every record as it was put. Reads nothing of the payload.
    public static SplitFrame whole(StoredFrame frame) {
        return new SplitFrame(
                frame,
                List.of(),
                new int[0],
                frame.payloadBytes(),
                Optional.empty(),
                Optional.empty());
    }

    /// Every record as processing has made it. Reads nothing of the payload.
    public static SplitFrame processed(StoredFrame frame, Provenance provenance) {
        return new SplitFrame(
                frame,
                List.of(),
                new int[0],
                frame.payloadBytes(),
                Optional.of(provenance),
                Optional.empty());
    }

    /// Aggregates replaced by their user records; what only looks like an aggregate stays as it is.
    public static SplitFrame deaggregated(StoredFrame frame) {
        List<Optional<RecordParts>> parts = new ArrayList<>(frame.recordCount());
        boolean any = false;
        for (int record = 0; record < frame.recordCount(); record++) {
            ByteBuffer data = data(frame, record);
            Optional<AggregatedRecord> parsed =
                    AggregatedRecord.beginsLikeOne(data)
                            ? AggregatedRecord.parse(data)
                            : Optional.empty();
            parts.add(parsed.map(RecordParts::of));
            any |= parsed.isPresent();
        }
        return any ? of(frame, parts, Optional.empty()) : whole(frame);
    }

    /// The same records, each taken apart.
    SplitFrame divided(SubRecords rules) {
        List<Optional<RecordParts>> pieces = new ArrayList<>(frame.recordCount());
        long bytes = 0;
        for (int record = 0; record < frame.recordCount(); record++) {
            RecordParts before =
                    isWhole() || parts.get(record).isEmpty()
                            ? RecordParts.whole(data(frame, record))
                            : parts.get(record).get();
            RecordParts after =
                    bytes < DIVIDED_BYTES_MAX ? before.divided(rules) : before.refused(TOO_LARGE);
            bytes += after.bytes();
            pieces.add(Optional.of(after));
        }
        return of(frame, pieces, Optional.of(this));
    }

    private static SplitFrame of(
            StoredFrame frame, List<Optional<RecordParts>> parts, Optional<SplitFrame> undivided) {
        int[] firsts = new int[frame.recordCount() + 1];
        long bytes = 0;
        for (int record = 0; record < frame.recordCount(); record++) {
            Optional<RecordParts> of = parts.get(record);
            firsts[record + 1] = firsts[record] + of.map(RecordParts::count).orElse(1);
            int whole = frame.recordBytes(record);
            bytes += of.map(RecordParts::bytes).orElse((long) whole);
        }
        return new SplitFrame(frame, parts, firsts, bytes, Optional.empty(), undivided);
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
        return parts.isEmpty();
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
        return parts.get(record)
                .map(of -> of.data(index - firsts[record]))
                .orElseGet(() -> data(frame, record));
    }

    /// Whether an error object shows record `index` otherwise than it is delivered.
    public boolean isChanged(int index) {
        return undivided.isPresent()
                && part(index).flatMap(RecordParts.Part::compressed).isPresent();
    }

    /// A view of record `index` as error objects show it: before it was decompressed. What is only
    /// a part of what was decompressed is shown as it is: the whole for each of its parts might be
    /// thousands of times as much.
    ///
    /// Source: Firehose Developer Guide, decompression of CloudWatch Logs.
    public ByteBuffer original(int index) {
        return isChanged(index)
                ? part(index).flatMap(RecordParts.Part::compressed).orElseThrow().slice()
                : data(index);
    }

    /// Why record `index` could not be taken apart, so that it goes to the error output.
    public Optional<SubRecordOutcome.Failed> refusal(int index) {
        return undivided.isEmpty()
                ? Optional.empty()
                : part(index).flatMap(RecordParts.Part::refusal);
    }

    /// The records before they were taken apart.
    public SplitFrame undivided() {
        return undivided.orElse(this);
    }

    /// The partition key of record `index`, UTF-8: its own if it was in an aggregate, else that of
    /// the record that was put.
    ByteBuffer partitionKey(int index, ShardFrame keys) {
        if (isWhole()) {
            return keys.partitionKey(index);
        }
        int record = putIndex(index);
        return part(index)
                .flatMap(RecordParts.Part::partitionKey)
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

    private Optional<RecordParts.Part> part(int index) {
        if (isWhole()) {
            return Optional.empty();
        }
        int record = putIndex(index);
        return parts.get(record).map(of -> of.parts().get(index - firsts[record]));
    }
}
