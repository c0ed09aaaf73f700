package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

/// A delivery stream that reads from a data stream, as a client of the Firehose API sees it.
final class KinesisSourceTest {
    private static final String NOT_PERMITTED =
            "InvalidArgumentException: This operation is not permitted on KinesisStreamAsSource"
                    + " delivery stream type.";
    private static final String NO_ENCRYPTION =
            "InvalidArgumentException: Server side encryption from firehose is only allowed for"
                    + " direct put delivery streams and database as a source delivery streams";
    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void create() {
        firehose.createReadingStream("clicks", "trips");
    }

    @Test
    void describesItsSourceAndNoEncryption() {
        firehose.clock.advance(Duration.ofHours(1));
        JsonNode described = firehose.describe("clicks");
        assertThat(described.get("DeliveryStreamType").asText()).isEqualTo("KinesisStreamAsSource");
        assertThat(described.get("DeliveryStreamStatus").asText()).isEqualTo("ACTIVE");
        assertThat(described.has("DeliveryStreamEncryptionConfiguration")).isFalse();
        assertThat(described.get("Source"))
                .isEqualTo(
                        FirehoseHarness.json(
                                "{'KinesisStreamSourceDescription':{'KinesisStreamARN':"
                                        + "'arn:aws:kinesis:eu-west-1:111122223333:stream/trips',"
                                        + "'RoleARN':'"
                                        + FirehoseHarness.ROLE
                                        + "','DeliveryStartTimestamp':1767225600.25}}"));
    }

    @Test
    void tellsTheEngineWhereToReadFromAndSinceWhen() {
        DataStreamSource source = firehose.plan("clicks").source().orElseThrow();
        assertThat(source)
                .isEqualTo(
                        new DataStreamSource(
                                new DataStreamId(
                                        new AccountId("111122223333"),
                                        new Region("eu-west-1"),
                                        "trips"),
                                Instant.parse("2026-01-01T00:00:00.250Z")));
    }

    @Test
    void takesNoPuts() {
        assertThat(
                        firehose.call(
                                        "PutRecord",
                                        "{'DeliveryStreamName':'clicks','Record':{'Data':'YQ=='}}")
                                .error())
                .isEqualTo(NOT_PERMITTED);
        assertThat(
                        firehose.call(
                                        "PutRecordBatch",
                                        "{'DeliveryStreamName':'clicks','Records':[{'Data':'YQ=='}]}")
                                .error())
                .isEqualTo(NOT_PERMITTED);
        assertThat(firehose.engine.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartDeliveryStreamEncryption", "StopDeliveryStreamEncryption"})
    void hasNoEncryptionOfItsOwn(String operation) {
        assertThat(firehose.call(operation, "{'DeliveryStreamName':'clicks'}").error())
                .isEqualTo(NO_ENCRYPTION);
    }

    @Test
    void keepsItsSourceWhenTheDestinationIsUpdated() {
        firehose.ask(
                "UpdateDestination",
                "{'DeliveryStreamName':'clicks','CurrentDeliveryStreamVersionId':'1',"
                        + "'DestinationId':'destinationId-000000000001',"
                        + "'ExtendedS3DestinationUpdate':{'Prefix':'v2/'}}");
        assertThat(firehose.plan("clicks").versionId()).isEqualTo(2);
        assertThat(firehose.plan("clicks").source()).isPresent();
        assertThat(firehose.describe("clicks").has("Source")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kinesis:us-east-1:111122223333:stream/trips",
                "arn:aws:kinesis:eu-west-1:999999999999:stream/trips"
            })
    void mustReadFromItsOwnAccountAndRegion(String arn) {
        assertThat(createReading(arn).error())
                .isEqualTo(
                        "InvalidArgumentException: The data stream must be in the account and"
                                + " region of the delivery stream, but is "
                                + arn);
    }

    @Test
    void mustNameADataStream() {
        assertThat(createReading("arn:aws:kinesis:eu-west-1:111122223333:stream").error())
                .startsWith(
                        "ValidationException: 1 validation error detected: Value at"
                                + " 'kinesisStreamSourceConfiguration.kinesisStreamARN'");
    }

    private FirehoseHarness.Answer createReading(String arn) {
        return firehose.call(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'other','DeliveryStreamType':'KinesisStreamAsSource',"
                        + "'KinesisStreamSourceConfiguration':{'RoleARN':'"
                        + FirehoseHarness.ROLE
                        + "','KinesisStreamARN':'"
                        + arn
                        + "'},'ExtendedS3DestinationConfiguration':"
                        + FirehoseHarness.s3("")
                        + "}");
    }
}
