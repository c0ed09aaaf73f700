package io.hydrant.delivery.transform;

import static io.hydrant.delivery.transform.JsonBytes.ascii;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.source.ShardRecords;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.streams.shard.SequenceDigits;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Writes the event that a function gets:
///
/// ```
/// {"invocationId":"bd1d2a8e-...","deliveryStreamArn":"arn:aws:firehose:...","region":"eu-west-1",
///  "sourceKinesisStreamArn":"arn:aws:kinesis:...",
///  "records":[{"recordId":"49...000000","approximateArrivalTimestamp":1495072949453,
///   "data":"Base64","kinesisRecordMetadata":{"sequenceNumber":"49...","subsequenceNumber":0,
///   "partitionKey":"...","shardId":"shardId-000000000000",
///   "approximateArrivalTimestamp":1495072949453}}]}
/// ```
///
/// What says Kinesis is there only for records that were read from a data stream. For one thread
/// and one event.
///
/// Source: Firehose Developer Guide, data transformation; events as functions log them.
final class EventWriter {
    /// Of an invocation that is waited for.
    static final int EVENT_BYTES_MAX = 6_291_456;

    /// Of what stands around the data of a record of a data stream; more than it usually is.
    private static final int SHARD_RECORD_BYTES = 480;

    private static final int MILLIS_DIGITS = 13;
    private static final int HEAD_BYTES = 512;
    private static final int STEPS_MAX = 16;
    private static final byte[] ID = ascii("{\"recordId\":\"");
    private static final byte[] ARRIVAL = ascii("\",\"approximateArrivalTimestamp\":");
    private static final byte[] FIRST_SUB = ascii("0".repeat(TransformEvent.SUB_DIGITS));
    private static final byte[] DATA = ascii(",\"data\":\"");
    private static final byte[] NUMBER = ascii(",\"kinesisRecordMetadata\":{\"sequenceNumber\":\"");
    private static final byte[] SUB_NUMBER = ascii("\",\"subsequenceNumber\":");
    private static final byte[] PARTITION_KEY = ascii(",\"partitionKey\":");
    private static final byte[] SHARD = ascii(",\"shardId\":\"");
    private static final byte[] QUOTE = ascii("\"");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] CLOSE = ascii("}");
    private static final byte[] END = ascii("]}");

    /// Of what stands around the data of a record that was put, with the comma in front of it; less
    /// for those that arrived before September 2001.
    private static final int RECORD_BYTES =
            COMMA.length
                    + ID.length
                    + SequenceDigits.CHARS
                    + TransformEvent.SUB_DIGITS
                    + ARRIVAL.length
                    + MILLIS_DIGITS
                    + DATA.length
                    + QUOTE.length
                    + CLOSE.length;

    private final LaneOutline lane;
    private final JsonBytes json;
    private final TransformEvent event = new TransformEvent();
    private final SequenceDigits digits = new SequenceDigits();
    private Optional<ShardRecords> shardRecords = Optional.empty();
    private byte[] shardId = {};
    private byte[] arrivalMillis = {};
    private long offset = -1;
    private int record;

    /// @param array that the event is written to, if it is long enough
    EventWriter(LaneOutline lane, String invocationId, byte[] array) {
        this.lane = lane;
        this.json = new JsonBytes(array);
        json.raw(head(lane, invocationId));
    }

    /// How long the event of a batch is, if all of it goes into one: not less, and no more for
    /// records that were put, so that its array need not grow.
    static int bytesExpected(LaneOutline lane, String invocationId, TransformBatch batch) {
        int around =
                lane.sourceStreamArn().isPresent()
                        ? RECORD_BYTES + SHARD_RECORD_BYTES
                        : RECORD_BYTES;
        long bytes =
                head(lane, invocationId).length
                        + batch.encodedBytes()
                        + around * batch.records()
                        - COMMA.length
                        + END.length;
        return (int) Math.min(bytes, EVENT_BYTES_MAX);
    }

    private static byte[] head(LaneOutline lane, String invocationId) {
        JsonBytes json = new JsonBytes(HEAD_BYTES);
        json.raw(ascii("{\"invocationId\":"));
        json.string(invocationId);
        json.raw(ascii(",\"deliveryStreamArn\":"));
        json.string(lane.stream().arn().toString());
        json.raw(ascii(",\"region\":"));
        json.string(lane.stream().region().toString());
        lane.sourceStreamArn()
                .ifPresent(
                        arn -> {
                            json.raw(ascii(",\"sourceKinesisStreamArn\":"));
                            json.string(arn);
                        });
        json.raw(ascii(",\"records\":["));
        return json.toBytes();
    }

    /// Adds the next record, unless the event would be larger than an invocation may be.
    boolean add(SplitFrame frame, int index) {
        int start = json.length();
        ByteBuffer data = frame.data(index);
        long leastBytes = start + RECORD_BYTES / 2 + TransformBatch.encodedBytes(data.remaining());
        if (leastBytes > EVENT_BYTES_MAX) {
            return false;
        }
        Position position = frame.position(index);
        moveTo(frame, position);
        if (event.count() > 0) {
            json.raw(COMMA);
        }
        json.raw(ID);
        int idStart = json.length();
        number();
        if (position.sub() == 0) {
            json.raw(FIRST_SUB);
        } else {
            json.digits(position.sub(), TransformEvent.SUB_DIGITS);
        }
        json.raw(ARRIVAL);
        json.raw(arrivalMillis);
        json.raw(DATA);
        int dataStart = json.length();
        json.base64(data);
        int dataEnd = json.length();
        json.raw(QUOTE);
        shardRecords.ifPresent(known -> metadata(position, known.partitionKey(index)));
        json.raw(CLOSE);
        if (json.length() > EVENT_BYTES_MAX - END.length) {
            json.cutTo(start);
            return false;
        }
        event.add(position, idStart, dataStart, dataEnd);
        if (frame.isChanged(index)) {
            event.wasBefore(EventSlice.copy(frame.original(index)));
        }
        return true;
    }

    int count() {
        return event.count();
    }

    TransformEvent finish() {
        json.raw(END);
        return event.complete(json.array(), json.length());
    }

    private void metadata(Position position, ByteBuffer partitionKey) {
        json.raw(NUMBER);
        number();
        json.raw(SUB_NUMBER);
        json.number(position.sub());
        json.raw(PARTITION_KEY);
        json.string(partitionKey);
        json.raw(SHARD);
        json.raw(shardId);
        json.raw(ARRIVAL);
        json.raw(arrivalMillis);
        json.raw(CLOSE);
    }

    private void number() {
        int start = json.skip(SequenceDigits.CHARS);
        digits.copyTo(json.array(), start);
    }

    /// The digits of neighbours follow from each other.
    private void moveTo(SplitFrame frame, Position position) {
        if (position.offset() != offset) {
            begin(frame);
            start(frame, position);
            return;
        }
        if (position.record() - record > STEPS_MAX) {
            start(frame, position);
        }
        while (record < position.record()) {
            digits.next();
            record++;
        }
    }

    private void start(SplitFrame frame, Position position) {
        digits.startAt(lane.source().sequenceNumber(position, frame.arrival()));
        record = position.record();
    }

    private void begin(SplitFrame frame) {
        offset = frame.offset();
        event.frame(offset, frame.arrival());
        arrivalMillis = ascii(Long.toString(frame.arrival().toEpochMilli()));
        if (lane.sourceStreamArn().isPresent()) {
            shardRecords = lane.source().shardRecords(frame);
            shardId = ascii(shardRecords.map(known -> known.shard().toString()).orElse(""));
        }
    }
}
