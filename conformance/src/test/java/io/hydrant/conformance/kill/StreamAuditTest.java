package io.hydrant.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.kill.StreamAttempts.Attempt;
import io.hydrant.conformance.stream.ShardGraph;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The harness must see each way in which a server can break its promise.
class StreamAuditTest {
    private static final String SHARD = "shardId-000000000000";
    private static final Channel CHANNEL = new Channel(0);
    private static final ShardGraph GRAPH =
            new ShardGraph(
                    List.of(
                            Shard.builder()
                                    .shardId(SHARD)
                                    .hashKeyRange(
                                            range ->
                                                    range.startingHashKey("0")
                                                            .endingHashKey(
                                                                    BigInteger.TWO
                                                                            .pow(128)
                                                                            .subtract(
                                                                                    BigInteger.ONE)
                                                                            .toString()))
                                    .sequenceNumberRange(range -> range.startingSequenceNumber("1"))
                                    .build()));

    private final StreamAttempts attempts = new StreamAttempts();
    private final StreamJournal stream = new StreamJournal("the stream", attempts);

    @Test
    void findsNothingWhenAllIsThere() {
        stored(put(0), 10);
        stored(put(1), 11);

        assertThat(audit()).isEmpty();
    }

    @Test
    void allowsARecordOfWhichNobodyWasTold() {
        stream.accept(SHARD, record(attempts.begin(CHANNEL, 0, 1), 9));
        stored(put(0), 10);

        assertThat(audit()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedRecordThatIsMissing() {
        acknowledged(put(0), 10);

        assertThat(audit())
                .singleElement()
                .asString()
                .contains("was acknowledged at")
                .contains("is at null");
    }

    @Test
    void findsAnAcknowledgedRecordAtAnotherNumber() {
        Attempt attempt = put(0);
        acknowledged(attempt, 10);
        stream.accept(SHARD, record(attempt, 12));

        assertThat(audit()).singleElement().asString().contains("was acknowledged at");
    }

    @Test
    void findsARecordThatWasStoredTwice() {
        Attempt attempt = put(0);
        stored(attempt, 10);
        stream.accept(SHARD, record(attempt, 9 + 2));

        assertThat(audit())
                .anyMatch(what -> what.contains("is at Position") && what.contains(" and "));
    }

    @Test
    void findsAChannelOutOfOrder() {
        Attempt first = put(0);
        stored(put(1), 10);
        stored(first, 11);

        assertThat(audit()).singleElement().asString().contains("is before");
    }

    @Test
    void findsNumbersThatFall() {
        stored(put(0), 11);
        stored(put(1), 10);

        assertThat(audit()).anyMatch(what -> what.contains("comes after 11"));
    }

    @Test
    void findsADamagedRecord() {
        Attempt attempt = put(0);
        byte[] data = attempt.data();
        data[data.length - 4]++;
        stream.accept(
                SHARD, record(attempt, 10).toBuilder().data(SdkBytes.fromByteArray(data)).build());

        assertThat(audit()).containsExactly("the stream: 10 in " + SHARD + " is what nobody put");
    }

    @Test
    void findsAReaderThatMissedARecord() {
        stored(put(0), 10);
        Attempt second = put(1);
        stored(second, 11);
        StreamJournal reader = new StreamJournal("reader", attempts);
        reader.accept(SHARD, record(second, 11));
        StreamAudit audit = new StreamAudit(GRAPH, stream, attempts);

        audit.auditReader(reader);

        assertThat(audit.violations())
                .singleElement()
                .asString()
                .startsWith("reader: " + SHARD + " has 2 records and 1 were read");
    }

    @Test
    void findsADeliveryThatIsMissingOrTwice() {
        Attempt first = put(0);
        Attempt second = put(1);
        SourceCensus census = new SourceCensus("lake", attempts.all());

        census.read(objects("a", first.data(), "b", first.data()), false);
        census.compare(List.of(first, second));

        assertThat(census.violations())
                .anyMatch(what -> what.startsWith("lake: 2 times: "))
                .anyMatch(what -> what.startsWith("lake: 0 times: "));
    }

    @Test
    void findsADeliveryOutOfOrder() {
        Attempt first = put(0);
        Attempt second = put(1);
        String later = "s-1-2026-01-01-00-00-02-00000000-0000-0000-0000-000000000000";
        String earlier = "s-1-2026-01-01-00-00-01-ffffffff-0000-0000-0000-000000000000";
        SourceCensus census = new SourceCensus("lake", attempts.all());

        census.read(objects(later, first.data(), earlier, second.data()), false);
        census.compare(List.of(first, second));

        assertThat(census.violations()).singleElement().asString().contains("is before");
    }

    @Test
    void findsADeliveryThatIsNotInTheStream() {
        Attempt first = put(0);
        SourceCensus census = new SourceCensus("lake", attempts.all());

        census.read(
                objects("a", first.data(), "b", "{}\n".getBytes(StandardCharsets.UTF_8)), false);
        census.compare(List.of());

        assertThat(census.violations())
                .containsExactly(
                        "lake: b holds what nobody put: {}", "lake: 0 is not in the stream");
    }

    @Test
    void knowsTheRecordsOfAnAggregate() {
        Attempt aggregate = attempts.begin(new Channel(3), 5, 4);
        stored(aggregate, 10);

        assertThat(new String(aggregate.data(), StandardCharsets.ISO_8859_1))
                .contains(aggregate.record(0).line(), aggregate.record(3).line());
        assertThat(audit()).isEmpty();
    }

    private List<String> audit() {
        StreamAudit audit = new StreamAudit(GRAPH, stream, attempts);
        audit.auditStream();
        return audit.violations();
    }

    private Attempt put(int number) {
        return attempts.begin(CHANNEL, number, 1);
    }

    private void stored(Attempt attempt, int number) {
        acknowledged(attempt, number);
        stream.accept(SHARD, record(attempt, number));
    }

    private void acknowledged(Attempt attempt, int number) {
        attempts.acknowledge(
                attempt, new StreamAttempts.Position(SHARD, BigInteger.valueOf(number)));
    }

    private static Record record(Attempt attempt, int number) {
        return Record.builder()
                .sequenceNumber(Integer.toString(number))
                .partitionKey(attempt.channel().partitionKey())
                .data(SdkBytes.fromByteArray(attempt.data()))
                .approximateArrivalTimestamp(Instant.EPOCH)
                .build();
    }

    private static SortedMap<String, byte[]> objects(
            String first, byte[] firstContent, String second, byte[] secondContent) {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        objects.put(first, firstContent);
        objects.put(second, secondContent);
        return objects;
    }
}
