package io.hydrant.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

final class StartDeliveryStreamEncryptionTest {
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/a";

    private final FirehoseHarness firehose = new FirehoseHarness();

    @BeforeEach
    void createStream() {
        firehose.createStream("clicks", "");
    }

    @Test
    void isEnablingAtFirstThenEnabledByAnOwnedKey() {
        assertThat(start("").body()).isEmpty();
        assertThat(described()).isEqualTo("{'KeyType':'AWS_OWNED_CMK','Status':'ENABLING'}");
        firehose.background.runAll();
        assertThat(described()).isEqualTo("{'KeyType':'AWS_OWNED_CMK','Status':'ENABLED'}");
    }

    @Test
    void changesTheKeyOfAnEncryptedStream() {
        start("");
        firehose.background.runAll();
        start(
                ",'DeliveryStreamEncryptionConfigurationInput':{'KeyType':'CUSTOMER_MANAGED_CMK',"
                        + "'KeyARN':'"
                        + KEY
                        + "'}");
        firehose.background.runAll();
        assertThat(described())
                .isEqualTo(
                        "{'KeyARN':'"
                                + KEY
                                + "','KeyType':'CUSTOMER_MANAGED_CMK','Status':'ENABLED'}");
    }

    @Test
    void refusesAChangeDuringAChange() {
        start("");
        assertThat(start("").error())
                .isEqualTo(
                        "ResourceInUseException: Firehose clicks under accountId 111122223333 is"
                                + " changing its encryption: ENABLING");
    }

    @Test
    void refusesAKeyTheTypeDoesNotGoWith() {
        assertThat(
                        start(
                                        ",'DeliveryStreamEncryptionConfigurationInput':"
                                                + "{'KeyType':'CUSTOMER_MANAGED_CMK'}")
                                .error())
                .isEqualTo(
                        "InvalidArgumentException: KeyARN has to be specified when KeyType is"
                                + " CUSTOMER_MANAGED_CMK");
    }

    @Test
    void refusesMoreThanTwentyFiveChangesADay() {
        for (int i = 0; i < 25; i++) {
            assertThat(start("").status()).isEqualTo(200);
            firehose.background.runAll();
        }
        assertThat(start("").error())
                .isEqualTo(
                        "LimitExceededException: Firehose clicks has changed its encryption 25"
                                + " times in 24 hours");
        firehose.clock.advance(Duration.ofHours(24));
        assertThat(start("").status()).isEqualTo(200);
    }

    private FirehoseHarness.Answer start(String members) {
        return firehose.call(
                "StartDeliveryStreamEncryption", "{'DeliveryStreamName':'clicks'" + members + "}");
    }

    private String described() {
        return firehose.describe("clicks")
                .get("DeliveryStreamEncryptionConfiguration")
                .toString()
                .replace('"', '\'');
    }
}
