package io.hydrant.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.firehose.model.OrcSerDe;
import software.amazon.awssdk.services.kinesis.model.AddTagsToStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DeleteStreamRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.RemoveTagsFromStreamRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The CBOR form of the protocol. Bytes are written as `'text'` for text with its head, and hex.
class CborCodecTest {
    private static final Caller CALLER =
            new Caller(AccountId.DEFAULT, new Region("eu-west-1"), "kinesis", "test");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A3 'Data' 43616263 'StreamName' 'names' 'PartitionKey' 'k'",
                "BF 'Data' 43616263 'StreamName' 'names' 'PartitionKey' 'k' FF",
                "BF 'Data' 5F 4161 40 426263 FF 'StreamName' 7F 'na' 'mes' FF 'PartitionKey' 'k'"
                        + " FF",
                "BB0000000000000003 'Data' 5803616263 'StreamName' 'names' 'PartitionKey' 'k'",
            })
    void readsDefiniteAndIndefiniteForms(String cbor) {
        PutRecordRequest input = read(cbor, PutRecordRequest.builder());

        assertThat(input.data().asUtf8String()).isEqualTo("abc");
        assertThat(input.streamName()).isEqualTo("names");
        assertThat(input.partitionKey()).isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 A1 'PartitionKey' 'a' A0", "9F BF 'PartitionKey' 'a' FF BF FF FF"})
    void readsLists(String list) {
        PutRecordsRequest input = read("A1 'Records' " + list, PutRecordsRequest.builder());

        assertThat(input.records()).hasSize(2);
        assertThat(input.records().getFirst().partitionKey()).isEqualTo("a");
        assertThat(input.records().getLast().data()).isNull();
    }

    @Test
    void readsMaps() {
        AddTagsToStreamRequest input =
                read("A1 'Tags' BF 'a' 'b' 'c' '' FF", AddTagsToStreamRequest.builder());
        assertThat(input.tags()).isEqualTo(Map.of("a", "b", "c", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "18FF, 255",
        "190100, 256",
        "1A00010000, 65536",
        "1A7FFFFFFF, 2147483647",
        "1B000000007FFFFFFF, 2147483647",
        "1B0000000000000001, 1",
        "20, -1",
        "3A7FFFFFFF, -2147483648",
        "F94000, 2",
        "FA40000000, 2",
        "FB4000000000000000, 2"
    })
    void readsNumbersOfEveryWidth(String cbor, int expected) {
        assertThat(read("A1 'Limit' " + cbor, DescribeStreamRequest.builder()).limit())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"F93800, 0.5", "FA3F000000, 0.5", "FB3FE0000000000000, 0.5", "01, 1.0"})
    void readsFloatingPointNumbers(String cbor, double expected) {
        OrcSerDe read = read("A1 'PaddingTolerance' " + cbor, OrcSerDe.builder());
        assertThat(read.paddingTolerance()).isEqualTo(expected);
    }

    @Test
    void readsNumbersThatAreNone() {
        assertThat(read("A1 'PaddingTolerance' F97E00", OrcSerDe.builder()).paddingTolerance())
                .isNaN();
        assertThat(read("A1 'PaddingTolerance' F9FC00", OrcSerDe.builder()).paddingTolerance())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({
        "C1 1B0000018BCFE56800, 2023-11-14T22:13:20Z",
        "C1 1B0000018BCFE56AA6, 2023-11-14T22:13:20.678Z",
        "1B0000018BCFE56AA6, 2023-11-14T22:13:20.678Z",
        "C1 FB4278BCFE56AA6000, 2023-11-14T22:13:20.678Z",
        "FB4278BCFE56AA6000, 2023-11-14T22:13:20.678Z",
        "C1 39 01F3, 1969-12-31T23:59:59.500Z",
        "00, 1970-01-01T00:00:00Z"
    })
    void readsTimestampsAsMilliseconds(String cbor, Instant expected) {
        assertThat(read("A1 'Timestamp' " + cbor, GetShardIteratorRequest.builder()).timestamp())
                .isEqualTo(expected);
    }

    @Test
    void skipsUnknownMembersAndTakesNullAsAbsent() {
        DeleteStreamRequest input =
                read(
                        "BF 'Nobody' 83 F6 A1 'x' 5F 4100 FF C1 FB4278BCFE56AA6000 'Other'"
                                + " FA47C35000 'StreamARN' F6 'StreamId' F7 'StreamName' 's'"
                                + " 'EnforceConsumerDeletion' F5 FF",
                        DeleteStreamRequest.builder());

        assertThat(input.streamName()).isEqualTo("s");
        assertThat(input.streamARN()).isNull();
        assertThat(input.enforceConsumerDeletion()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "StreamName, 01, NUMBER_VALUE can not be converted to a String",
                "StreamName, FA47C35000, NUMBER_VALUE can not be converted to a String",
                "StreamName, F5, TRUE_VALUE can not be converted to a String",
                "StreamName, 4161, BLOB_VALUE can not be converted to a String",
                "StreamName, A0, Start of structure or map found where not expected.",
                "StreamName, 80, Start of list found where not expected.",
                "Limit, '1', STRING_VALUE can not be converted to an Integer",
                "Limit, F93800, NUMBER_VALUE can not be converted to an Integer",
                "Limit, F97E00, NUMBER_VALUE can not be converted to an Integer",
                "Limit, 1A80000000, NUMBER_VALUE can not be converted to an Integer",
                "Limit, 1BFFFFFFFFFFFFFFFF, NUMBER_VALUE can not be converted to an Integer",
                "Data, 'YWJj', STRING_VALUE can not be converted to a Blob",
                "Data, 01, NUMBER_VALUE can not be converted to a Blob",
                "Timestamp, '1', STRING_VALUE can not be converted to a Timestamp",
                "Timestamp, C1 F97C00, NUMBER_VALUE can not be converted to a Timestamp",
                "Timestamp, FB7FEFFFFFFFFFFFFF, NUMBER_VALUE can not be converted to a Timestamp",
                "Records, A0, Start of structure or map found where not expected.",
                "Records, 01, Expected a list or null",
                "Tags, 80, Start of list found where not expected.",
                "EnforceConsumerDeletion, 01, NUMBER_VALUE can not be converted to a Boolean"
            })
    void refusesOtherTypesWithTheSameTextsAsForJson(String member, String cbor, String message) {
        SdkBuilder<?, ? extends SdkPojo> builder =
                switch (member) {
                    case "Data" -> PutRecordRequest.builder();
                    case "Timestamp" -> GetShardIteratorRequest.builder();
                    case "Records" -> PutRecordsRequest.builder();
                    case "Tags" -> AddTagsToStreamRequest.builder();
                    case "EnforceConsumerDeletion" -> DeleteStreamRequest.builder();
                    default -> DescribeStreamRequest.builder();
                };
        assertThatThrownBy(() -> read("A1 '" + member + "' " + cbor, builder))
                .isInstanceOf(MalformedRequest.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "F6", // null
                "80",
                "01",
                "'a'",
                "A0 00", // more than one item
                "BF FF FF",
                "A1", // no member
                "A1 'StreamName'", // no value
                "BF", // no end
                "BF 'StreamName' FF", // a key without value
                "A1 01 'a'", // a number as key
                "A1 41 61 'a'", // bytes as key
                "A1 'StreamName' 78", // no length
                "A1 'StreamName' 6261", // text beyond the end
                "A1 'StreamName' 7A7FFFFFFF 61", // of 2 GiB
                "A1 'StreamName' 7AFFFFFFFF 61", // of 4 GiB
                "A1 'StreamName' 7BFFFFFFFFFFFFFFFF 61",
                "A1 'Data' 5A7FFFFFFF 61",
                "A1 'Data' 5B7FFFFFFFFFFFFFFF 61",
                "A1 'Data' 5F 5A7FFFFFFF 61 FF",
                "A1 'Nobody' 5A7FFFFFFF 61",
                "A1 'Records' 9A7FFFFFFF 80",
                "A1 'Records' 9BFFFFFFFFFFFFFFFF A0",
                "BB7FFFFFFFFFFFFFFF 'a' 'b'",
                "A1 'StreamName' 7F 4161 FF", // a chunk of another type
                "A1 'StreamName' 7F 7F 'a' FF FF", // a chunk in chunks
                "A1 'StreamName' 62C328", // not UTF-8
                "A1 'Nobody' 62C080", // an overlong form
                "A1 'StreamName' 63EDA080", // half of a surrogate pair
                "A1 62C328 'a'",
                "A1 'StreamName' 1C", // reserved
                "A1 'StreamName' 1F",
                "A1 'StreamName' FF", // a break where nothing is open
                "A1 'Limit' F820", // simple values
                "A1 'Limit' E0",
                "A1 'Limit' C2 4101", // a large number
                "A1 'Limit' C4 82 01 02", // a decimal fraction
                "D90100 A1 'StreamName' 'a'", // references to strings
                "A1 'StreamName' D819 00",
                "A1 'Nobody' C0", // a tag of nothing
            })
    void refusesWhatIsMalformed(String cbor) {
        for (SdkBuilder<?, ? extends SdkPojo> builder :
                List.of(
                        DescribeStreamRequest.builder(),
                        PutRecordRequest.builder(),
                        PutRecordsRequest.builder())) {
            assertThatThrownBy(() -> read(cbor, builder)).isInstanceOf(MalformedRequest.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A1 'Data' 5A7FFFFFFF 61",
                "A1 'Data' 5F 5A7FFFFFFF 61",
                "A1 'StreamName' 7A7FFFFFFF 61",
                "A1 'Records' 9A7FFFFFFF A0",
                "BA7FFFFFFF 'StreamName' 's'"
            })
    void makesNoRoomForWhatIsOnlyClaimed(String cbor) {
        assertThatThrownBy(() -> read(cbor, PutRecordRequest.builder()))
                .hasMessageContaining("end");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] body = bytes(cbor);
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            read(body, PutRecordRequest.builder());
        } catch (MalformedRequest _) {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        }
    }

    @Test
    void boundsNesting() {
        for (String open : List.of("81", "9F", "A1 'x'", "BF 'x'")) {
            String deep = "A1 'Nobody' " + (open + " ").repeat(100_000);
            assertThatThrownBy(() -> read(deep, DescribeStreamRequest.builder()))
                    .isInstanceOf(MalformedRequest.class)
                    .hasMessage("CBOR is nested too deeply");
        }
        String tags = "A1 'Limit' " + "C1 ".repeat(100_000) + "05";
        assertThat(read(tags, DescribeStreamRequest.builder()).limit()).isEqualTo(5);
    }

    @Test
    void neverFailsOtherwiseOnRandomDamage() {
        byte[] good =
                bytes(
                        "BF 'StreamName' 's' 'Records' 82 A2 'Data' 43616263 'PartitionKey' 'k' BF"
                                + " 'Data' 5F 4161 FF 'Other' C1 1B0000018BCFE56800 FF FF");
        Random random = new Random(12);
        for (int round = 0; round < 30_000; round++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : bytes.length;
            try {
                read(Arrays.copyOf(bytes, length), PutRecordsRequest.builder());
            } catch (MalformedRequest e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void writesTimestampsAndBlobsAsClientsReadThem() {
        GetRecordsResponse output =
                GetRecordsResponse.builder()
                        .records(
                                Record.builder()
                                        .data(SdkBytes.fromUtf8String("abc"))
                                        .approximateArrivalTimestamp(
                                                Instant.parse("2023-11-14T22:13:20.678Z"))
                                        .build())
                        .millisBehindLatest(0L)
                        .build();

        assertThat(HexFormat.of().formatHex(Codec.write(output, Encoding.CBOR_1_1)))
                .isEqualToIgnoringCase(
                        hex(
                                "BF 'Records' 9F BF 'ApproximateArrivalTimestamp'"
                                        + " C1 1B0000018BCFE56AA6 'Data' 43616263 FF FF"
                                        + " 'MillisBehindLatest' 00 FF"));
    }

    @Test
    void readsBackWhatItWrites() {
        RemoveTagsFromStreamRequest input =
                RemoveTagsFromStreamRequest.builder()
                        .streamName("s")
                        .tagKeys("a", "ä", "x".repeat(70_000))
                        .build();
        byte[] written = Codec.write(input, Encoding.CBOR_1_1);

        assertThat(read(written, RemoveTagsFromStreamRequest.builder())).isEqualTo(input);
    }

    @Test
    void writesErrors() {
        WireError error = new WireError(400, "LimitExceededException", "ä", Map.of("code", "c"));

        assertThat(HexFormat.of().formatHex(Codec.write(error, Encoding.CBOR_1_1)))
                .isEqualToIgnoringCase(
                        hex(
                                "BF '__type' 'LimitExceededException' 'message' 62C3A4 'code' 'c'"
                                        + " FF"));
    }

    private static <I extends SdkPojo> I read(String cbor, SdkBuilder<?, I> builder) {
        return read(bytes(cbor), builder);
    }

    private static <I extends SdkPojo> I read(byte[] body, SdkBuilder<?, I> builder) {
        byte[] longer = Arrays.copyOf(body, body.length + 3);
        return Codec.read(
                new ApiCall(CALLER, "id", Encoding.CBOR_1_1, longer, body.length), builder);
    }

    private static byte[] bytes(String cbor) {
        return HexFormat.of().parseHex(hex(cbor));
    }

    private static String hex(String cbor) {
        StringBuilder hex = new StringBuilder();
        for (String word : cbor.split(" ")) {
            hex.append(word.startsWith("'") ? text(word.substring(1, word.length() - 1)) : word);
        }
        return hex.toString();
    }

    private static String text(String word) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        String head = utf8.length < 24 ? "%02X" : "78%02X";
        int first = utf8.length < 24 ? 0x60 + utf8.length : utf8.length;
        return head.formatted(first) + HexFormat.of().formatHex(utf8);
    }
}
