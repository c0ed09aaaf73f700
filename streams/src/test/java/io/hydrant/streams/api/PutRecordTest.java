package io.hydrant.streams.api;

import static io.hydrant.streams.api.DataHarness.CLICKS;
import static io.hydrant.streams.api.DataHarness.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ThroughputExceeded;
import io.hydrant.wire.json.Encoding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class PutRecordTest {
    @TempDir private Path folder;
    private DataHarness harness;
    private MemoryStreams.Stream stream;

    @BeforeEach
    void open() {
        harness = new DataHarness(folder);
        stream = harness.streams.create(CLICKS, 1);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private PutRecordResponse putAfter(String number) {
        return harness.putRecord(
                request ->
                        request.streamName("clicks")
                                .partitionKey("a")
                                .data(SdkBytes.fromUtf8String("x"))
                                .sequenceNumberForOrdering(number));
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void keepsARecordAndTellsItsNumber(Encoding encoding) {
        harness.speaking(encoding);
        PutRecordResponse first = harness.put("a", "");
        PutRecordResponse second = putAfter(first.sequenceNumber());

        assertThat(first.shardId()).isEqualTo("shardId-000000000000");
        assertThat(first.encryptionType()).isNull();
        assertThat(number(second)).isGreaterThan(number(first));
        assertThat(texts(harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON))))
                .containsExactly("", "x");
    }

    @Test
    void writesAnswersAsTheServiceDoes() {
        stream.encrypt(true);

        assertThat(
                        harness.callJson(
                                "PutRecord",
                                "{\"StreamName\":\"clicks\",\"Data\":\"\",\"PartitionKey\":\"\\u0061\"}"))
                .matches(
                        "\\{\"ShardId\":\"shardId-000000000000\",\"SequenceNumber\":\"\\d{56}\",\"EncryptionType\":\"KMS\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7"})
    void refusesAnOrderingNumberThatIsNone(String number) {
        assertThatThrownBy(() -> putAfter(number))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessage(
                        "ExclusiveMinimumSequenceNumber %s used in PutRecord on stream clicks under account 123456789012 is invalid."
                                .formatted(number));
    }

    @Test
    void refusesAnOrderingNumberFromTheFuture() {
        long created = stream.shard(0).createdSeconds();
        String next = new SequenceNumber(created, new ShardId(0), 1, created).toString();
        String future = SequenceNumber.start(created + 1, new ShardId(7)).toString();

        for (String number : new String[] {next, future}) {
            assertThatThrownBy(() -> putAfter(number))
                    .isInstanceOf(InvalidStreamArgument.class)
                    .hasMessageContaining("is invalid.");
        }
    }

    @Test
    void numbersInChildrenAreGreaterThanTheParents() {
        PutRecordResponse parent = harness.put("a", "1");
        stream.split(new ShardId(0));

        PutRecordResponse child = putAfter(parent.sequenceNumber());

        assertThat(child.shardId()).isNotEqualTo(parent.shardId());
        assertThat(number(child)).isGreaterThan(number(parent));
    }

    @Test
    void refusesARecordBeyondTheShardsQuota() {
        stream.holdQuotas(true);
        for (int i = 0; i < 1000; i++) {
            harness.put("a", "x");
        }

        assertThatThrownBy(() -> harness.put("a", "x"))
                .isInstanceOf(ThroughputExceeded.class)
                .hasMessage(
                        "Rate exceeded for shard shardId-000000000000 in stream clicks under"
                                + " account 123456789012.");
    }

    @Test
    void refusesARecordThereIsNoRoomFor() {
        stream.interceptAppends(_ -> CompletableFuture.failedFuture(new LogFull("full")));

        assertThatThrownBy(() -> harness.put("a", "x")).isInstanceOf(LogFull.class);
    }

    private static SequenceNumber number(PutRecordResponse response) {
        return SequenceNumber.parse(response.sequenceNumber()).orElseThrow();
    }
}
