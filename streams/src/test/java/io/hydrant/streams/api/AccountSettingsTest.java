package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class AccountSettingsTest {
    @TempDir Path directory;

    private KinesisHarness kinesis;

    @BeforeEach
    void open() {
        kinesis = new KinesisHarness(directory);
        kinesis.clock.advance(Duration.ofMillis(750));
    }

    @AfterEach
    void close() {
        kinesis.close();
    }

    @Test
    void startsWithoutACommitment() {
        assertThat(described()).isEqualTo("{'Status':'DISABLED'}");
    }

    @Test
    void aCommitmentLastsADay() {
        String enabled = "'StartedAt':1767225601,'EarliestAllowedEndAt':1767312001}";
        assertThat(update("ENABLED")).isEqualTo("{'Status':'ENABLED'," + enabled);
        kinesis.clock.advance(Duration.ofHours(1));
        assertThat(update("DISABLED"))
                .isEqualTo("{'Status':'ENABLED_UNTIL_EARLIEST_ALLOWED_END'," + enabled);
        assertThat(update("ENABLED")).isEqualTo("{'Status':'ENABLED'," + enabled);
        update("DISABLED");
        kinesis.clock.advance(Duration.ofHours(23));
        assertThat(described())
                .isEqualTo("{'Status':'DISABLED','StartedAt':1767225601,'EndedAt':1767312001}");
    }

    @Test
    void endsAtOnceAfterADay() {
        update("ENABLED");
        kinesis.clock.advance(Duration.ofHours(30));
        assertThat(update("DISABLED"))
                .isEqualTo("{'Status':'DISABLED','StartedAt':1767225601,'EndedAt':1767333601}");
    }

    @Test
    void warmThroughputNeedsACommitment() {
        kinesis.ask("CreateStream", "{'StreamName':'clicks'}");
        String warm = "{'StreamName':'clicks','WarmThroughputMiBps':100}";
        assertThat(kinesis.refusal("UpdateStreamWarmThroughput", warm))
                .startsWith("InvalidArgumentException: Warm throughput needs");
        update("ENABLED");
        assertThat(kinesis.ask("UpdateStreamWarmThroughput", warm).get("WarmThroughput").toString())
                .isEqualTo("{\"TargetMiBps\":100,\"CurrentMiBps\":100}");
        assertThat(kinesis.summary().at("/WarmThroughput/CurrentMiBps").asInt()).isEqualTo(100);
    }

    @Test
    void provisionedStreamsAreNotWarmed() {
        kinesis.createClicks(1);
        update("ENABLED");
        assertThat(
                        kinesis.refusal(
                                "UpdateStreamWarmThroughput",
                                "{'StreamName':'clicks','WarmThroughputMiBps':100}"))
                .isEqualTo(
                        "ValidationException: Request is invalid. Stream clicks under account"
                                + " 111122223333 is in Provisioned mode.");
    }

    private String update(String status) {
        return kinesis.ask(
                        "UpdateAccountSettings",
                        "{'MinimumThroughputBillingCommitment':{'Status':'" + status + "'}}")
                .get("MinimumThroughputBillingCommitment")
                .toString()
                .replace('"', '\'');
    }

    private String described() {
        return kinesis.ask("DescribeAccountSettings", "{}")
                .get("MinimumThroughputBillingCommitment")
                .toString()
                .replace('"', '\'');
    }
}
