package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.plan.Compression;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.zip.GZIPInputStream;

class LaneTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @Test
    void deliversNothingBeforeSizeOrAge() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a", "b").runUntilIdle().advance(MINUTE.minusMillis(1)).runUntilIdle();
        assertThat(simulation.store.objects()).isEmpty();
        assertThat(simulation.status().backlogRecords()).isEqualTo(2);
    }

    @Test
    void deliversTheOldestRecordsWhenTheyReachTheAgeLimit() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a", "b").runUntilIdle().advance(MINUTE).put("c").runUntilIdle();
        Map.Entry<String, byte[]> object = only(simulation);
        assertThat(object.getKey())
                .matches("lake/2026/11/20/10/clicks-1-2026-11-20-10-00-00-[0-9a-f-]{36}");
        assertThat(text(object.getValue())).isEqualTo("abc");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void deliversAtTheSizeLimitWithoutWaiting() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        String quarter = "x".repeat(256 << 10);
        simulation.put(quarter, quarter, quarter, quarter, "rest").runUntilIdle();
        assertThat(only(simulation).getValue()).hasSize(1 << 20);
        assertThat(simulation.status().buffers()).isEqualTo(1);
    }

    @Test
    void neverSplitsARecordBetweenObjects() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        String big = "y".repeat(700 << 10);
        simulation.put(big, big, big).flush().runUntilIdle();
        assertThat(simulation.store.objects().values())
                .extracting(bytes -> bytes.length)
                .containsExactlyInAnyOrder(2 * big.length(), big.length());
    }

    @Test
    void flushDeliversAtOnceWhatWasPutBefore() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a").flush().put("b").runUntilIdle();
        assertThat(text(only(simulation).getValue())).isEqualTo("ab");
        simulation.put("c").runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(1);
    }

    @Test
    void appendsADelimiterToEachRecordOfTheMainDestinationOnly() {
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.withBackup(Plans.delimited(Plans.plain())), 1);
        simulation.put("a", "b").flush().runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactly("a\nb\n");
        assertThat(texts(simulation, "backup/raw/")).containsExactly("ab");
    }

    @Test
    void compressesAndSaysSoInNameAndHeader() throws IOException {
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.next(Plans.plain(), Compression.GZIP), 1);
        simulation.put("hello ", "world").flush().runUntilIdle();
        Map.Entry<String, byte[]> object = only(simulation);
        assertThat(object.getKey()).endsWith(".gz");
        assertThat(simulation.store.attributes(object.getKey()).contentEncoding()).contains("gzip");
        GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(object.getValue()));
        assertThat(text(plain.readAllBytes())).isEqualTo("hello world");
    }

    @Test
    void keepsTheNameOfAnObjectThroughRetriesAndRestarts() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.store.failing(() -> Fault.ANSWER_LOST);
        simulation.put("a").flush().runUntilIdle();
        String name = only(simulation).getKey();
        simulation.advance(MINUTE).runUntilIdle().crash().runUntilIdle();
        simulation.store.failing(() -> Fault.NONE);
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(simulation.store.objects()).containsOnlyKeys(name);
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void finishesAnObjectByTheConfigurationItWasBegunUnder() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.store.failing(() -> Fault.REFUSED);
        simulation.put("a").flush().runUntilIdle();
        simulation.update(Plans.next(Plans.plain(), Compression.GZIP)).crash();
        simulation.store.failing(() -> Fault.NONE);
        simulation.put("b").flush().advance(MINUTE).runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(2);
        assertThat(
                        simulation.store.objects().entrySet().stream()
                                .filter(object -> object.getKey().contains("clicks-1-")))
                .singleElement()
                .satisfies(object -> assertThat(text(object.getValue())).isEqualTo("a"));
    }

    @Test
    void tellsTheFailureOfADestinationUntilItRecovers() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        Queue<Fault> faults = new ArrayDeque<>(List.of(Fault.REFUSED, Fault.REFUSED));
        simulation.store.failing(() -> faults.isEmpty() ? Fault.NONE : faults.poll());
        simulation.put("a").flush().runUntilIdle().advance(MINUTE).runUntilIdle();
        LaneStatus.LastError error = simulation.status().lastError().orElseThrow();
        assertThat(error.code()).isEqualTo("S3.SlowDown");
        assertThat(error.tries()).isEqualTo(2);
        assertThat(simulation.errorLines)
                .first()
                .isEqualTo(
                        "{\"deliveryStreamARN\":\"arn:aws:firehose:eu-west-1:000000000000:"
                                + "deliverystream/clicks\",\"destination\":\"arn:aws:s3:::lake\","
                                + "\"deliveryStreamVersionId\":1,\"message\":\"Please reduce your"
                                + " request rate.\",\"errorCode\":\"S3.SlowDown\"}");
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(simulation.status().lastError()).isEmpty();
        assertThat(simulation.telemetry.count("hydrant_delivery_failed_uploads_total"))
                .isEqualTo(2);
        assertThat(simulation.telemetry.count("hydrant_delivery_records_total")).isEqualTo(1);
    }

    @Test
    void stopsReadingWhileTheDestinationIsDownAndCatchesUpAfter() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.store.failing(() -> Fault.REFUSED);
        String megabyte = "z".repeat(1 << 19);
        for (int i = 0; i < 100; i++) {
            simulation.put(megabyte, megabyte).runUntilIdle();
        }
        assertThat(simulation.status().objectsInFlight()).isLessThanOrEqualTo(17);
        simulation.store.failing(() -> Fault.NONE);
        simulation.advance(MINUTE).runUntilIdle();
        assertThat(simulation.store.objects()).hasSize(100);
    }

    @Test
    void givesUpWhatIsOlderThanTheRetentionTimeAndSaysSo() {
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.plain(), 1, Optional.of(Duration.ofHours(24)));
        simulation.store.failing(() -> Fault.REFUSED);
        simulation.put("old").flush().runUntilIdle().advance(Duration.ofHours(25)).runUntilIdle();
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.telemetry.count("hydrant_delivery_expired_records_total"))
                .isEqualTo(1);
        assertThat(simulation.errorLines).last().asString().contains("RetentionExceeded");
    }

    @Test
    void sleepsWhileAllUploadsAreUnderWay() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        String megabyte = "z".repeat(1 << 20);
        for (int i = 0; i < 20; i++) {
            simulation.put(megabyte);
        }
        simulation.step();
        assertThat(simulation.status().objectsInFlight()).isGreaterThan(8);
        assertThat(simulation.stepDue()).isAfter(simulation.clock.instant());
    }

    @Test
    void forgetsTheLogBelowWhatIsDelivered() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a").put("b").flush().runUntilIdle();
        assertThat(simulation.partition(DeliverySimulation.LANE).firstOffset()).isEqualTo(2);
    }

    @Test
    void tellsThroughWhichArrivalEverythingIsDelivered() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        Instant first = simulation.clock.instant();
        simulation.put("a").runUntilIdle().advance(Duration.ofSeconds(5)).runUntilIdle();
        assertThat(simulation.status().deliveredThrough()).isEqualTo(first);
        simulation.flush().runUntilIdle();
        assertThat(simulation.status().deliveredThrough()).isEqualTo(first.plusSeconds(5));
        assertThat(simulation.status().backlogRecords()).isZero();
    }

    @Test
    void beginsABackupWithTheRecordsPutAfterItWasSwitchedOn() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a").runUntilIdle();
        simulation.update(Plans.withBackup(Plans.next(Plans.plain(), Compression.UNCOMPRESSED)));
        simulation.put("b").crash().flush().runUntilIdle();
        assertThat(texts(simulation, "backup/")).containsExactly("b");
        assertThat(String.join("", texts(simulation, "lake/"))).contains("a").contains("b");
    }

    @Test
    void waitsWhenTheLedgerHasNoRoom() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("a").flush();
        simulation.log.refuse(DeliverySimulation.LEDGER::equals);
        assertThat(simulation.step()).isFalse();
        assertThat(simulation.store.objects()).isEmpty();
        simulation.log.refuse(_ -> false);
        simulation.runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactly("a");
    }

    private static Map.Entry<String, byte[]> only(DeliverySimulation simulation) {
        assertThat(simulation.store.objects()).hasSize(1);
        return simulation.store.objects().entrySet().iterator().next();
    }

    private static List<String> texts(DeliverySimulation simulation, String prefix) {
        return simulation.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> text(object.getValue()))
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
