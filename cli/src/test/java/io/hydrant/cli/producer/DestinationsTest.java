package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class DestinationsTest {
    private static final String NOT_FOUND =
            "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Stream x not found.\"}";

    private final FakeStreams server = new FakeStreams();
    private final WireClient wire = server.connect();
    private final Resending resending = new Resending(_ -> {}, new Random(42), _ -> {});

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @Test
    void putsRecordsIntoAStreamWithTheirKeys() throws InterruptedException {
        server.answering(
                200,
                "{\"FailedRecordCount\":0,\"EncryptionType\":\"NONE\",\"Records\":["
                        + "{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"},"
                        + "{\"SequenceNumber\":\"2\",\"ShardId\":\"shardId-0\"}]}");
        RecordDestination stream = new StreamDestination(wire, resending, "trips");

        RecordDestination.Sent sent =
                stream.send(
                        List.of(
                                outgoing("one", "plain", Optional.of("17")),
                                outgoing("", "a\"b\\ü😀", Optional.empty())));

        assertThat(server.asked())
                .singleElement()
                .satisfies(
                        asked -> {
                            assertThat(asked.target()).isEqualTo("Kinesis_20131202.PutRecords");
                            assertThat(asked.input().toString())
                                    .isEqualTo(
                                            "{\"StreamName\":\"trips\",\"Records\":["
                                                + "{\"Data\":\"b25l\",\"PartitionKey\":\"plain\","
                                                + "\"ExplicitHashKey\":\"17\"},"
                                                + "{\"Data\":\"\",\"PartitionKey\":\"a\\\"b\\\\ü😀\"}]}");
                        });
        assertThat(sent).isEqualTo(new RecordDestination.Sent(2, 3 + 5 + 10, 0));
    }

    @Test
    void sendsThrottledRecordsOfAStreamAgain() throws InterruptedException {
        server.answering(
                        200,
                        "{\"FailedRecordCount\":1,\"Records\":["
                                + "{\"ErrorCode\":\"ProvisionedThroughputExceededException\","
                                + "\"ErrorMessage\":\"Rate exceeded\"},"
                                + "{\"SequenceNumber\":\"2\",\"ShardId\":\"shardId-0\"}]}")
                .answering(503, "Service Unavailable")
                .answering(
                        200,
                        "{\"Records\":[{\"SequenceNumber\":\"3\",\"ShardId\":\"shardId-0\"}]}");
        RecordDestination stream = new StreamDestination(wire, resending, "trips");

        RecordDestination.Sent sent =
                stream.send(
                        List.of(
                                outgoing("one", "k", Optional.empty()),
                                outgoing("two", "k", Optional.empty())));

        assertThat(sent.resent()).isEqualTo(1);
        assertThat(server.asked())
                .extracting(asked -> asked.input().path("Records").size())
                .containsExactly(2, 1, 1);
        assertThat(server.asked().getLast().input().at("/Records/0/Data").asText())
                .isEqualTo("b25l");
    }

    @Test
    void putsRecordsIntoADeliveryStreamWithoutKeys() throws InterruptedException {
        server.answering(
                        200,
                        "{\"FailedPutCount\":1,\"Encrypted\":false,\"RequestResponses\":["
                                + "{\"RecordId\":\"x\"},"
                                + "{\"ErrorCode\":\"ServiceUnavailableException\","
                                + "\"ErrorMessage\":\"Slow down.\"}]}")
                .answering(200, "{\"RequestResponses\":[{\"RecordId\":\"y\"}]}");
        RecordDestination stream = new DeliveryStreamDestination(wire, resending, "clicks");

        RecordDestination.Sent sent =
                stream.send(
                        List.of(
                                outgoing("one", "k", Optional.of("1")),
                                outgoing("two", "k", Optional.empty())));

        assertThat(server.asked().getFirst().target())
                .isEqualTo("Firehose_20150804.PutRecordBatch");
        assertThat(server.asked())
                .extracting(asked -> asked.input().toString())
                .containsExactly(
                        "{\"DeliveryStreamName\":\"clicks\",\"Records\":"
                                + "[{\"Data\":\"b25l\"},{\"Data\":\"dHdv\"}]}",
                        "{\"DeliveryStreamName\":\"clicks\",\"Records\":[{\"Data\":\"dHdv\"}]}");
        assertThat(sent).isEqualTo(new RecordDestination.Sent(2, 6, 1));
    }

    @Test
    void saysHowToCreateAStreamThatIsNotThere() {
        server.answering(400, NOT_FOUND);
        RecordDestination stream = new StreamDestination(wire, resending, "trips");

        assertThatThrownBy(() -> stream.send(List.of(outgoing("a", "k", Optional.empty()))))
                .isInstanceOf(WireFailure.class)
                .hasMessage(
                        "no stream named trips; create it with `aws kinesis create-stream"
                                + " --stream-name trips --shard-count 1 --endpoint-url "
                                + server.endpoint()
                                + "`");
    }

    @Test
    void saysHowToCreateADeliveryStreamThatIsNotThere() {
        server.answering(400, NOT_FOUND);
        RecordDestination stream = new DeliveryStreamDestination(wire, resending, "clicks");

        assertThatThrownBy(() -> stream.send(List.of(outgoing("a", "k", Optional.empty()))))
                .isInstanceOf(WireFailure.class)
                .hasMessageStartingWith(
                        "no delivery stream named clicks; create it with `aws firehose"
                                + " create-delivery-stream --delivery-stream-name clicks ");
    }

    @Test
    void refusesAnAnswerToAnotherNumberOfRecords() {
        server.answering(200, "{\"FailedRecordCount\":0,\"Records\":[]}");
        RecordDestination stream = new StreamDestination(wire, resending, "trips");

        assertThatThrownBy(() -> stream.send(List.of(outgoing("a", "k", Optional.empty()))))
                .isInstanceOf(WireFailure.class)
                .hasMessage("the server answered with 0 results to 1 records");
    }

    @Test
    void refusesAnAnswerThatIsNotJson() {
        server.answering(200, "<html>");
        RecordDestination stream = new StreamDestination(wire, resending, "trips");

        assertThatThrownBy(() -> stream.send(List.of(outgoing("a", "k", Optional.empty()))))
                .isInstanceOf(WireFailure.class)
                .hasMessage("the server answered something else than JSON");
    }

    private static OutgoingRecord outgoing(String data, String key, Optional<String> hashKey) {
        return new OutgoingRecord(data.getBytes(StandardCharsets.UTF_8), key, hashKey);
    }
}
