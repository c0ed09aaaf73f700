package io.hydrant.functions.mapping.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.api.MemoryObjects;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class DestinationsTest {
    private static final DataStreamId STREAM =
            new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), "clicks");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MemoryObjects objects = new MemoryObjects();
    private final List<String> told = new ArrayList<>();
    private final Destinations.RecordSink sink =
            (arn, _, record) -> told.add(arn + " " + new String(record, StandardCharsets.UTF_8));
    private final Destinations destinations = new Destinations(objects, sink, sink, sink);

    /// Shape: a record of the service.
    @Test
    void writesAnObjectWithTheEventToABucket() throws Exception {
        destinations
                .find("arn:aws:s3:::failures")
                .tell(givenUp(Condition.RETRIES_EXHAUSTED, Optional.of(invoked(true))));

        String address =
                "s3://failures/aws/lambda/u-1/shardId-000000000000/2026/01/02/"
                        + "2026-01-02T03.04.05-0b1c";
        assertThat(objects.byAddress).containsOnlyKeys(address);
        JsonNode record = new ObjectMapper().readTree(objects.byAddress.get(address));
        assertThat(record.path("requestContext").toString())
                .isEqualTo(
                        "{\"requestId\":\"r-1\",\"functionArn\":\"arn:f\",\"condition\":"
                                + "\"RetryAttemptsExhausted\",\"approximateInvokeCount\":2}");
        assertThat(record.path("responseContext").toString())
                .isEqualTo(
                        "{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":"
                                + "\"Unhandled\"}");
        assertThat(record.path("version").textValue()).isEqualTo("1.0");
        assertThat(record.path("timestamp").textValue()).isEqualTo("2026-01-02T03:04:05.678Z");
        JsonNode info = record.path("KinesisBatchInfo");
        assertThat(info.path("shardId").textValue()).isEqualTo("shardId-000000000000");
        assertThat(info.path("startSequenceNumber").textValue()).hasSize(56);
        assertThat(info.path("endSequenceNumber").textValue())
                .isGreaterThan(info.path("startSequenceNumber").textValue());
        assertThat(info.path("approximateArrivalOfFirstRecord").textValue())
                .isEqualTo("2026-01-02T03:00:00.000Z");
        assertThat(info.path("batchSize").intValue()).isEqualTo(3);
        assertThat(info.path("streamArn").textValue()).isEqualTo(STREAM.toString());
        assertThat(record.path("payload").path("Records").isArray()).isTrue();
    }

    @Test
    void saysNoFunctionErrorWhenItemsFailed() throws Exception {
        JsonNode record = record(givenUp(Condition.RETRIES_EXHAUSTED, Optional.of(invoked(false))));

        assertThat(record.path("responseContext").path("functionError").isNull()).isTrue();
    }

    @Test
    void saysNothingOfAnswersWhenRecordsWereTooOld() throws Exception {
        JsonNode record = record(givenUp(Condition.AGE_EXCEEDED, Optional.of(invoked(true))));

        assertThat(record.has("responseContext")).isFalse();
        assertThat(record.path("requestContext").path("condition").textValue())
                .isEqualTo("RecordAgeExceeded");
    }

    @Test
    void tellsStreamsAndFunctionsByTheirArns() throws Exception {
        for (String service : List.of("kinesis", "firehose", "lambda")) {
            String arn = "arn:aws:" + service + ":eu-west-1:111122223333:some/thing";
            FailureDestination destination = destinations.find(arn);
            destination.tell(givenUp(Condition.TOO_LARGE, Optional.empty()));

            assertThat(destination.takesEvents()).isFalse();
            assertThat(told.removeLast()).startsWith(arn + " {\"requestContext\"");
        }
    }

    @Test
    void refusesQueues() {
        assertThatThrownBy(() -> destinations.find("arn:aws:sqs:eu-west-1:111122223333:q"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("arn:aws:sqs:eu-west-1:111122223333:q");
    }

    private JsonNode record(GivenUp batch) throws InterruptedException, IOException {
        destinations.find("arn:aws:kinesis:eu-west-1:111122223333:stream/s").tell(batch);
        String text = told.getLast();
        return new ObjectMapper().readTree(text.substring(text.indexOf('{')));
    }

    private static Invoked invoked(boolean failed) {
        Optional<InvocationOutcome.Failure> failure =
                failed ? Optional.of(new InvocationOutcome.Failure("Error")) : Optional.empty();
        return new Invoked(new InvocationOutcome(new byte[0], failure, new byte[0]), "$LATEST");
    }

    private static GivenUp givenUp(Condition condition, Optional<Invoked> last) {
        MappingSettings settings =
                new MappingSettings(
                        "arn:f",
                        100,
                        Duration.ZERO,
                        1,
                        OptionalInt.of(1),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        List.of());
        Mapping mapping =
                new Mapping(
                        "u-1",
                        STREAM,
                        Optional.empty(),
                        new Mapping.Start.TrimHorizon(),
                        "arn:r",
                        settings);
        SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
        Shard shard = new MemoryStreams(new MemoryLog(clock), clock).create(STREAM, 1).shard(0);
        long arrival = Instant.parse("2026-01-02T03:00:00Z").toEpochMilli();
        Batch batch =
                new Batch(
                        List.of(new Batch.Span(4, arrival, 0, 3)),
                        3,
                        1_000,
                        RecordPosition.ofFrame(5));
        return new GivenUp(
                "0b1c",
                mapping,
                shard,
                batch,
                condition,
                2,
                last.map(invoked -> new GivenUp.LastCall("r-1", invoked)),
                Optional.of("{\"Records\":[]}".getBytes(StandardCharsets.UTF_8)),
                NOW);
    }
}
