package io.hydrant.wire.kpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.kinesis.retrieval.kpl.Messages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

class AggregatedRecordTest {
    private static final int MAGIC_BYTES = 4;
    private static final int DIGEST_BYTES = 16;

    /// Two keys, one hash key, two records.
    private static final String MESSAGE =
            "0a016b" + "0a026b32" + "120137" + "1a050800" + "1a0178" + "1a07080110001a0179";

    @Test
    void readsKeysAndData() {
        AggregatedRecord read = parse(MESSAGE).orElseThrow();

        assertThat(read.count()).isEqualTo(2);
        assertThat(read.partitionKey(0)).isEqualTo("k");
        assertThat(read.explicitHashKey(0)).isEmpty();
        assertThat(read.data(0)).isEqualTo(StandardCharsets.UTF_8.encode("x"));
        assertThat(read.partitionKey(1)).isEqualTo("k2");
        assertThat(read.explicitHashKey(1)).contains("7");
        assertThat(read.data(1)).isEqualTo(StandardCharsets.UTF_8.encode("y"));
        assertThatThrownBy(() -> read.data(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a00", // no records at all
                "1a0508001a01780a016b", // the table behind the records
                "0a016b1a05080022050a0161" + "1a0178", // garbage after a record that is too short
                "0a016b1a0a0800" + "1a0178" + "22030a0161", // a tag
                "0a016b1a0908001a0178" + "a006ffff01", // an unknown number
                "0a016b1a0508001a0178" + "a10601020304050607ff", // 8 bytes
                "0a016b1a0508001a0178" + "a50601020304", // 4 bytes
                "0a016b1a0508001a0178" + "a306" + "080152026162" + "a406", // a group
                "0a016b1a0508001a0178" + "0805", // a table entry that is a number
                "0a016b1a06080008001a01" + "78", // an index twice
                "0a02c3281a0508001a0178", // a key that is not UTF-8
            })
    void takesWhatTheClientLibraryTakes(String message) {
        byte[] record = framed(message);
        assertThat(parse(record).isPresent()).isEqualTo(clientLibraryReads(record));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a016b1a0508011a0178", // a key outside the table
                "0a016b1a070800" + "10001a0178", // a hash key without a table
                "0a016b1a0e08ffffffffffffffffff011a0178", // the largest number
                "0a016b1a0908808080801" + "01a0178", // 2^32
                "0a016b1a031a0178", // no key
                "0a016b1a020800", // no data
                "0a016b1a0508001a0278", // data beyond the record
                "0a016b1aff0508001a0178", // a record beyond the end
                "0a016b1affffffff0708001a0178", // a record of 2 GiB
                "0a016b1affffffff0f08001a0178", // a record of a negative length
                "0a016b1affffffffffffffffffff01", // a length that never ends
                "0a016b1a0508001a0178" + "80", // half a number
                "0a016b1a0508001a0178" + "00", // field 0
                "0a016b1a0508001a0178" + "a606", // wire type 6
                "0a016b1a0508001a0178" + "a706", // wire type 7
                "0a016b1a0508001a0178" + "a406", // the end of no group
                "0a016b1a0508001a0178" + "a306", // a group without end
                "0a016b1a0508001a0178" + "a306ac06", // a group with another's end
                "0a016b1a0508001a0178" + "a1060102", // half of 8 bytes
                "0a016b1a0808001a01782201ff", // a tag that is no message
                "0a016b1a0a08001a017822031201" + "61", // a tag without a key
            })
    void passesOverWhatIsNoSuchMessage(String message) {
        byte[] record = framed(message);
        assertThat(parse(record)).isEmpty();
    }

    @Test
    void boundsNestedGroups() {
        String deep = "a306".repeat(100_000) + "a406".repeat(100_000);
        assertThat(parse(MESSAGE + deep)).isEmpty();
        assertThat(parse(MESSAGE + "a306".repeat(50) + "a406".repeat(50))).isPresent();
    }

