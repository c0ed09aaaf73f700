package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records go to the objects of their partitions, or to the error output with the reason.
class PartitioningTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BY_CUSTOMER = "customer=!{partitionKeyFromQuery:c}/";
    private static final String QUERY = "{c: .customer}";

    private final DeliverySimulation simulation = new DeliverySimulation(plan(), 1);

    @Test
    void deliversEachPartitionUnderItsPrefix() {
        simulation
                .put(record("ann", 1), record("bob", 2), record("ann", 3))
                .put(record("bob", 4))
                .advance(Duration.ofSeconds(60))
                .runUntilIdle();
        assertThat(texts("lake/customer=ann/"))
                .containsExactly(record("ann", 1) + record("ann", 3));
        assertThat(texts("lake/customer=bob/"))
                .containsExactly(record("bob", 2) + record("bob", 4));
    }

    @Test
    void countsTheAgeOfEachPartitionByItself() {
        simulation.put(record("ann", 1)).runUntilIdle().advance(Duration.ofSeconds(40));
        simulation.put(record("bob", 2)).runUntilIdle().advance(Duration.ofSeconds(20));
        simulation.runUntilIdle();
        assertThat(texts("lake/customer=ann/")).hasSize(1);
        assertThat(texts("lake/customer=bob/")).isEmpty();
        assertThat(simulation.partitions.count()).isEqualTo(1);
    }

    @Test
    void countsTheSizeOfEachPartitionByItself() {
        String large = "{\"customer\":\"ann\",\"x\":\"" + "x".repeat(1 << 20) + "\"}";
        simulation.put(record("bob", 1)).put(large).runUntilIdle();
        assertThat(texts("lake/customer=ann/")).containsExactly(large);
        assertThat(texts("lake/customer=bob/")).isEmpty();
    }

    @Test
    void evaluatesTimesWithTheArrivalOfTheOldestRecord() {
        DeliveryPlan plan =
                Plans.partitioned(
                        Plans.plain(),
                        "!{partitionKeyFromQuery:c}/!{timestamp:HH-mm-ss}/",
                        Optional.of(QUERY));
        DeliverySimulation timed = new DeliverySimulation(plan, 1);
        timed.advance(Duration.ofSeconds(3)).put(record("ann", 1)).advance(Duration.ofSeconds(5));
        timed.put(record("ann", 2)).advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(timed.store.objects()).hasSize(1);
        assertThat(timed.store.objects().keySet().iterator().next())
                .startsWith("lake/ann/10-00-03/clicks-1-");
    }

    @Test
    void saysWhyARecordHasNoPartition() throws IOException {
        simulation
                .put("no json", record("ann", 1), "{\"customer\":\"\"}", "{}")
                .advance(Duration.ofSeconds(60))
                .runUntilIdle();
        List<JsonNode> lines = errors(simulation);
        assertThat(lines).hasSize(3);
        for (JsonNode line : lines) {
            assertThat(line.get("errorCode").asText())
                    .isEqualTo("DynamicPartitioning.MetadataExtractionFailed");
            assertThat(line.get("attemptsMade").asInt()).isEqualTo(1);
            assertThat(line.has("lambdaARN")).isFalse();
        }
        assertThat(lines.get(1).get("errorMessage").asText())
                .isEqualTo("partitionKeys values must not be null or empty");
        assertThat(lines.get(0).get("rawData").binaryValue())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("no json");
        assertThat(lines.get(0).get("arrivalTimestamp").asLong())
                .isLessThan(lines.get(0).get("attemptEndingTimestamp").asLong());
        assertThat(texts("lake/customer=ann/")).hasSize(1);
    }

    @Test
    void saysTheSameWhenAnUploadIsRepeatedAfterACrash() {
        simulation.store.failing(() -> Fault.ANSWER_LOST);
        simulation.put("no json", "{}").advance(Duration.ofSeconds(60));
        simulation.step();
        simulation.runUpload();
        Map<String, byte[]> before = Map.copyOf(simulation.store.objects());
        assertThat(before).hasSize(1);
        simulation.advance(Duration.ofSeconds(60)).crash();
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(1);
        before.forEach(
                (key, bytes) -> assertThat(simulation.store.objects().get(key)).isEqualTo(bytes));
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void showsHowPartitionsStandWithoutNamingThem() {
        RecordedTelemetry telemetry = simulation.telemetry;
        simulation.partitions =
                ActivePartitions.of(
                        plan(), 2, new ActivePartitions.Metering(telemetry, simulation.clock));
        simulation.crash();
        String large = record("ann", 1).replace("1", "1" + "0".repeat(2_000));
        simulation.put(large, record("bob", 2)).runUntilIdle().advance(Duration.ofSeconds(10));
        simulation.put(record("ann", 3)).runUntilIdle();
        assertThat(telemetry.gauge("hydrant_delivery_active_partitions")).isEqualTo(2);
        assertThat(telemetry.gauge("hydrant_delivery_active_partitions_max")).isEqualTo(2);
        assertThat(telemetry.gauge("hydrant_delivery_partition_limit_exceeded")).isZero();
        int annBytes = large.length() + record("ann", 3).length();
        int bobBytes = record("bob", 2).length();
        assertThat(telemetry.gauge("hydrant_delivery_partition_bytes_per_second_max"))
                .isEqualTo(annBytes / 10.0);
        assertThat(telemetry.gauge("hydrant_delivery_partition_bytes_per_second_mean"))
                .isEqualTo((annBytes / 10.0 + bobBytes / 10.0) / 2);
        assertThat(telemetry.count("hydrant_delivery_query_seconds_count")).isEqualTo(1);

        simulation.put(record("eve", 4)).runUntilIdle();
        assertThat(telemetry.gauge("hydrant_delivery_partition_limit_exceeded")).isEqualTo(1);
        simulation.advance(Duration.ofSeconds(61)).runUntilIdle();
        assertThat(telemetry.gauge("hydrant_delivery_partition_limit_exceeded")).isZero();
        assertThat(telemetry.gauge("hydrant_delivery_partition_bytes_per_second_max")).isZero();
    }

    @Test
    void refusesRecordsOfPartitionsBeyondTheLimit() throws IOException {
        simulation.partitions = new ActivePartitions(2);
        simulation.crash();
        simulation.put(record("a", 1), record("b", 2), record("c", 3), record("a", 4));
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        List<JsonNode> lines = errors(simulation);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().get("errorCode").asText())
                .isEqualTo("DynamicPartitioning.ActivePartitionsLimitExceeded");
        assertThat(texts("lake/customer=a/")).containsExactly(record("a", 1) + record("a", 4));
        assertThat(simulation.partitions.count()).isZero();
        simulation.put(record("c", 5)).advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts("lake/customer=c/")).containsExactly(record("c", 5));
    }

    @Test
    void keepsAPartitionActiveUntilItsObjectIsThereAlsoAfterACrash() {
        simulation.store.failing(() -> Fault.REFUSED);
        simulation.put(record("a", 1)).advance(Duration.ofSeconds(60)).step();
        assertThat(simulation.partitions.count()).isEqualTo(1);
        simulation.partitions = new ActivePartitions(2);
        simulation.crash();
        assertThat(simulation.partitions.count()).isEqualTo(1);
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.partitions.count()).isZero();
    }

    @Test
    void refusesNothingForObjectsThatWaitSinceBeforeARestart() throws IOException {
        simulation.partitions = new ActivePartitions(2);
        simulation.crash();
        simulation.store.failing(() -> Fault.REFUSED);
        simulation.put(record("a", 1), record("b", 2)).advance(Duration.ofSeconds(60)).step();
        simulation.partitions = new ActivePartitions(2);
        simulation.crash();
        simulation.put(record("a", 3), record("b", 4)).advance(Duration.ofSeconds(60)).step();
        assertThat(simulation.partitions.count()).isEqualTo(4);
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(errors(simulation)).isEmpty();
        assertThat(texts("lake/customer=a/")).containsExactly(record("a", 1), record("a", 3));
        assertThat(simulation.partitions.count()).isZero();
    }

    @Test
    void givesUpAPrefixThatLetsNothingInAfterTheRetryDuration() throws IOException {
        simulation.store.denying("lake/customer=ann/");
        simulation.put(record("ann", 1), record("bob", 2));
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        simulation.advance(Duration.ofSeconds(200)).runUntilIdle();
        assertThat(texts("lake/customer=bob/")).hasSize(1);
        assertThat(errors(simulation)).isEmpty();
        simulation.advance(Duration.ofSeconds(110)).runUntilIdle();
        assertThat(errors(simulation)).hasSize(1);
        JsonNode line = errors(simulation).getFirst();
        assertThat(line.get("errorCode").asText()).isEqualTo("S3.AccessDenied");
        assertThat(line.get("rawData").binaryValue())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(record("ann", 1));
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.partitions.count()).isZero();
        simulation.store.denying("nowhere");
        simulation.advance(Duration.ofSeconds(300)).crash().runUntilIdle();
        assertThat(texts("lake/customer=ann/")).isEmpty();
    }

    @Test
    void keepsTryingWhenTheStoreTakesNothingAtAll() throws IOException {
        simulation.store.denying("lake/");
        simulation.put(record("ann", 1)).advance(Duration.ofSeconds(60)).runUntilIdle();
        for (int minute = 0; minute < 200; minute++) {
            simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        }
        assertThat(errors(simulation)).isEmpty();
        simulation.store.denying("nowhere");
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts("lake/customer=ann/")).containsExactly(record("ann", 1));
    }

    @Test
    void keepsTryingWhatMayBecomeBetterByItself() throws IOException {
        simulation.put(record("ann", 1), record("bob", 2)).advance(Duration.ofSeconds(60));
        int[] puts = {0};
        simulation.store.failing(() -> puts[0]++ == 1 ? Fault.NONE : Fault.REFUSED);
        for (int minute = 0; minute < 20; minute++) {
            simulation.runUntilIdle().advance(Duration.ofSeconds(60));
        }
        assertThat(simulation.store.objects()).hasSize(1);
        simulation.store.failing(() -> Fault.NONE);
        simulation.runUntilIdle();
        assertThat(texts("lake/customer=")).hasSize(2);
        assertThat(errors(simulation)).isEmpty();
    }

    @Test
    void doesNotGiveUpWhatIsThereAlthoughItWasRefusedLater() throws IOException {
        simulation.put(record("ann", 1), record("bob", 2)).advance(Duration.ofSeconds(60));
        int[] puts = {0};
        simulation.store.failing(() -> puts[0]++ == 0 ? Fault.ANSWER_LOST : Fault.NONE);
        simulation.step();
        simulation.runUpload();
        assertThat(simulation.store.objects()).hasSize(1);
        String first = simulation.store.objects().keySet().iterator().next();
        simulation.store.denying(first);
        simulation.runUntilIdle();
        for (int minute = 0; minute < 7; minute++) {
            simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        }
        assertThat(simulation.delivered()).isTrue();
        assertThat(errors(simulation)).isEmpty();
        assertThat(texts("lake/customer=")).hasSize(2);
    }

    @Test
    void waitsForAFrameThatCannotBeReadNow() {
        simulation.log.unreadable(DeliverySimulation.LANE::equals);
        simulation.put(record("ann", 1)).runUntilIdle();
        assertThat(simulation.lastFailure).isEqualTo("a payload of lane cannot be read");
        simulation.log.unreadable(_ -> false);
        simulation.put(record("ann", 2)).advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(texts("lake/customer=ann/"))
                .containsExactly(record("ann", 1) + record("ann", 2));
    }

    @Test
    void takesValuesAsTheyAre() {
        simulation
                .put(record("a/b", 1), record("..", 2), record("ü\\u0001 %", 3))
                .advance(Duration.ofSeconds(60))
                .runUntilIdle();
        assertThat(texts("lake/customer=a/b/clicks")).hasSize(1);
        assertThat(texts("lake/customer=../clicks")).hasSize(1);
        assertThat(texts("lake/customer=ü\u0001 %/clicks")).hasSize(1);
    }

    @Test
    void refusesValuesThatLeadOutOfTheBucket() throws IOException {
        simulation.put(record("/../..", 1), record("/../../a", 2), record("a/..//./b", 3));
        simulation.put(record("/../x", 4)).advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(errors(simulation)).hasSize(2);
        assertThat(errors(simulation).getFirst().get("errorMessage").asText())
                .isEqualTo(
                        "Evaluated prefix cannot have more elements '..' than elements before"
                                + " them");
        assertThat(texts("lake/customer=a/..//./b/")).hasSize(1);
        assertThat(texts("lake/customer=/../x/")).hasSize(1);
    }

    @Test
    void refusesValuesThatMakeThePrefixTooLong() throws IOException {
        simulation.put(record("x".repeat(503), 1), record("x".repeat(502), 2));
        simulation.put(record("ü".repeat(400), 3), record("a\\u0000b", 4));
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(errors(simulation)).hasSize(3);
        assertThat(errors(simulation).getLast().get("errorMessage").asText())
                .isEqualTo("Evaluated prefix cannot contain the character U+0000");
        assertThat(errors(simulation).getFirst().get("errorMessage").asText())
                .startsWith("Length of evaluated prefix cannot be greater than 512");
        assertThat(texts("lake/customer=xx")).hasSize(1);
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void deliversThousandsOfShortLivedPartitionsAMinute() {
        BufferingHints hints = new BufferingHints(64 << 20, Duration.ofSeconds(60));
        DeliverySimulation many = new DeliverySimulation(Plans.withHints(plan(), hints), 1);
        many.partitions = new ActivePartitions(5_000);
        many.crash();
        int partitions = 4_000;
        for (int i = 0; i < partitions; i += 40) {
            List<String> records = new ArrayList<>();
            for (int k = i; k < i + 40; k++) {
                records.add(record("c" + k, k));
            }
            many.put(records.toArray(String[]::new)).put(records.toArray(String[]::new));
        }
        many.runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(many.store.objects()).hasSize(partitions);
        assertThat(many.delivered()).isTrue();
        assertThat(many.partitions.count()).isZero();
    }

    private static DeliveryPlan plan() {
        return Plans.partitioned(Plans.plain(), BY_CUSTOMER, Optional.of(QUERY));
    }

    private static String record(String customer, int number) {
        return "{\"customer\":\"" + customer + "\",\"n\":" + number + "}";
    }

    private List<String> texts(String prefix) {
        return simulation.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new String(object.getValue(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<JsonNode> errors(DeliverySimulation simulation) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
            if (object.getKey().startsWith("lake/errors/metadata-extraction-failed/")) {
                String text = new String(object.getValue(), StandardCharsets.UTF_8);
                for (String line : text.lines().toList()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }
}
