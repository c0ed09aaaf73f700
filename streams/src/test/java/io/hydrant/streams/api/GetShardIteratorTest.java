package io.hydrant.streams.api;

import static io.hydrant.streams.api.DataHarness.CLICKS;
import static io.hydrant.streams.api.DataHarness.entry;
import static io.hydrant.streams.api.DataHarness.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.shard.DataStreamException;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ThroughputExceeded;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Texts as kinesalite recorded them of the service (`actions/getShardIterator.js`).
class GetShardIteratorTest {
    @TempDir private Path folder;
    private DataHarness harness;
    private MemoryStreams.Stream stream;
    private Instant start;

    @BeforeEach
    void open() {
        harness = new DataHarness(folder);
        start = harness.clock.instant();
        stream = harness.streams.create(CLICKS, 2);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private List<String> from(Consumer<GetShardIteratorRequest.Builder> request) {
        return texts(harness.getRecords(harness.iterator(request)));
    }

    @Test
    void startsWhereItIsAskedTo() {
        PutRecordsResponse put =
                harness.putRecords(
                        entry("a", "1", "0"), entry("a", "2", "0"), entry("a", "3", "0"));
        harness.clock.advance(Duration.ofSeconds(10));
        harness.putRecords(entry("a", "4", "0"));
        String second = put.records().get(1).sequenceNumber();
        String third = put.records().get(2).sequenceNumber();

        assertThat(from(r -> r.shardIteratorType("TRIM_HORIZON")))
                .containsExactly("1", "2", "3", "4");
        assertThat(from(r -> r.shardIteratorType("LATEST"))).isEmpty();
        assertThat(
                        from(
                                r ->
                                        r.shardIteratorType("AT_SEQUENCE_NUMBER")
                                                .startingSequenceNumber(second)))
                .containsExactly("2", "3", "4");
        assertThat(
                        from(
                                r ->
                                        r.shardIteratorType("AFTER_SEQUENCE_NUMBER")
                                                .startingSequenceNumber(second)))
                .containsExactly("3", "4");
        assertThat(
                        from(
                                r ->
                                        r.shardIteratorType("AFTER_SEQUENCE_NUMBER")
                                                .startingSequenceNumber(third)))
                .containsExactly("4");
    }

    @ParameterizedTest
    @CsvSource({"-5000, 4", "0, 4", "1, 1", "10000, 1", "10001, 0"})
    void startsAtATime(long afterStartMillis, int records) {
        harness.putRecords(entry("a", "1", "0"), entry("a", "2", "0"), entry("a", "3", "0"));
        harness.clock.advance(Duration.ofSeconds(10));
        harness.putRecords(entry("a", "4", "0"));
        harness.clock.advance(Duration.ofSeconds(10));

        assertThat(
                        from(
                                r ->
                                        r.shardIteratorType("AT_TIMESTAMP")
                                                .timestamp(start.plusMillis(afterStartMillis))))
                .hasSize(records);
    }

    @Test
    void startsAtTheNumbersOfTheShardItself() {
        harness.putRecords(entry("a", "1", "0"));
        long created = stream.shard(0).createdSeconds();
        String first = SequenceNumber.start(created, new ShardId(0)).toString();

        for (ShardIteratorType type :
                List.of(
                        ShardIteratorType.AT_SEQUENCE_NUMBER,
                        ShardIteratorType.AFTER_SEQUENCE_NUMBER)) {
            assertThat(from(r -> r.shardIteratorType(type).startingSequenceNumber(first)))
                    .containsExactly("1");
        }
        stream.split(new ShardId(0));
        String last =
                SequenceNumber.end(created, new ShardId(0), start.getEpochSecond()).toString();
        for (ShardIteratorType type :
                List.of(
                        ShardIteratorType.AT_SEQUENCE_NUMBER,
                        ShardIteratorType.AFTER_SEQUENCE_NUMBER)) {
            assertThat(from(r -> r.shardIteratorType(type).startingSequenceNumber(last))).isEmpty();
        }
    }

    @Test
    void startsAtTheHorizonWhenTheNumberIsTrimmed() {
        PutRecordsResponse put = harness.putRecords(entry("a", "1", "0"));
        harness.putRecords(entry("a", "2", "0"));
        stream.moveHorizon(new ShardId(0), 1);
        String number = put.records().getFirst().sequenceNumber();

        assertThat(
                        from(
                                r ->
                                        r.shardIteratorType("AT_SEQUENCE_NUMBER")
                                                .startingSequenceNumber(number)))
                .containsExactly("2");
        assertThat(from(r -> r.shardIteratorType("AT_TIMESTAMP").timestamp(start)))
                .containsExactly("2");
    }

    @Test
    void refusesNumbersThatAreNotTheShards() {
        harness.putRecords(entry("a", "1", "0"));
        long created = stream.shard(0).createdSeconds();
        String other = SequenceNumber.start(created, new ShardId(1)).toString();
        String older = SequenceNumber.start(created - 1, new ShardId(0)).toString();
        String future =
                new SequenceNumber(created, new ShardId(0), 1L << 40, created + 1).toString();

        assertRefused(
                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(other),
                "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used"
                        + " in a call to a shard with shardId-000000000000");
        assertRefused(
                r -> r.shardIteratorType("AFTER_SEQUENCE_NUMBER").startingSequenceNumber("7"),
                "StartingSequenceNumber 7 used in GetShardIterator on shard shardId-000000000000 in"
                        + " stream clicks under account 123456789012 is invalid.");
        assertRefused(
                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(older),
                "StartingSequenceNumber "
                        + older
                        + " used in GetShardIterator on shard shardId-000000000000 in stream clicks"
                        + " under account 123456789012 is invalid because it did not come from this"
                        + " stream.");
        assertRefused(
                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER").startingSequenceNumber(future),
                "StartingSequenceNumber "
                        + future
                        + " used in GetShardIterator on shard shardId-000000000000 in stream clicks"
                        + " under account 123456789012 is invalid.");
    }

    @Test
    void refusesContradictions() {
        String rule =
                "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                        + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                        + " StartingSequenceNumber. ";
        assertRefused(
                r -> r.shardIteratorType("LATEST").startingSequenceNumber("7"),
                rule + "Request specified LATEST and also a StartingSequenceNumber.");
        assertRefused(
                r -> r.shardIteratorType("AT_SEQUENCE_NUMBER"),
                rule + "Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.");
        assertRefused(
                r -> r.shardIteratorType("AT_TIMESTAMP"),
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.");
        long now = start.toEpochMilli();
        assertRefused(
                r -> r.shardIteratorType("AT_TIMESTAMP").timestamp(start.plusMillis(1)),
                "The timestampInMillis parameter cannot be greater than the"
                        + " currentTimestampInMillis. timestampInMillis: "
                        + (now + 1)
                        + ", currentTimestampInMillis: "
                        + now);
    }

    @Test
    void refusesShardsThatAreNotThere() {
        assertRefused(
                r -> r.shardId("shard-1").shardIteratorType("LATEST"),
                "Could not find shard shard-1 in stream clicks under account 123456789012.");
        assertRefused(
                r -> r.shardId("shardId-000000000009").shardIteratorType("LATEST"),
                "Shard shardId-000000000009 in stream clicks under account 123456789012 does not"
                        + " exist");
        assertRefused(
                r -> r.streamName("other").shardIteratorType("LATEST"),
                "Shard shardId-000000000000 in stream other under account 123456789012 does not"
                        + " exist");
    }

    @Test
    void allowsFiveCallsASecondWhenQuotasHold() {
        stream.holdQuotas(true);
        for (int i = 0; i < 5; i++) {
            harness.iterator(ShardIteratorType.LATEST);
        }
        assertThatThrownBy(() -> harness.iterator(ShardIteratorType.LATEST))
                .isInstanceOf(ThroughputExceeded.class);
        harness.clock.advance(Duration.ofSeconds(1));
        harness.iterator(ShardIteratorType.LATEST);
    }

    private void assertRefused(Consumer<GetShardIteratorRequest.Builder> request, String message) {
        assertThatThrownBy(() -> harness.iterator(request))
                .isInstanceOf(DataStreamException.class)
                .hasMessage(message);
    }
}