    @Test
    void passesOverOrdinaryRecords() {
        byte[] good = framed(MESSAGE);
        assertThat(parse(new byte[0])).isEmpty();
        assertThat(parse(framed(""))).isEmpty(); // 20 bytes
        assertThat(parse("an ordinary record, long enough".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i]++;
            assertThat(parse(damaged)).as("byte %d", i).isEmpty();
            assertThat(parse(Arrays.copyOf(good, i))).as("%d bytes", i).isEmpty();
        }
    }

    @Test
    void knowsTheBeginning() {
        byte[] good = framed(MESSAGE);
        assertThat(AggregatedRecord.beginsLikeOne(ByteBuffer.wrap(good))).isTrue();
        assertThat(AggregatedRecord.beginsLikeOne(ByteBuffer.wrap(good, 0, 4))).isTrue();
        assertThat(AggregatedRecord.beginsLikeOne(ByteBuffer.wrap(good, 0, 3))).isFalse();
        assertThat(AggregatedRecord.beginsLikeOne(ByteBuffer.wrap(good, 1, 20))).isFalse();
        assertThat(AggregatedRecord.beginsLikeOne(ByteBuffer.allocate(0))).isFalse();
    }

    @Test
    void agreesWithTheClientLibraryOnDamagedMessages() {
        Random random = new Random(17);
        byte[] good = HexFormat.of().parseHex(MESSAGE + "22050a0161" + "a306" + "0801" + "a406");
        for (int round = 0; round < 20_000; round++) {
            byte[] message = good.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(message.length);
                message[at] = (byte) (message[at] ^ 1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
                message = Arrays.copyOf(message, 1 + random.nextInt(message.length - 1));
            }
            byte[] record = framed(message);
            assertThat(parse(record).isPresent())
                    .as(HexFormat.of().formatHex(message))
                    .isEqualTo(clientLibraryReads(record));
        }
    }

    /// Whether the client library finds user records; they are then the same as ours.
    private static boolean clientLibraryReads(byte[] record) {
        int messageBytes = record.length - MAGIC_BYTES - DIGEST_BYTES;
        ByteBuffer message = ByteBuffer.wrap(record, MAGIC_BYTES, messageBytes);
        try {
            Messages.AggregatedRecord expected = Messages.AggregatedRecord.parseFrom(message);
            for (int i = 0; i < expected.getRecordsCount(); i++) {
                requireSame(expected, i, parse(record));
            }
            return true;
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException _) {
            return false;
        }
    }

    /// @throws IndexOutOfBoundsException if a key is outside its table, as the client library does
    private static void requireSame(
            Messages.AggregatedRecord message, int index, Optional<AggregatedRecord> ours) {
        Messages.Record expected = message.getRecords(index);
        String partitionKey = message.getPartitionKeyTable((int) expected.getPartitionKeyIndex());
        Optional<String> explicitHashKey = Optional.empty();
        if (expected.hasExplicitHashKeyIndex()) {
            explicitHashKey =
                    Optional.of(
                            message.getExplicitHashKeyTable(
                                    (int) expected.getExplicitHashKeyIndex()));
        }
        if (ours.isPresent()) {
            AggregatedRecord read = ours.get();
            assertThat(read.count()).isEqualTo(message.getRecordsCount());
            assertThat(read.partitionKey(index)).isEqualTo(partitionKey);
            assertThat(read.explicitHashKey(index)).isEqualTo(explicitHashKey);
            assertThat(read.data(index)).isEqualTo(expected.getData().asReadOnlyByteBuffer());
        }
    }

    private static Optional<AggregatedRecord> parse(String message) {
        return parse(framed(message));
    }

    private static Optional<AggregatedRecord> parse(byte[] record) {
        return AggregatedRecord.parse(ByteBuffer.wrap(record));
    }

    private static byte[] framed(String message) {
        return framed(HexFormat.of().parseHex(message));
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(MAGIC_BYTES + message.length + DIGEST_BYTES)
                .putInt(0xF3899AC2)
                .put(message)
                .put(Format.md5().digest(message))
                .array();
    }
}
