package io.hydrant.streams.api;

import static io.hydrant.streams.api.DataHarness.CLICKS;
import static io.hydrant.streams.api.DataHarness.entry;
import static io.hydrant.streams.api.DataHarness.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.wire.constraint.ValidationFailed;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.MalformedRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class PutRecordsTest {
    @TempDir private Path folder;
    private DataHarness harness;

    @BeforeEach
    void open() {
        harness = new DataHarness(folder);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void keepsRecordsOfOneShardInOneFrame(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1);

        PutRecordsResponse response =
                harness.putRecords(entry("a", "one"), entry("\u00fc", ""), entry("c", "three"));

        assertThat(response.failedRecordCount()).isZero();
        assertThat(response.encryptionType()).isNull();
        assertThat(response.records()).allMatch(r -> r.shardId().equals("shardId-000000000000"));
        assertThat(numbers(response)).isSorted();
        assertThat(harness.streams.stream(CLICKS).shard(0).log().endOffset()).isEqualTo(1);
        assertThat(texts(harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON))))
                .containsExactly("one", "", "three");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void sendsRecordsToTheShardsTheirKeysHashTo(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 4);
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(entry("key " + i, "data " + i));
        }

        PutRecordsResponse response =
                harness.putRecords(request -> request.streamName("clicks").records(entries));

        for (int i = 0; i < 100; i++) {
            HashKey key = HashKey.ofPartitionKey(("key " + i).getBytes());
            PutRecordsResultEntry result = response.records().get(i);
            ShardId shard = ShardId.parse(result.shardId()).orElseThrow();
            SequenceNumber number = SequenceNumber.parse(result.sequenceNumber()).orElseThrow();
            assertThat(number.shard()).isEqualTo(shard);
            assertThat(
                            harness.streams.stream(CLICKS)
                                    .shard((int) shard.index())
                                    .range()
                                    .contains(key))
                    .isTrue();
            assertThat(
                            texts(
                                            harness.getRecords(
                                                    harness.iterator(
                                                            request ->
                                                                    request.shardId(
                                                                                    result
                                                                                            .shardId())
                                                                            .shardIteratorType(
                                                                                    ShardIteratorType
                                                                                            .AT_SEQUENCE_NUMBER)
                                                                            .startingSequenceNumber(
                                                                                    result
                                                                                            .sequenceNumber()))))
                                    .getFirst())
                    .isEqualTo("data " + i);
        }
    }

    @Test
    void letsAnExplicitHashKeyDecide() {
        harness.streams.create(CLICKS, 2);

        PutRecordsResponse response =
                harness.putRecords(
                        entry("a", "x", "0"),
                        entry("a", "x", "170141183460469231731687303715884105727"),
                        entry("a", "x", "170141183460469231731687303715884105728"),
                        entry("a", "x", "340282366920938463463374607431768211455"));

        assertThat(response.records())
                .extracting(PutRecordsResultEntry::shardId)
                .containsExactly(
                        "shardId-000000000000",
                        "shardId-000000000000",
                        "shardId-000000000001",
                        "shardId-000000000001");
    }

    @Test
    void writesAnswersAsTheServiceDoes() {
        harness.streams.create(CLICKS, 1).encrypt(true);

        String answer =
                harness.callJson(
                        "PutRecords",
                        "{\"StreamARN\":\"arn:aws:kinesis:eu-west-1:123456789012:stream/clicks\",\"Records\":[{\"Data\":\"QQ==\",\"PartitionKey\":\"a\"},{\"PartitionKey\":\"b\",\"Data\":\"QQ==\"}]}");

        assertThat(answer)
                .matches(
                        "\\{\"FailedRecordCount\":0,\"Records\":\\["
                            + "\\{\"SequenceNumber\":\"\\d{56}\",\"ShardId\":\"shardId-000000000000\"},"
                            + "\\{\"SequenceNumber\":\"\\d{56}\",\"ShardId\":\"shardId-000000000000\"}"
                            + "],\"EncryptionType\":\"KMS\"}");
    }

    @Test
    void refusesAHashKeyOutOfRangeInTheServicesWords() {
        harness.streams.create(CLICKS, 1);

        assertThatThrownBy(
                        () ->
                                harness.putRecords(
                                        entry("a", "x", "340282366920938463463374607431768211456")))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessage(
                        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0,"
                                + " 2^128-1]. Specified value was"
                                + " 340282366920938463463374607431768211456");
    }

    @Test
    void refusesAllRecordsWhenOneIsTooLargeForTheStream() {
        harness.streams.create(CLICKS, 1).limitRecords(100);

        harness.putRecords(entry("a", "x".repeat(99)));
        assertThatThrownBy(
                        () -> harness.putRecords(entry("a", "x"), entry("\u00fc", "x".repeat(99))))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessageStartingWith("Record 2 of 101 bytes exceeds");
        assertThat(harness.streams.stream(CLICKS).shard(0).log().endOffset()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void takesTenMebibytesAtMost(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1).limitRecords(10 << 20);
        String half = "x".repeat((5 << 20) - 1);

        assertThat(harness.putRecords(entry("a", half), entry("b", half)).failedRecordCount())
                .isZero();
        assertThatThrownBy(() -> harness.putRecords(entry("a", half), entry("bc", half)))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessage("Records size exceeds 10 MB limit");
        assertThatThrownBy(() -> harness.putRecords(entry("a", half + half + "xyz")))
                .isInstanceOf(ValidationFailed.class)
                .hasMessageContaining("'records.1.member.data' failed to satisfy constraint");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257})
    void countsTheCharactersOfPartitionKeys(int characters) {
        harness.streams.create(CLICKS, 1);
        String key = "\ud83d\ude00".repeat(characters);

        if (characters == 256) {
            harness.putRecords(entry(key, "x"));
            assertThat(
                            harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON))
                                    .records()
                                    .getFirst()
                                    .partitionKey())
                    .isEqualTo(key);
        } else {
            assertThatThrownBy(() -> harness.putRecords(entry(key, "x")))
                    .isInstanceOf(ValidationFailed.class);
        }
    }

    @Test
    void refusesWhatBreaksTheServiceModel() {
        harness.streams.create(CLICKS, 1);

        assertThatThrownBy(
                        () ->
                                harness.putRecords(
                                        Collections.nCopies(501, entry("a", "x"))
                                                .toArray(PutRecordsRequestEntry[]::new)))
                .isInstanceOf(ValidationFailed.class);
        assertThatThrownBy(() -> harness.putRecords(entry("", "x")))
                .isInstanceOf(ValidationFailed.class);
        assertThatThrownBy(
                        () ->
                                harness.putRecords(
                                        PutRecordsRequestEntry.builder().partitionKey("a").build()))
                .isInstanceOf(ValidationFailed.class)
                .hasMessageContaining(
                        "Value null at 'records.1.member.data' failed to satisfy constraint: Member"
                                + " must not be null");
        assertThatThrownBy(
                        () ->
                                harness.callJson(
                                        "PutRecords",
                                        "{\"StreamName\":\"clicks\",\"Records\":[{\"Data\":\"?\",\"PartitionKey\":\"a\"}]}"))
                .isInstanceOf(MalformedRequest.class);
    }

    @Test
    void refusesAStreamThatIsNotThere() {
        assertThatThrownBy(() -> harness.putRecords(entry("a", "x")))
                .isInstanceOf(DataStreamNotFound.class)
                .hasMessage("Stream clicks under account 123456789012 not found.");
    }

    @Test
    void throttlesRecordByRecordWhenQuotasHold() {
        harness.streams.create(CLICKS, 2).holdQuotas(true);
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(entry("a", i + "x".repeat(400_000), "0"));
        }
        entries.add(entry("b", "other shard", "340282366920938463463374607431768211455"));
        entries.add(entry("a", "small", "0"));

        PutRecordsResponse response =
                harness.putRecords(request -> request.streamName("clicks").records(entries));

        assertThat(response.failedRecordCount()).isEqualTo(1);
        assertThat(response.records().get(2).errorCode())
                .isEqualTo("ProvisionedThroughputExceededException");
        assertThat(response.records().get(2).errorMessage())
                .isEqualTo(
                        "Rate exceeded for shard shardId-000000000000 in stream clicks under"
                                + " account 123456789012.");
        assertThat(response.records().get(2).sequenceNumber()).isNull();
        assertThat(response.records().get(3).shardId()).isEqualTo("shardId-000000000001");
        assertThat(
                        texts(harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON)))
                                .stream()
                                .map(text -> text.substring(0, 1)))
                .containsExactly("0", "1", "s");
        harness.clock.advance(Duration.ofSeconds(1));
        assertThat(harness.putRecords(entries.get(2)).failedRecordCount()).isZero();
        assertThat(harness.telemetry.count("hydrant_kinesis_write_throttled_records_total"))
                .isEqualTo(1);
    }

    @Test
    void tellsWhichRecordsFailedWhenAShardCouldNotKeepThem() {
        AtomicInteger appends = new AtomicInteger();
        harness.streams
                .create(CLICKS, 2)
                .interceptAppends(
                        future ->
                                appends.getAndIncrement() == 0
                                        ? CompletableFuture.failedFuture(new LogFull("no room"))
                                        : future);

        PutRecordsResponse response =
                harness.putRecords(
                        entry("a", "1", "0"),
                        entry("a", "2", "340282366920938463463374607431768211455"),
                        entry("a", "3", "1"));

        assertThat(response.failedRecordCount()).isEqualTo(2);
        assertThat(response.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsExactly("InternalFailure", null, "InternalFailure");
        assertThat(response.records().getFirst().errorMessage()).isEqualTo("no room");
        assertThat(harness.telemetry.count("hydrant_kinesis_failed_records_total")).isEqualTo(2);
        assertThat(harness.telemetry.count("hydrant_kinesis_incoming_records_total")).isEqualTo(1);
        assertThat(harness.telemetry.count("hydrant_kinesis_incoming_bytes_total")).isEqualTo(2);
    }

    @Test
    void refusesTheWholeCallWhenNothingCouldBeKept() {
        harness.streams
                .create(CLICKS, 2)
                .interceptAppends(
                        _ -> CompletableFuture.failedFuture(new LogFull("no room at all")));

        assertThatThrownBy(() -> harness.putRecords(entry("a", "1")))
                .isInstanceOf(LogFull.class)
                .hasMessage("no room at all");
    }

    @Test
    void saysThatTheStreamIsGoneWhenItWasDeletedMeanwhile() {
        harness.streams
                .create(CLICKS, 1)
                .interceptAppends(
                        _ -> {
                            harness.streams.delete(CLICKS);
                            return CompletableFuture.failedFuture(new LogFull("gone"));
                        });

        assertThatThrownBy(() -> harness.putRecords(entry("a", "1")))
                .isInstanceOf(DataStreamNotFound.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void marksFramesThatMayHoldAggregatesAndThoseOfEncryptedStreams(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1).encrypt(true);
        SdkBytes aggregate =
                SdkBytes.fromByteArray(
                        new byte[] {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2, 7});

        harness.putRecords(entry("a", "plain"));
        harness.putRecords(
                entry("a", "plain"),
                PutRecordsRequestEntry.builder().partitionKey("a").data(aggregate).build());

        List<Boolean> marks = new ArrayList<>();
        try (FrameReader reader = harness.streams.stream(CLICKS).shard(0).log().reader(0)) {
            for (int i = 0; i < 2; i++) {
                StoredFrame frame = reader.next().orElseThrow();
                marks.add(ShardFrame.of(frame).mayHoldAggregates());
                assertThat(ShardFrame.of(frame).encrypted()).isTrue();
            }
        }
        assertThat(marks).containsExactly(false, true);
    }

    private static List<SequenceNumber> numbers(PutRecordsResponse response) {
        return response.records().stream()
                .map(record -> SequenceNumber.parse(record.sequenceNumber()).orElseThrow())
                .toList();
    }
}
