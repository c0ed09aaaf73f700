package io.hydrant.wire.kpl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/// An aggregated record, read: its user records as views of the bytes they came in.
///
/// Safe for use by many threads as long as nobody changes those bytes. What counts as an aggregate
/// is what the Kinesis Client Library takes for one.
public final class AggregatedRecord {
    private static final int NONE = -1;

    private final ByteBuffer record;

    /// Where each lies in the record: start, length.
    private final IntPairs partitionKeys = new IntPairs();

    private final IntPairs explicitHashKeys = new IntPairs();
    private final IntPairs data = new IntPairs();

    /// Of each user record the index of its partition key and of its explicit hash key or [#NONE].
    private final IntPairs keys = new IntPairs();

    private AggregatedRecord(ByteBuffer record) {
        this.record = record;
    }

    /// Whether the bytes begin like an aggregate. Cheap; says nothing of the rest.
    public static boolean beginsLikeOne(ByteBuffer record) {
        if (record.remaining() < Format.MAGIC_BYTES) {
            return false;
        }
        int at = record.position();
        for (int i = 0; i < Format.MAGIC_BYTES; i++) {
            if (record.get(at + i) != Format.magic(i)) {
                return false;
            }
        }
        return true;
    }

    /// Empty when it is an ordinary record: too short, another magic number, a wrong digest, or not
    /// the protobuf message. Such a record is passed on as it is.
    ///
    /// @param record from position to limit; not moved
    public static Optional<AggregatedRecord> parse(ByteBuffer record) {
        if (record.remaining() <= Format.FRAME_BYTES || !beginsLikeOne(record)) {
            return Optional.empty();
        }
        ByteBuffer bytes = record.slice();
        int messageBytes = bytes.remaining() - Format.FRAME_BYTES;
        if (!digestMatches(bytes, messageBytes)) {
            return Optional.empty();
        }
        try {
            AggregatedRecord parsed = new AggregatedRecord(bytes);
            parsed.read(new MessageFields(bytes, Format.MAGIC_BYTES, messageBytes));
            parsed.requireKeys();
            return Optional.of(parsed);
        } catch (MalformedMessage _) {
            return Optional.empty(); // an ordinary record that happens to look like one
        }
    }

    private static boolean digestMatches(ByteBuffer bytes, int messageBytes) {
        MessageDigest md5 = Format.md5();
        md5.update(bytes.slice(Format.MAGIC_BYTES, messageBytes));
        ByteBuffer trailer = bytes.slice(Format.MAGIC_BYTES + messageBytes, Format.DIGEST_BYTES);
        return ByteBuffer.wrap(md5.digest()).equals(trailer);
    }

    private void read(MessageFields fields) throws MalformedMessage {
        while (fields.next()) {
            if (fields.isBytes(Format.PARTITION_KEY_TABLE)) {
                partitionKeys.add(fields.start(), fields.length());
            } else if (fields.isBytes(Format.EXPLICIT_HASH_KEY_TABLE)) {
                explicitHashKeys.add(fields.start(), fields.length());
            } else if (fields.isBytes(Format.RECORDS)) {
                readRecord(new MessageFields(record, fields.start(), fields.length()));
            }
        }
    }

    private void readRecord(MessageFields fields) throws MalformedMessage {
        int partitionKey = NONE;
        int explicitHashKey = NONE;
        int dataStart = NONE;
        int dataLength = 0;
        while (fields.next()) {
            if (fields.isNumber(Format.PARTITION_KEY_INDEX)) {
                partitionKey = tableIndex(fields.number());
            } else if (fields.isNumber(Format.EXPLICIT_HASH_KEY_INDEX)) {
                explicitHashKey = tableIndex(fields.number());
            } else if (fields.isBytes(Format.DATA)) {
                dataStart = fields.start();
                dataLength = fields.length();
            } else if (fields.isBytes(Format.TAGS)) {
                requireTag(new MessageFields(record, fields.start(), fields.length()));
            }
        }
        if (partitionKey == NONE || dataStart == NONE) {
            throw new MalformedMessage("a record without key or data");
        }
        keys.add(partitionKey, explicitHashKey);
        data.add(dataStart, dataLength);
    }

    /// Tags are part of the format, but nothing writes or shows them.
    private static void requireTag(MessageFields fields) throws MalformedMessage {
        boolean hasKey = false;
        while (fields.next()) {
            hasKey |= fields.isBytes(Format.TAG_KEY);
        }
        if (!hasKey) {
            throw new MalformedMessage("a tag without key");
        }
    }

    private static int tableIndex(long number) throws MalformedMessage {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new MalformedMessage("index " + Long.toUnsignedString(number) + " of a key");
        }
        return (int) number;
    }

    /// The tables may stand behind the records, so this is known only at the end.
    private void requireKeys() throws MalformedMessage {
        for (int i = 0; i < count(); i++) {
            if (keys.first(i) >= partitionKeys.count()
                    || keys.second(i) >= explicitHashKeys.count()) {
                throw new MalformedMessage("record " + i + " has a key that is in no table");
            }
        }
    }

    /// How many user records there are; may be 0.
    public int count() {
        return data.count();
    }

    /// A view of the data of user record `index`.
    public ByteBuffer data(int index) {
        checkIndex(index);
        return record.slice(data.first(index), data.second(index));
    }

    public String partitionKey(int index) {
        checkIndex(index);
        return text(partitionKeys, keys.first(index));
    }

    /// Decimal, when the producer gave one.
    public Optional<String> explicitHashKey(int index) {
        checkIndex(index);
        int key = keys.second(index);
        return key == NONE ? Optional.empty() : Optional.of(text(explicitHashKeys, key));
    }

    private void checkIndex(int index) {
        Objects.checkIndex(index, count());
    }

    private String text(IntPairs table, int index) {
        ByteBuffer bytes = record.slice(table.first(index), table.second(index));
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
