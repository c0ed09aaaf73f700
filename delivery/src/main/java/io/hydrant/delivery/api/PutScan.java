package io.hydrant.delivery.api;

import io.hydrant.streams.intake.JsonCursor;
import io.hydrant.streams.intake.MemberName;
import io.hydrant.streams.intake.StreamNames;
import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One pass over the body of a put; see [PutScanner]. For one use by one thread.
final class PutScan {
    static final int RECORDS_MAX = 500;
    static final int RECORD_BYTES_MAX = 1_000 << 10;
    static final int BATCH_BYTES_MAX = 4 << 20;
    private static final int NAME_BYTES_MAX = 64;

    private static final MemberName STREAM_NAME = new MemberName("DeliveryStreamName");
    private static final MemberName RECORDS = new MemberName("Records");
    private static final MemberName RECORD = new MemberName("Record");
    private static final MemberName DATA = new MemberName("Data");

    private final byte[] body;
    private final JsonCursor cursor;
    private final int[] recordBytes = new int[RECORDS_MAX];
    private int recordCount;
    private int batchBytes;
    private String streamName = "";

    /// @param payload takes the records from its position on
    PutScan(byte[] body, int bodyBytes, ByteBuffer payload) {
        this.body = body;
        this.cursor = new JsonCursor(body, bodyBytes, payload, RECORD_BYTES_MAX);
    }

    enum Shape {
        BATCH,
        SINGLE
    }

    /// Whether the whole body is of this shape. Ask once.
    boolean accepts(Shape shape) {
        return cursor.openMap()
                && member(shape)
                && cursor.more()
                && member(shape)
                && cursor.closeMap()
                && cursor.atEnd();
    }

    String streamName() {
        return streamName;
    }

    Frame frame() {
        return new Frame(
                ByteBuffer.allocate(0),
                Arrays.copyOf(recordBytes, recordCount),
                cursor.blobs().flip());
    }

    /// One of the two members, not the one read before.
    private boolean member(Shape shape) {
        if (streamName.isEmpty() && cursor.key(STREAM_NAME)) {
            return name();
        }
        return recordCount == 0
                && switch (shape) {
                    case BATCH -> cursor.key(RECORDS) && records();
                    case SINGLE -> cursor.key(RECORD) && record();
                };
    }

    private boolean name() {
        if (!cursor.text()
                || !StreamNames.isName(
                        body, cursor.textStart(), cursor.textBytes(), NAME_BYTES_MAX)) {
            return false;
        }
        streamName =
                new String(body, cursor.textStart(), cursor.textBytes(), StandardCharsets.US_ASCII);
        return true;
    }

    private boolean records() {
        if (!cursor.openList()) {
            return false;
        }
        do {
            if (!record()) {
                return false;
            }
        } while (cursor.more());
        return cursor.closeList();
    }

    private boolean record() {
        return recordCount < RECORDS_MAX
                && cursor.openMap()
                && cursor.key(DATA)
                && data()
                && cursor.closeMap();
    }

    private boolean data() {
        if (!cursor.blob() || batchBytes + cursor.blobBytes() > BATCH_BYTES_MAX) {
            return false;
        }
        batchBytes += cursor.blobBytes();
        recordBytes[recordCount] = cursor.blobBytes();
        recordCount++;
        return true;
    }
}
