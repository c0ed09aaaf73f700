package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StopDeliveryStreamEncryptionTest {
    private static final String CLICKS = "{'DeliveryStreamName':'clicks'}";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void isDisablingAtFirstThenDisabled() {
        firehose.createStream("clicks", "");
        firehose.ask("StartDeliveryStreamEncryption", CLICKS);
        firehose.background.runAll();
        assertThat(firehose.ask("StopDeliveryStreamEncryption", CLICKS)).isEmpty();
        assertThat(status()).isEqualTo("DISABLING");
        firehose.background.runAll();
        assertThat(status()).isEqualTo("DISABLED");
        assertThat(
                        firehose.describe("clicks")
                                .get("DeliveryStreamEncryptionConfiguration")
                                .has("KeyType"))
                .isFalse();
    }

    @Test
    void refusesAStreamThatIsNotActive() {
        firehose.ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'clicks','S3DestinationConfiguration':"
                        + FirehoseHarness.s3("")
                        + "}");
        assertThat(firehose.call("StopDeliveryStreamEncryption", CLICKS).error())
                .startsWith("ResourceInUseException: ");
    }

    private String status() {
        return firehose.describe("clicks")
                .get("DeliveryStreamEncryptionConfiguration")
                .get("Status")
                .asText();
    }
}
