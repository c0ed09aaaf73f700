package io.hydrant.streams.intake;

import io.hydrant.streams.shard.HashKey;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One pass over the body of a put; see [PutScanner]. For one use by one thread.
final class PutScan {
    static final int RECORDS_MAX = 500;
    static final int DATA_BYTES_MAX = 10 << 20;
    static final int TOTAL_BYTES_MAX = 10 << 20;
    private static final int PARTITION_KEY_CHARACTERS_MAX = 256;
    private static final int NAME_BYTES_MAX = 128;
    private static final int ARN_BYTES_MAX = 512;

    private static final MemberName STREAM_NAME = new MemberName("StreamName");
    private static final MemberName STREAM_ARN = new MemberName("StreamARN");
    private static final MemberName RECORDS = new MemberName("Records");
    private static final MemberName DATA = new MemberName("Data");
    private static final MemberName PARTITION_KEY = new MemberName("PartitionKey");
    private static final MemberName HASH_KEY = new MemberName("ExplicitHashKey");

    private final byte[] body;
    private final BodyCursor cursor;
    private final Shape shape;
    private final IncomingRecords records;
    private Optional<String> streamName = Optional.empty();
    private Optional<String> streamArn = Optional.empty();
    private boolean dataSeen;
    private boolean partitionKeySeen;
    private boolean hashKeySeen;

    PutScan(byte[] body, BodyCursor cursor, Shape shape) {
        this.body = body;
        this.cursor = cursor;
        this.shape = shape;
        int recordsMax =
                switch (shape) {
                    case RECORDS -> RECORDS_MAX;
                    case RECORD -> 1;
                };
        this.records = new IncomingRecords(body, cursor.blobs(), recordsMax);
    }

    enum Shape {
        RECORDS,
        RECORD
    }

    Optional<String> streamName() {
        return streamName;
    }

    Optional<String> streamArn() {
        return streamArn;
    }

    IncomingRecords records() {
        return records;
    }

    /// Whether the whole body is of the shape. Ask once.
    boolean accepts() {
        if (!cursor.openMap()) {
            return false;
        }
        do {
            if (!streamMember() && !recordsMember()) {
                return false;
            }
        } while (cursor.more());
        if (!cursor.closeMap() || !cursor.atEnd()) {
            return false;
        }
        boolean complete =
                switch (shape) {
                    case RECORDS -> records.count() > 0;
                    case RECORD -> endRecord();
                };
        return complete && (streamName.isPresent() || streamArn.isPresent());
    }

    private boolean recordsMember() {
        return switch (shape) {
            case RECORDS -> records.count() == 0 && cursor.key(RECORDS) && list();
            case RECORD -> recordMember();
        };
    }

    private boolean list() {
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
        if (records.count() == RECORDS_MAX || !cursor.openMap()) {
            return false;
        }
        do {
            if (!recordMember()) {
                return false;
            }
        } while (cursor.more());
        return cursor.closeMap() && endRecord();
    }

    private boolean endRecord() {
        boolean complete = dataSeen && partitionKeySeen;
        dataSeen = false;
        partitionKeySeen = false;
        hashKeySeen = false;
        records.endRecord();
        return complete;
    }

    private boolean recordMember() {
        if (!dataSeen && cursor.key(DATA)) {
            dataSeen = true;
            return data();
        }
        if (!partitionKeySeen && cursor.key(PARTITION_KEY)) {
            partitionKeySeen = true;
            return partitionKey();
        }
        if (!hashKeySeen && cursor.key(HASH_KEY)) {
            hashKeySeen = true;
            return hashKey();
        }
        return false;
    }

    private boolean data() {
        if (!cursor.blob() || cursor.blobBytes() > DATA_BYTES_MAX) {
            return false;
        }
        records.addData(cursor.blobStart(), cursor.blobBytes());
        return true;
    }

    private boolean partitionKey() {
        if (!cursor.text()
                || cursor.textBytes() == 0
                || cursor.textCharacters() > PARTITION_KEY_CHARACTERS_MAX) {
            return false;
        }
        records.addPartitionKey(cursor.textStart(), cursor.textBytes());
        return true;
    }

    private boolean hashKey() {
        if (!cursor.text() || !HashKey.isDecimal(body, cursor.textStart(), cursor.textBytes())) {
            return false;
        }
        records.addHashKey(cursor.textStart(), cursor.textBytes());
        return true;
    }

    private boolean streamMember() {
        if (streamName.isEmpty() && cursor.key(STREAM_NAME)) {
            streamName = name();
            return streamName.isPresent();
        }
        if (streamArn.isEmpty() && cursor.key(STREAM_ARN)) {
            streamArn = arn();
            return streamArn.isPresent();
        }
        return false;
    }

    private Optional<String> name() {
        boolean name =
                cursor.text()
                        && StreamNames.isName(
                                body, cursor.textStart(), cursor.textBytes(), NAME_BYTES_MAX);
        return name ? Optional.of(lastText()) : Optional.empty();
    }

    private Optional<String> arn() {
        if (!cursor.text() || cursor.textBytes() > ARN_BYTES_MAX) {
            return Optional.empty();
        }
        for (int i = 0; i < cursor.textBytes(); i++) {
            byte character = body[cursor.textStart() + i];
            if (character <= ' ' || character == 0x7f) {
                return Optional.empty();
            }
        }
        return Optional.of(lastText());
    }

    private String lastText() {
        return new String(body, cursor.textStart(), cursor.textBytes(), StandardCharsets.US_ASCII);
    }
}
