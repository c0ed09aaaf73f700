package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class CallQuotasTest {
    private static final String TOO_OFTEN =
            "LimitExceededException: Rate exceeded for account 111122223333.";

    @TempDir Path directory;

    @Test
    void callsAreNotCountedUnlessQuotasHold() {
        try (KinesisHarness kinesis = new KinesisHarness(directory)) {
            for (int i = 0; i < 50; i++) {
                kinesis.ask("ListStreams", "{}");
            }
        }
    }

    @Test
    void theConfigurationHasThemHoldForAllOfAnAccount() {
        try (KinesisHarness kinesis = new KinesisHarness(directory, true)) {
            for (int i = 0; i < 5; i++) {
                kinesis.ask("ListStreams", "{}");
            }
            assertThat(kinesis.refusal("ListStreams", "{}")).isEqualTo(TOO_OFTEN);
            kinesis.createClicks(1);
            kinesis.clock.advance(Duration.ofMillis(200));
            kinesis.ask("ListStreams", "{}");
            assertThat(kinesis.refusal("ListStreams", "{}")).isEqualTo(TOO_OFTEN);
        }
    }

    @Test
    void aTagHasThemHoldForOneStream() {
        try (KinesisHarness kinesis = new KinesisHarness(directory)) {
            kinesis.createClicks(1);
            kinesis.ask("CreateStream", "{'StreamName':'other','ShardCount':1}");
            kinesis.ask(
                    "AddTagsToStream", "{'StreamName':'clicks','Tags':{'hydrant:quotas':'aws'}}");
            for (int i = 0; i < 10; i++) {
                kinesis.ask("DescribeStream", "{'StreamName':'clicks'}");
                kinesis.ask("DescribeStream", "{'StreamName':'other'}");
            }
            assertThat(
                            kinesis.refusal(
                                    "DescribeStream", "{'StreamARN':'" + KinesisHarness.ARN + "'}"))
                    .isEqualTo(TOO_OFTEN);
            kinesis.ask("DescribeStream", "{'StreamName':'other'}");
        }
    }

    @Test
    void fiveStreamsMayBeCreatingAtOnce() {
        try (KinesisHarness kinesis = new KinesisHarness(directory, true)) {
            for (int i = 0; i < 5; i++) {
                kinesis.call("CreateStream", "{'StreamName':'s" + i + "','ShardCount':1}");
            }
            kinesis.clock.advance(Duration.ofSeconds(1));
            assertThat(kinesis.refusal("CreateStream", "{'StreamName':'s5','ShardCount':1}"))
                    .isEqualTo(
                            "LimitExceededException: Account 111122223333 has 5 streams in"
                                    + " CREATING, which is the limit.");
        }
    }
}
