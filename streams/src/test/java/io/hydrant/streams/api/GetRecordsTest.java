package io.hydrant.streams.api;

import static io.hydrant.streams.api.DataHarness.CLICKS;
import static io.hydrant.streams.api.DataHarness.entry;
import static io.hydrant.streams.api.DataHarness.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.ExpiredIterator;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.streams.shard.ThroughputExceeded;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.constraint.ValidationFailed;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.Encoding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class GetRecordsTest {
    private static final ShardId FIRST = new ShardId(0);

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
    void givesRecordsAsTheyWerePut(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1);
        String odd = "\u0000\u0001\t\"\\/\u007f\u00fc\u4e16\ud83d\ude00";
        harness.putRecords(entry(odd, "one"), entry("b", "two"));
        harness.clock.advance(Duration.ofMillis(7));
        harness.streams.stream(CLICKS).encrypt(true);
        String number = harness.put("c", "three").sequenceNumber();

        GetRecordsResponse response =
                harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON));

        assertThat(texts(response)).containsExactly("one", "two", "three");
        assertThat(response.records())
                .extracting(Record::partitionKey)
                .containsExactly(odd, "b", "c");
        assertThat(response.records())
                .extracting(Record::approximateArrivalTimestamp)
                .containsExactly(
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        Instant.parse("2026-03-01T12:00:00.123Z"),
                        Instant.parse("2026-03-01T12:00:00.130Z"));
        assertThat(response.records())
                .extracting(Record::encryptionType)
                .containsExactly(null, null, EncryptionType.KMS);
        assertThat(response.records().getLast().sequenceNumber()).isEqualTo(number);
        assertThat(response.millisBehindLatest()).isZero();
        assertThat(response.hasChildShards()).isFalse();
        assertThat(texts(harness.getRecords(response.nextShardIterator()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void readsOnFromTheNextIteratorToTheTip(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1);
        List<String> put = new ArrayList<>();
        for (int frame = 0; frame < 20; frame++) {
            List<PutRecordsRequestEntry> entries = new ArrayList<>();
            for (int i = 0; i < 1 + frame % 7; i++) {
                put.add(frame + "/" + i);
                entries.add(entry("k", frame + "/" + i));
            }
            harness.putRecords(request -> request.streamName("clicks").records(entries));
            harness.clock.advance(Duration.ofSeconds(1));
        }

        List<String> got = new ArrayList<>();
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        long behind = Long.MAX_VALUE;
        while (behind > 0) {
            String from = iterator;
            GetRecordsResponse response =
                    harness.getRecords(request -> request.shardIterator(from).limit(5));
            assertThat(response.records().size()).isLessThanOrEqualTo(5);
            assertThat(response.millisBehindLatest()).isLessThanOrEqualTo(behind);
            assertThat(texts(harness.getRecords(r -> r.shardIterator(from).limit(5))))
                    .isEqualTo(texts(response));
            got.addAll(texts(response));
            behind = response.millisBehindLatest();
            iterator = response.nextShardIterator();
        }
        assertThat(got).isEqualTo(put);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void givesUpToTenMebibytesAtATime(Encoding encoding) {
        harness.speaking(encoding).streams.create(CLICKS, 1).limitRecords(10 << 20);
        Random random = new Random(5);
        List<SdkBytes> put = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            byte[] data = new byte[random.nextInt(400_000)];
            random.nextBytes(data);
            put.add(SdkBytes.fromByteArray(data));
            int key = i;
            harness.putRecord(
                    request ->
                            request.streamName("clicks")
                                    .partitionKey("k" + key)
                                    .data(put.getLast()));
        }

        List<SdkBytes> got = new ArrayList<>();
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        long behind = 1;
        while (behind > 0 || got.isEmpty()) {
            harness.clock.advance(Duration.ofMillis(1));
            GetRecordsResponse response = harness.getRecords(iterator);
            assertThat(
                            response.records().stream()
                                    .mapToLong(r -> r.data().asByteArrayUnsafe().length)
                                    .sum())
                    .isBetween(0L, 10L << 20);
            response.records().forEach(record -> got.add(record.data()));
            behind = response.millisBehindLatest();
            iterator = response.nextShardIterator();
        }
        assertThat(got).isEqualTo(put);
    }

    @Test
    void givesARecordThatIsTooLargeAlone() {
        harness.streams.create(CLICKS, 1).limitRecords(10 << 20);
        String large = "x".repeat((10 << 20) - 1);
        harness.put("k", large);
        harness.put("k", "next");

        GetRecordsResponse response =
                harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON));

        assertThat(texts(response)).containsExactly(large);
        assertThat(texts(harness.getRecords(response.nextShardIterator()))).containsExactly("next");
    }

    @Test
    void writesAnswersAsTheServiceDoes() {
        harness.streams.create(CLICKS, 1);
        harness.put("a\"b", "hello");
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);

        String answer =
                harness.callJson("GetRecords", "{\"ShardIterator\":\"%s\"}".formatted(iterator));

        assertThat(answer)
                .matches(
                        "\\{\"Records\":\\[\\{\"SequenceNumber\":\"\\d{56}\","
                            + "\"ApproximateArrivalTimestamp\":1772366400\\.123,"
                            + "\"Data\":\"aGVsbG8=\",\"PartitionKey\":\"a\\\\\"b\"\\}\\],"
                            + "\"MillisBehindLatest\":0,\"NextShardIterator\":\"[A-Za-z0-9+/=]+\"\\}");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON_1_1", "CBOR_1_1"})
    void endsAClosedShardWithItsChildren(Encoding encoding) {
        MemoryStreams.Stream stream = harness.speaking(encoding).streams.create(CLICKS, 1);
        harness.putRecords(entry("a", "1"), entry("a", "2"));
        String latest = harness.iterator(ShardIteratorType.LATEST);
        stream.split(FIRST);

        String start = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        GetRecordsResponse part = harness.getRecords(r -> r.shardIterator(start).limit(1));
        assertThat(part.nextShardIterator()).isNotNull();
        assertThat(part.hasChildShards()).isFalse();

        for (String iterator : List.of(part.nextShardIterator(), latest)) {
            GetRecordsResponse end = harness.getRecords(iterator);
            assertThat(end.nextShardIterator()).isNull();
            assertThat(end.millisBehindLatest()).isZero();
            assertThat(end.childShards())
                    .extracting(ChildShard::shardId)
                    .containsExactly("shardId-000000000001", "shardId-000000000002");
            assertThat(end.childShards())
                    .allMatch(child -> child.parentShards().equals(List.of(FIRST.toString())));
            assertThat(end.childShards().getLast().hashKeyRange().startingHashKey())
                    .isEqualTo("170141183460469231731687303715884105728");
        }
    }

    @Test
    void namesBothParentsOfAMergedChildAtTheEndOfEither() {
        MemoryStreams.Stream stream = harness.streams.create(CLICKS, 2);
        stream.merge(FIRST, new ShardId(1));

        for (String shard : List.of("shardId-000000000000", "shardId-000000000001")) {
            GetRecordsResponse end =
                    harness.getRecords(
                            harness.iterator(
                                    r -> r.shardId(shard).shardIteratorType("TRIM_HORIZON")));
            assertThat(end.nextShardIterator()).isNull();
            assertThat(end.childShards().getFirst().parentShards())
                    .containsExactly("shardId-000000000000", "shardId-000000000001");
        }
    }

    @Test
    void startsAtTheHorizonWhenItsRecordsAreGone() {
        MemoryStreams.Stream stream = harness.streams.create(CLICKS, 1);
        harness.put("a", "old");
        String old = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        harness.put("a", "new");
        stream.moveHorizon(FIRST, 1);

        assertThat(texts(harness.getRecords(old))).containsExactly("new");
        stream.moveHorizon(FIRST, 2);
        GetRecordsResponse none = harness.getRecords(old);
        assertThat(none.records()).isEmpty();
        assertThat(none.millisBehindLatest()).isZero();
        assertThat(none.nextShardIterator()).isNotNull();
    }

    /// The head of the answer has been sent by then, so all it can do is break off.
    @Test
    void breaksOffWhenRecordsAreTrimmedWhileTheyAreSent() {
        harness.close();
        harness =
                new DataHarness(
                        SegmentedLogConfig.in(folder).withSegmentBytes(64 << 10),
                        SimulatedClock.at("2026-03-01T12:00:00.123Z"));
        MemoryStreams.Stream stream = harness.streams.create(CLICKS, 1);
        for (int i = 0; i < 40; i++) {
            harness.put("k", i + "x".repeat(50_000));
        }
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        byte[] body = "{\"ShardIterator\":\"%s\"}".formatted(iterator).getBytes();
        Answer answer = harness.answer("GetRecords", body);

        stream.shard(0).log().trimBelow(35);
        harness.put("k", "y");
        stream.moveHorizon(FIRST, 35);

        assertThatThrownBy(() -> DataHarness.bytes(answer))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("were trimmed while they were sent");
        assertThat(texts(harness.getRecords(iterator))).hasSize(6);
    }

    @Test
    void saysThatTheShardIsGoneWithItsStream() {
        harness.streams.create(CLICKS, 1);
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        harness.streams.delete(CLICKS);

        assertThatThrownBy(() -> harness.getRecords(iterator))
                .isInstanceOf(ShardNotFound.class)
                .hasMessage(
                        "Shard shardId-000000000000 in stream clicks under account 123456789012"
                                + " does not exist");
        harness.clock.advance(Duration.ofSeconds(1));
        harness.streams.create(CLICKS, 1);
        assertThatThrownBy(() -> harness.getRecords(iterator)).isInstanceOf(ShardNotFound.class);
    }

    @Test
    void saysThatTheShardExpired() {
        MemoryStreams.Stream stream = harness.streams.create(CLICKS, 1);
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        stream.split(FIRST);
        stream.expire(FIRST);

        assertThatThrownBy(() -> harness.getRecords(iterator)).isInstanceOf(ShardNotFound.class);
    }

    @Test
    void takesIteratorsForFiveMinutesAlsoAfterARestart() {
        harness.streams.create(CLICKS, 1);
        harness.put("a", "1");
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        harness.close();
        SimulatedClock clock = SimulatedClock.at("2026-03-01T12:00:00.123Z");
        harness = new DataHarness(SegmentedLogConfig.in(folder), clock);
        harness.streams.create(CLICKS, 1);
        clock.advance(Duration.ofMinutes(5));

        assertThat(texts(harness.getRecords(iterator))).containsExactly("1");
        assertThat(texts(harness.getRecords('"' + iterator + '"'))).containsExactly("1");
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> harness.getRecords(iterator))
                .isInstanceOf(ExpiredIterator.class)
                .hasMessage(
                        "Iterator expired. The iterator was created at time Sun Mar 01 12:00:00 UTC"
                            + " 2026 while right now it is Sun Mar 01 12:05:00 UTC 2026 which is"
                            + " further in the future than the tolerated delay of 300000"
                            + " milliseconds.");
    }

    @Test
    void refusesAnIteratorUnderAnotherStreamsName() {
        harness.streams.create(CLICKS, 1);
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);
        String arn = CLICKS.arn().toString();

        assertThat(
                        harness.getRecords(r -> r.shardIterator(iterator).streamARN(arn))
                                .nextShardIterator())
                .isNotNull();
        assertThatThrownBy(
                        () ->
                                harness.getRecords(
                                        r -> r.shardIterator(iterator).streamARN(arn + "2")))
                .isInstanceOf(InvalidStreamArgument.class)
                .hasMessage("Invalid ShardIterator.");
        assertThatThrownBy(() -> harness.getRecords("AAAA"))
                .isInstanceOf(InvalidStreamArgument.class);
        assertThatThrownBy(() -> harness.getRecords(r -> r.shardIterator(iterator).limit(10_001)))
                .isInstanceOf(ValidationFailed.class);
    }

    @Test
    void throttlesReadersWhenQuotasHold() {
        harness.streams.create(CLICKS, 1).limitRecords(10 << 20);
        for (int i = 0; i < 11; i++) {
            harness.put("k", "x".repeat((1 << 20) - 1));
        }
        harness.streams.stream(CLICKS).holdQuotas(true);
        String iterator = harness.iterator(ShardIteratorType.TRIM_HORIZON);

        String next = harness.getRecords(iterator).nextShardIterator();
        harness.clock.advance(Duration.ofMillis(4_800));
        assertThatThrownBy(() -> harness.getRecords(next))
                .isInstanceOf(ThroughputExceeded.class)
                .hasMessageStartingWith("Rate exceeded for shard shardId-000000000000");
        harness.clock.advance(Duration.ofMillis(300));
        assertThat(harness.getRecords(next).records()).isNotEmpty();
        assertThat(harness.telemetry.count("hydrant_kinesis_read_throttled_requests_total"))
                .isEqualTo(1);
    }

    @Test
    void countsWhatIsRead() {
        harness.streams.create(CLICKS, 1);
        harness.putRecords(entry("a", "12"), entry("a", "3"));

        harness.getRecords(harness.iterator(ShardIteratorType.TRIM_HORIZON));

        assertThat(harness.telemetry.count("hydrant_kinesis_get_requests_total")).isEqualTo(1);
        assertThat(harness.telemetry.count("hydrant_kinesis_outgoing_records_total")).isEqualTo(2);
        assertThat(harness.telemetry.count("hydrant_kinesis_outgoing_bytes_total")).isEqualTo(5);
        assertThat(harness.telemetry.count("hydrant_kinesis_iterator_age_seconds_count"))
                .isEqualTo(1);
    }
}
