package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Records are taken apart before they are assigned to partitions; the backup has them as they
/// came.
class SubRecordDeliveryTest {
    private static final SubRecordRules JSON =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Json()));
    private static final SubRecordRules LINES =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Delimited("Cg==")));

    @Test
    void assignsEachSubRecordToItsPartition() {
        DeliverySimulation simulation = new DeliverySimulation(plan(1, JSON), 1);
        simulation.put("{\"c\":\"a\",\"n\":1} {\"c\":\"b\",\"n\":2}\n{\"c\":\"a\",\"n\":3}");
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "lake/a/"))
                .containsExactly("{\"c\":\"a\",\"n\":1}{\"c\":\"a\",\"n\":3}");
        assertThat(texts(simulation, "lake/b/")).containsExactly("{\"c\":\"b\",\"n\":2}");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void backsRecordsUpAsTheyCame() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.withBackup(plan(1, JSON)), 1);
        String record = "{\"c\":\"a\"} {\"c\":\"b\"}";
        simulation.put(record).advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "backup/")).containsExactly(record);
    }

    @Test
    void refusesWhatCannotBeDecompressed() {
        SubRecordRules rules = new SubRecordRules(true, false, Optional.empty());
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.plain().withSubRecords(rules), 1);
        simulation.put("no gzip").advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "lake/decompression-failed/"))
                .singleElement()
                .asString()
                .contains("\"rawData\":\"bm8gZ3ppcA==\"");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void showsWhatFailsLaterAsItWasBeforeItWasDecompressed() throws IOException {
        SubRecordRules rules = new SubRecordRules(true, false, Optional.empty());
        DeliverySimulation simulation = new DeliverySimulation(plan(1, rules), 1);
        byte[] bad = gzip("{\"d\":1}");
        simulation.put(gzip("{\"c\":\"a\"}"), bad);
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "lake/a/")).containsExactly("{\"c\":\"a\"}");
        assertThat(texts(simulation, "lake/errors/metadata-extraction-failed/"))
                .singleElement()
                .asString()
                .contains("\"rawData\":\"" + Base64.getEncoder().encodeToString(bad) + "\"");
    }

    @Test
    void showsAPartOfWhatWasDecompressedAsItIs() throws IOException {
        SubRecordRules rules = new SubRecordRules(true, false, JSON.deAggregation());
        DeliverySimulation simulation = new DeliverySimulation(plan(1, rules), 1);
        simulation.put(gzip("{\"c\":\"a\"}{\"d\":1}"));
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "lake/errors/metadata-extraction-failed/"))
                .singleElement()
                .asString()
                .contains("\"rawData\":\"eyJkIjoxfQ==\"");
    }

    @Test
    void splitsWhatIsDeliveredInPartByTheRulesThatItWasReadBy() {
        DeliverySimulation simulation = new DeliverySimulation(plan(1, JSON), 1);
        String large = "{\"c\":\"a\",\"x\":\"" + "x".repeat(1 << 20) + "\"}";
        simulation.put(large + "\n{\"c\":\"b\",\n\"n\":2}").runUntilIdle();
        assertThat(texts(simulation, "lake/a/")).containsExactly(large);
        simulation.put("{\"c\":\"d\"}{\"c\":\"e\"}").update(plan(2, LINES)).crash();
        simulation.put("{\"c\":\"f\"}\n{\"c\":\"g\"}").crash();
        simulation.runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts(simulation, "lake/b/")).containsExactly("{\"c\":\"b\",\n\"n\":2}");
        assertThat(texts(simulation, "lake/f/")).containsExactly("{\"c\":\"f\"}");
        assertThat(texts(simulation, "lake/g/")).containsExactly("{\"c\":\"g\"}");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void takesRecordsApartBeforeTheFunction() {
        DeliveryPlan plan = Plans.transforming(Plans.plain(), 1).withSubRecords(JSON);
        DeliverySimulation simulation = new DeliverySimulation(plan, 1);
        simulation.put("{\"t\":\"<1>\"}{\"t\":\"<2>\"}").runUntilIdle();
        simulation.advance(Duration.ofSeconds(70)).runUntilIdle();
        assertThat(simulation.function.verdicts.keySet())
                .containsExactlyInAnyOrder("{\"t\":\"<1>\"}", "{\"t\":\"<2>\"}");
        assertThat(simulation.delivered()).isTrue();
    }

    private static DeliveryPlan plan(long version, SubRecordRules rules) {
        DeliveryPlan first = Plans.plain();
        DeliveryPlan plan = version == 1 ? first : Plans.next(first, Compression.UNCOMPRESSED);
        return Plans.partitioned(plan, "!{partitionKeyFromQuery:c}/", Optional.of("{c: .c}"))
                .withSubRecords(rules);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> texts(DeliverySimulation simulation, String prefix) {
        return simulation.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new String(object.getValue(), StandardCharsets.UTF_8))
                .toList();
    }
}
