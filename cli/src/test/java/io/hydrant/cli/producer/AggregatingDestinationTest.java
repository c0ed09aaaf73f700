package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.cli.client.WireClient;
import io.hydrant.wire.kpl.AggregatedRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class AggregatingDestinationTest {
    private static final String MIDDLE = "170141183460469231731687303715884105728";
    private static final String LAST = "340282366920938463463374607431768211455";
    private static final String TWO_SHARDS =
            "{\"Shards\":[%s,%s,%s]}"
                    .formatted(
                            shard("closed", "0", LAST, ",\"EndingSequenceNumber\":\"9\""),
                            shard("low", "0", "170141183460469231731687303715884105727", ""),
                            shard("high", MIDDLE, LAST, ""));

    private final FakeStreams server = new FakeStreams();
    private final WireClient wire = server.connect();
    private final SteppedTime time = new SteppedTime();
    private final AggregatingDestination destination =
            destination(new Resending(time, new Random(42), _ -> {}));

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @Test
    void packsTheRecordsOfEachShardIntoOneAggregate() throws InterruptedException {
        server.answering(200, TWO_SHARDS).answering(200, put("low", "high"));

        RecordDestination.Sent sent =
                destination.send(
                        List.of(
                                outgoing("a", "0"),
                                outgoing("b", LAST),
                                outgoing("c", "1"),
                                outgoing("d", MIDDLE)));

        JsonNode records = server.asked().getLast().input().path("Records");
        assertThat(records.size()).isEqualTo(2);
        assertThat(userRecords(records.get(0))).containsExactly("a", "c");
        assertThat(userRecords(records.get(1))).containsExactly("b", "d");
        assertThat(records.get(0).path("PartitionKey").asText()).isEqualTo("a");
        assertThat(records.get(0).path("ExplicitHashKey").asText()).isEqualTo("0");
        assertThat(records.get(1).path("ExplicitHashKey").asText()).isEqualTo(MIDDLE);
        assertThat(sent.records()).isEqualTo(4);
        assertThat(sent.resent()).isZero();
    }

    @Test
    void foretellsTheShardFromTheMd5OfThePartitionKey() {
        OpenShards shards = new ShardListing(wire(TWO_SHARDS), "trips").ask();

        // md5("a") = 0cc1..., md5("b") = 92eb...
        assertThat(shards.of(OpenShards.hash(keyed("a"))))
                .map(OpenShards.OpenShard::id)
                .contains("low");
        assertThat(shards.of(OpenShards.hash(keyed("b"))))
                .map(OpenShards.OpenShard::id)
                .contains("high");
        assertThat(shards.all()).hasSize(2);
    }

    @Test
    void readsTheListOfShardsPageByPage() {
        server.answering(
                        200,
                        "{\"NextToken\":\"more\",\"Shards\":[%s]}"
                                .formatted(shard("low", "0", "9", "")))
                .answering(200, "{\"Shards\":[%s]}".formatted(shard("high", "10", "19", "")));

        assertThat(new ShardListing(wire, "trips").ask().all())
                .extracting(OpenShards.OpenShard::id)
                .containsExactly("low", "high");
        assertThat(server.asked().getLast().input().toString())
                .isEqualTo("{\"NextToken\":\"more\"}");
    }

    @Test
    void sendsARecordThatIsAloneAsItIs() throws InterruptedException {
        server.answering(200, TWO_SHARDS).answering(200, put("low"));

        destination.send(List.of(outgoing("alone", "5")));

        JsonNode record = server.asked().getLast().input().at("/Records/0");
        assertThat(record.path("PartitionKey").asText()).isEqualTo("key");
        assertThat(record.path("ExplicitHashKey").asText()).isEqualTo("5");
        assertThat(new String(data(record), StandardCharsets.UTF_8)).isEqualTo("alone");
    }

    @Test
    void makesNoAggregateLongerThanTheKinesisProducerLibraryDoes() throws InterruptedException {
        server.answering(200, TWO_SHARDS).answering(200, put("low", "low", "low"));
        List<OutgoingRecord> batch = new ArrayList<>();
        for (int number = 0; number < 110; number++) {
            batch.add(outgoing("x".repeat(1_000), "0"));
        }

        destination.send(batch);

        int userRecords = 0;
        for (JsonNode record : server.asked().getLast().input().path("Records")) {
            assertThat(data(record).length).isLessThanOrEqualTo(51_200);
            userRecords += userRecords(record).size();
        }
        assertThat(userRecords).isEqualTo(110);
    }

    @Test
    void sendsAnAggregateAgainWhoseShardWasSplitInTheMeantime() throws InterruptedException {
        String oneShard = "{\"Shards\":[%s]}".formatted(shard("whole", "0", LAST, ""));
        server.answering(200, oneShard)
                .answering(200, put("low"))
                .answering(200, TWO_SHARDS)
                .answering(200, put("low", "high"));

        RecordDestination.Sent sent =
                destination.send(List.of(outgoing("a", "0"), outgoing("b", LAST)));

        JsonNode again = server.asked().getLast().input().path("Records");
        assertThat(again.findValuesAsText("ExplicitHashKey")).containsExactly("0", LAST);
        assertThat(sent.resent()).isEqualTo(2);
    }

    @Test
    void keepsAnAggregateWhoseRecordsAllBelongToTheNewShard() throws InterruptedException {
        String oneShard = "{\"Shards\":[%s]}".formatted(shard("whole", "0", LAST, ""));
        server.answering(200, oneShard).answering(200, put("low")).answering(200, TWO_SHARDS);

        RecordDestination.Sent sent =
                destination.send(List.of(outgoing("a", "0"), outgoing("b", "1")));

        assertThat(sent.resent()).isZero();
        assertThat(server.asked()).hasSize(3);
    }

    private AggregatingDestination destination(Resending resending) {
        return new AggregatingDestination(
                time,
                new ShardListing(wire, "trips"),
                new StreamDestination(wire, resending, "trips"),
                resending);
    }

    private WireClient wire(String answer) {
        server.answering(200, answer);
        return wire;
    }

    private static String shard(String id, String first, String last, String ending) {
        return ("{\"ShardId\":\"%s\",\"HashKeyRange\":{\"StartingHashKey\":\"%s\","
                        + "\"EndingHashKey\":\"%s\"},\"SequenceNumberRange\":"
                        + "{\"StartingSequenceNumber\":\"1\"%s}}")
                .formatted(id, first, last, ending);
    }

    private static String put(String... shardIds) {
        List<String> results = new ArrayList<>();
        for (String id : shardIds) {
            results.add("{\"SequenceNumber\":\"1\",\"ShardId\":\"" + id + "\"}");
        }
        return "{\"FailedRecordCount\":0,\"Records\":[" + String.join(",", results) + "]}";
    }

    private static OutgoingRecord outgoing(String data, String hashKey) {
        return new OutgoingRecord(
                data.getBytes(StandardCharsets.UTF_8), "key", Optional.of(hashKey));
    }

    private static OutgoingRecord keyed(String partitionKey) {
        return new OutgoingRecord(new byte[0], partitionKey, Optional.empty());
    }

    private static byte[] data(JsonNode record) {
        return Base64.getDecoder().decode(record.path("Data").asText());
    }

    private static List<String> userRecords(JsonNode record) {
        AggregatedRecord aggregate =
                AggregatedRecord.parse(ByteBuffer.wrap(data(record))).orElseThrow();
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < aggregate.count(); index++) {
            texts.add(StandardCharsets.UTF_8.decode(aggregate.data(index)).toString());
        }
        return texts;
    }
}
