package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogFull;

import org.junit.jupiter.api.Test;

import java.util.Base64;

final class PutRecordTest {
    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void keepsTheRecordAndAnswersItsId() {
        firehose.createStream("clicks", "");
        FirehoseHarness.Answer answer = put("aGVsbG8=");
        assertThat(answer.body().get("RecordId").asText()).matches("[A-Za-z0-9+/]{56,}");
        assertThat(answer.body().get("Encrypted").asBoolean()).isFalse();
        assertThat(firehose.engine.records()).containsExactly("hello");
    }

    @Test
    void acceptsEmptyData() {
        firehose.createStream("clicks", "");
        assertThat(put("").status()).isEqualTo(200);
        assertThat(firehose.engine.records()).containsExactly("");
    }

    @Test
    void acceptsAThousandKibibytesAndNotAByteMore() {
        firehose.createStream("clicks", "");
        assertThat(put(base64(1_024_000)).status()).isEqualTo(200);
        assertThat(put(base64(1_024_001)).error())
                .isEqualTo(
                        "ValidationException: 1 validation error detected: Value at 'record.data'"
                            + " failed to satisfy constraint: Member must have length less than or"
                            + " equal to 1024000");
        assertThat(firehose.telemetry.count("hydrant_firehose_incoming_bytes_total"))
                .isEqualTo(1_024_000);
    }

    @Test
    void saysThatAStreamIsEncrypted() {
        firehose.createStream("clicks", "");
        firehose.ask("StartDeliveryStreamEncryption", "{'DeliveryStreamName':'clicks'}");
        assertThat(put("").body().get("Encrypted").asBoolean()).isFalse();
        firehose.background.runAll();
        assertThat(put("").body().get("Encrypted").asBoolean()).isTrue();
    }

    @Test
    void asksToRetryWhileTheStreamIsCreating() {
        firehose.ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'clicks','S3DestinationConfiguration':"
                        + FirehoseHarness.s3("")
                        + "}");
        assertThat(put("").status()).isEqualTo(500);
        assertThat(put("").error())
                .isEqualTo(
                        "ServiceUnavailableException: Firehose clicks under accountId 111122223333"
                                + " is CREATING. Slow down.");
    }

    @Test
    void findsNoStreamThatIsBeingDeleted() {
        firehose.createStream("clicks", "");
        firehose.ask("DeleteDeliveryStream", "{'DeliveryStreamName':'clicks'}");
        assertThat(put("").error()).startsWith("ResourceNotFoundException: ");
    }

    @Test
    void asksToRetryWhenTheLogIsFull() {
        firehose.createStream("clicks", "");
        firehose.engine.beforeEachCall(
                _ -> {
                    throw new LogFull("the quota is used up");
                });
        assertThat(put("").status()).isEqualTo(500);
        assertThat(put("").error()).isEqualTo("ServiceUnavailableException: Slow down.");
        assertThat(firehose.telemetry.count("hydrant_firehose_refused_records_total")).isEqualTo(2);
    }

    @Test
    void keepsTheReasonOfAnInternalFailureToItself() {
        firehose.createStream("clicks", "");
        firehose.engine.beforeEachCall(
                _ -> {
                    throw new LogFailed("/data/log/segment-7 is damaged");
                });
        assertThat(put("").status()).isEqualTo(500);
        assertThat(put("").error())
                .isEqualTo("InternalFailure: The request failed for an internal reason.");
    }

    @Test
    void saysThatTheStreamIsGoneWhenItWasDeletedMeanwhile() {
        firehose.createStream("clicks", "");
        firehose.engine.beforeEachCall(
                method -> {
                    if (method.equals("append")) {
                        firehose.ask("DeleteDeliveryStream", "{'DeliveryStreamName':'clicks'}");
                        firehose.background.runAll();
                    }
                });
        assertThat(put("").error()).startsWith("ResourceNotFoundException: ");
    }

    private FirehoseHarness.Answer put(String data) {
        return firehose.call(
                "PutRecord", "{'DeliveryStreamName':'clicks','Record':{'Data':'" + data + "'}}");
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
