package io.hydrant.delivery.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

class ObjectNameTest {
    private static final UUID ID = UUID.fromString("C7CC019B-AF51-412D-B641-B3B44CEB3D87");
    private static final Instant ARRIVAL = Instant.parse("2025-03-04T11:48:32.987Z");

    @Test
    void namesObjectsAsObservedOnTheService() {
        assertThat(
                        ObjectName.ofErrors(plan("UTC"), sink("UTC", Compression.GZIP, ""))
                                .suffix(ARRIVAL, ID))
                .isEqualTo(
                        "fh-cw2splunk-9-2025-03-04-11-48-32-c7cc019b-af51-412d-b641-b3b44ceb3d87");
    }

    @Test
    void writesTheTimeInTheSinksZone() {
        S3Sink sink = sink("Asia/Tokyo", Compression.UNCOMPRESSED, "");

        assertThat(ObjectName.of(plan("Asia/Tokyo"), sink).suffix(ARRIVAL, ID))
                .startsWith("fh-cw2splunk-9-2025-03-04-20-48-32-");
    }

    @ParameterizedTest
    @CsvSource({
        "UNCOMPRESSED, '', ''",
        "GZIP, '', .gz",
        "ZIP, '', .zip",
        "SNAPPY, '', .snappy",
        "HADOOP_SNAPPY, '', .snappy",
        "GZIP, .custom.log, .custom.log",
        "UNCOMPRESSED, .json, .json",
    })
    void endsInTheConfiguredExtensionElseInTheCompressions(
            Compression compression, String configured, String expected) {
        ObjectName name = ObjectName.of(plan("UTC"), sink("UTC", compression, configured));

        assertThat(name.extension()).isEqualTo(expected);
        assertThat(name.suffix(ARRIVAL, ID)).endsWith("ceb3d87" + expected);
    }

    private static DeliveryPlan plan(String zone) {
        StreamId stream =
                new StreamId(
                        new AccountId("000000000000"), new Region("us-east-1"), "fh-cw2splunk");
        return new DeliveryPlan(
                stream, 9, false, sink(zone, Compression.UNCOMPRESSED, ""), Optional.empty());
    }

    private static S3Sink sink(String zone, Compression compression, String extension) {
        return new S3Sink(
                "bucket",
                "",
                "",
                BufferingHints.DEFAULTS,
                compression,
                Optional.of(extension),
                ZoneId.of(zone),
                Optional.empty(),
                Optional.empty());
    }
}
