package io.hydrant.functions.mapping.engine.batch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceDigits;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// The event that a function gets of a batch, as bytes: measured before it is written, and written
/// straight into an array of that length. For one thread.
///
/// ```
/// {"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"k",
///  "sequenceNumber":"4959...","data":"<base64>","approximateArrivalTimestamp":1545084650.987},
///  "eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-000000000006:4959...",
///  "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:...","awsRegion":"eu-west-1",
///  "eventSourceARN":"arn:..."}, ...]}
/// ```
///
/// Source: Lambda Developer Guide, Kinesis; without the blanks that are shown there.
public final class EventFormat {
    /// Source: Lambda Developer Guide, quotas: a synchronous invocation's payload.
    public static final long EVENT_BYTES_MAX = 6_291_456;

    private static final byte[] OPENING = ascii("{\"Records\":[");
    private static final byte[] CLOSING = ascii("]}");
    private static final byte[] BEFORE_KEY =
            ascii("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"");
    private static final byte[] BEFORE_NUMBER = ascii("\",\"sequenceNumber\":\"");
    private static final byte[] BEFORE_DATA = ascii("\",\"data\":\"");
    private static final byte[] BEFORE_TIME = ascii("\",\"approximateArrivalTimestamp\":");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /// A multiple of three, so that Base64 can be written piece by piece.
    private static final int PIECE_BYTES = 24 << 10;

    private final Shard shard;
    private final byte[] beforeId;
    private final byte[] ending;
    private final SequenceDigits digits = new SequenceDigits();
    private byte[] key = {};

    /// When the record that was looked at last arrived, as events have it.
    private byte[] time = {};

    private Instant timed = Instant.MIN;

    /// What all records of an event have in common.
    ///
    /// @param source ARN of the stream or the consumer
    /// @param invoker ARN of the function's role
    public record Origin(String source, String invoker, String region) {}

    public EventFormat(Shard shard, Origin origin) {
        this.shard = shard;
        this.beforeId =
                ascii(
                        "},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\""
                                + shard.id()
                                + ":");
        this.ending =
                ("\",\"eventName\":\"aws:kinesis:record\","
                                + "\"invokeIdentityArn\":%s,\"awsRegion\":%s,"
                                + "\"eventSourceARN\":%s}")
                        .formatted(
                                JsonText.quoted(origin.invoker()),
                                JsonText.quoted(origin.region()),
                                JsonText.quoted(origin.source()))
                        .getBytes(UTF_8);
    }

    /// How large an event of records is that are together so large.
    ///
    /// @param recordBytes sum of [#recordBytes]
    public static long eventBytes(int records, long recordBytes) {
        return OPENING.length + recordBytes + Math.max(0, records - 1) + CLOSING.length;
    }

    /// How large a record is in an event.
    public long recordBytes(ShardFrame frame, int index) {
        return BEFORE_KEY.length
                + keyTextBytes(frame, index)
                + BEFORE_NUMBER.length
                + SequenceDigits.CHARS
                + BEFORE_DATA.length
                + (frame.frame().recordBytes(index) + 2) / 3 * 4L
                + BEFORE_TIME.length
                + timeText(frame.frame().arrival()).length
                + beforeId.length
                + SequenceDigits.CHARS
                + ending.length;
    }

    /// Writes events one record after another into an array of their length. For one event.
    public final class Writer {
        private final byte[] out;
        private byte[] plain = {};
        private byte[] encoded = {};
        private int at;
        private int records;

        /// @param eventBytes the event is at most so large
        public Writer(int eventBytes) {
            out = new byte[eventBytes];
            put(OPENING);
        }

        public void add(ShardFrame frame, int index) {
            if (records > 0) {
                out[at++] = ',';
            }
            records++;
            Instant arrival = frame.frame().arrival();
            SequenceNumber number =
                    shard.number(new RecordPosition(frame.frame().offset(), index), arrival);
            digits.startAt(number);
            put(BEFORE_KEY);
            putKey(frame, index);
            put(BEFORE_NUMBER);
            putDigits();
            put(BEFORE_DATA);
            putData(frame, index);
            put(BEFORE_TIME);
            put(timeText(arrival));
            put(beforeId);
            putDigits();
            put(ending);
        }

        public int records() {
            return records;
        }

        public byte[] finish() {
            put(CLOSING);
            return at == out.length ? out : Arrays.copyOf(out, at);
        }

        private void put(byte[] bytes) {
            System.arraycopy(bytes, 0, out, at, bytes.length);
            at += bytes.length;
        }

        private void putDigits() {
            digits.copyTo(out, at);
            at += SequenceDigits.CHARS;
        }

        private void putKey(ShardFrame frame, int index) {
            int bytes = loadKey(frame, index);
            for (int from = 0; from < bytes; from++) {
                byte character = key[from];
                if (character == '"' || character == '\\') {
                    out[at++] = '\\';
                    out[at++] = character;
                } else if (character >= 0 && character < ' ') {
                    put(new byte[] {'\\', 'u', '0', '0'});
                    out[at++] = HEX[character >> 4];
                    out[at++] = HEX[character & 0xf];
                } else {
                    out[at++] = character;
                }
            }
        }

        private void putData(ShardFrame frame, int index) {
            ByteBuffer payload = frame.frame().payload();
            int start = payload.position() + frame.frame().recordStart(index);
            int count = frame.frame().recordBytes(index);
            makeRoom(Math.min(count, PIECE_BYTES));
            for (int done = 0; done < count; done += PIECE_BYTES) {
                int bytes = Math.min(count - done, PIECE_BYTES);
                payload.get(start + done, plain, 0, bytes);
                byte[] source = bytes == plain.length ? plain : Arrays.copyOf(plain, bytes);
                int length = BASE64.encode(source, encoded);
                System.arraycopy(encoded, 0, out, at, length);
                at += length;
            }
        }

        private void makeRoom(int pieceBytes) {
            if (plain.length < pieceBytes) {
                plain = new byte[pieceBytes];
                encoded = new byte[(pieceBytes + 2) / 3 * 4];
            }
        }
    }

    private int keyTextBytes(ShardFrame frame, int index) {
        int bytes = loadKey(frame, index);
        int text = bytes;
        for (int from = 0; from < bytes; from++) {
            byte character = key[from];
            if (character == '"' || character == '\\') {
                text++;
            } else if (character >= 0 && character < ' ') {
                text += 5;
            }
        }
        return text;
    }

    private int loadKey(ShardFrame frame, int index) {
        int bytes = frame.partitionKeyBytes(index);
        if (key.length < bytes) {
            key = new byte[2 * bytes];
        }
        frame.copyPartitionKey(index, key, 0);
        return bytes;
    }

    /// Seconds since 1970 with milliseconds. Neighbours have mostly arrived together.
    private byte[] timeText(Instant arrival) {
        if (!arrival.equals(timed)) {
            long millis = arrival.toEpochMilli();
            long fraction = millis % 1000;
            time = ascii(millis / 1000 + "." + fraction / 100 + fraction / 10 % 10 + fraction % 10);
            timed = arrival;
        }
        return time;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
