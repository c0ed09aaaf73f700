package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeleteDeliveryStreamTest {
    private static final String CLICKS = "{'DeliveryStreamName':'clicks'}";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @Test
    void isGoneALittleLater() {
        firehose.createStream("clicks", "");
        assertThat(firehose.ask("DeleteDeliveryStream", CLICKS)).isEmpty();
        assertThat(firehose.describe("clicks").get("DeliveryStreamStatus").asText())
                .isEqualTo("DELETING");
        firehose.background.runAll();
        assertThat(firehose.call("DescribeDeliveryStream", CLICKS).error())
                .isEqualTo(
                        "ResourceNotFoundException: Firehose clicks under account 111122223333 not"
                                + " found.");
        assertThat(firehose.engine.running()).isEmpty();
    }

    @Test
    void acceptsForceAndBeingAskedTwice() {
        firehose.createStream("clicks", "");
        firehose.ask("DeleteDeliveryStream", CLICKS);
        firehose.ask(
                "DeleteDeliveryStream", "{'DeliveryStreamName':'clicks','AllowForceDelete':true}");
        firehose.background.runAll();
        assertThat(firehose.call("DeleteDeliveryStream", CLICKS).error())
                .startsWith("ResourceNotFoundException: ");
    }

    @Test
    void isRefusedWhileCreating() {
        firehose.ask(
                "CreateDeliveryStream",
                "{'DeliveryStreamName':'clicks','S3DestinationConfiguration':"
                        + FirehoseHarness.s3("")
                        + "}");
        assertThat(firehose.call("DeleteDeliveryStream", CLICKS).error())
                .isEqualTo(
                        "ResourceInUseException: Firehose clicks under accountId 111122223333 is"
                                + " CREATING");
    }

    @Test
    void letsTheNameBeUsedAgainFromVersionOne() {
        firehose.createStream("clicks", "'Prefix':'old/'");
        firehose.ask("DeleteDeliveryStream", CLICKS);
        firehose.background.runAll();
        firehose.createStream("clicks", "");
        assertThat(firehose.describe("clicks").get("VersionId").asText()).isEqualTo("1");
        assertThat(firehose.describeExtendedS3("clicks").has("Prefix")).isFalse();
    }
}
