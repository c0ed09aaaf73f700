package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.PutLog;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TransformingLaneTest {
    private static final Duration BATCH = Duration.ofSeconds(10);
    private static final Duration BUFFER = Duration.ofSeconds(60);
    private static final DeliveryPlan PLAN = Plans.transforming(Plans.plain(), 1 << 20);

    @Test
    void deliversWhatTheFunctionReturned() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>", "<b>").put("<c>").flush().runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactly("<a#1><b#1><c#1>");
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.status().backlogRecords()).isZero();
    }

    @Test
    void sendsABatchWhenItsFirstRecordHasWaitedLongEnough() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").runUntilIdle().advance(BATCH.minusMillis(1)).runUntilIdle();
        assertThat(simulation.function.verdicts).isEmpty();
        simulation.advance(Duration.ofMillis(1)).runUntilIdle();
        assertThat(simulation.function.verdicts).hasSize(1);
    }

    @Test
    void sendsABatchThatIsFullAtOnce() {
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.transforming(Plans.plain(), 6), 1);
        simulation.put("<a>", "<b>", "<c>").runUntilIdle();
        assertThat(simulation.function.verdicts).containsOnlyKeys("<a>", "<b>");
    }

    @Test
    void buffersAsLongAsConfiguredFromWhenRecordsCameBackAndNamesObjectsByTheirArrival() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").runUntilIdle().advance(BATCH).runUntilIdle();
        simulation.advance(BUFFER.minusMillis(1)).runUntilIdle();
        assertThat(simulation.store.objects()).isEmpty();
        simulation.advance(Duration.ofMillis(1)).runUntilIdle();
        assertThat(simulation.store.objects().keySet())
                .singleElement()
                .asString()
                .startsWith("lake/2026/11/20/10/clicks-1-2026-11-20-10-00-00-");
    }

    @Test
    void putsFailedRecordsIntoErrorObjectsThatAreNotCompressed() {
        DeliveryPlan zipped = Plans.next(PLAN, Compression.GZIP);
        DeliverySimulation simulation = new DeliverySimulation(zipped, 1);
        simulation.function.failing = 100;
        simulation.put("<a>", "<b>").flush().runUntilIdle();
        Map.Entry<String, byte[]> object = simulation.store.objects().entrySet().iterator().next();
        assertThat(simulation.store.objects()).hasSize(1);
        assertThat(object.getKey())
                .matches(
                        "lake/processing-failed/2026/11/20/10/"
                                + "clicks-2-2026-11-20-10-00-00-[0-9a-f-]{36}");
        assertThat(simulation.store.attributes(object.getKey()).contentEncoding()).isEmpty();
        assertThat(new String(object.getValue(), StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("{\"rawData\":\"PGE+\",\"errorCode\":\"Lambda.ProcessingFailedStatus\"")
                .contains(
                        "\"arrivalTimestamp\":"
                                + Instant.parse("2026-11-20T10:00:00Z").toEpochMilli())
                .endsWith("\"lambdaARN\":\"" + Plans.FUNCTION + "\"}");
        assertThat(simulation.delivered()).isTrue();
    }

    @Test
    void deliversDroppedRecordsNowhereAndIsDoneWithThem() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.function.dropping = 100;
        simulation.put("<a>", "<b>").flush().runUntilIdle();
        assertThat(simulation.store.objects()).isEmpty();
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.partition(DeliverySimulation.LANE).firstOffset()).isEqualTo(1);
    }

    @Test
    void backsUpRecordsAsTheyCame() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.withBackup(PLAN), 1);
        simulation.put("<a>").flush().runUntilIdle();
        assertThat(texts(simulation, "backup/")).containsExactly("<a>");
        assertThat(texts(simulation, "lake/")).containsExactly("<a#1>");
    }

    @Test
    void appendsDelimitersToDeliveredRecordsOnly() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.delimited(PLAN), 7);
        simulation.function.failing = 50;
        simulation.put("<a>", "<b>", "<c>", "<d>", "<e>", "<f>").flush().runUntilIdle();
        assertThat(texts(simulation, "lake/2026").getFirst()).matches("(<[a-f]#1>\\n)+");
        assertThat(texts(simulation, "lake/processing-failed").getFirst().lines())
                .allMatch(line -> line.endsWith("}"));
    }

    @Test
    void showsAFailingFunctionUntilItSucceedsAndLogsOneLineForABatch() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.function.failingBatches = 100;
        simulation.put("<a>", "<b>", "<c>").flush().runUntilIdle();
        assertThat(simulation.status().lastError().orElseThrow().code())
                .isEqualTo("Lambda.FunctionError");
        assertThat(simulation.errorLines)
                .singleElement()
                .asString()
                .contains("\"errorCode\":\"Lambda.FunctionError\"")
                .contains("(the first of 3 records of one batch)")
                .contains("\"processor\":\"" + Plans.FUNCTION + "\"");
        simulation.function.failingBatches = 0;
        simulation.put("<d>").flush().runUntilIdle();
        assertThat(simulation.status().lastError()).isEmpty();
    }

    @Test
    void opensNothingMoreForStreamsWithoutAFunction() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.plain(), 1);
        simulation.put("<a>").flush().runUntilIdle().crash().runUntilIdle();
        assertThat(simulation.log.partitions())
                .containsExactlyInAnyOrder(DeliverySimulation.LANE, DeliverySimulation.LEDGER);
    }

    @Test
    void deliversWhatWasWithTheFunctionWhenItIsTakenAway() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").runUntilIdle().advance(BATCH);
        simulation.step();
        simulation.update(
                Plans.next(PLAN, Compression.UNCOMPRESSED).withFunction(Optional.empty()));
        simulation.put("<b>").flush().runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactlyInAnyOrder("<a#1>", "<b>");
    }

    @Test
    void deliversWhatWasProcessedThoughTheFunctionIsTakenAwayAndItStartsAnew() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").runUntilIdle().advance(BATCH).runUntilIdle();
        simulation.update(
                Plans.next(PLAN, Compression.UNCOMPRESSED).withFunction(Optional.empty()));
        simulation.crash().put("<b>").flush().runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactlyInAnyOrder("<a#1>", "<b>");
    }

    @Test
    void doesNotAskTheFunctionAgainForWhatItAnsweredBeforeACrash() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").flush();
        simulation.step();
        simulation.runUpload();
        simulation.log.refuse(DeliverySimulation.LEDGER::equals);
        simulation.step();
        assertThat(simulation.partition(DeliverySimulation.PROCESSED).endOffset()).isEqualTo(1);
        simulation.log.refuse(_ -> false);
        simulation.crash().flush().runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactly("<a#1>");
    }

    @Test
    void waitsWhenTheProcessedLogHasNoRoomAndGoesOnWhenItHas() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        simulation.put("<a>").put("<b>").flush();
        simulation.log.refuse(DeliverySimulation.PROCESSED::equals);
        simulation.runUntilIdle();
        assertThat(simulation.lastFailure).contains("no room for processed");
        assertThat(simulation.store.objects()).isEmpty();
        simulation.log.refuse(_ -> false);
        simulation.runUntilIdle();
        assertThat(texts(simulation, "lake/")).containsExactly("<a#1><b#1>");
    }

    @Test
    void sendsNothingWhileTooMuchIsNotDelivered() {
        DeliveryPlan small =
                Plans.withHints(
                        Plans.transforming(Plans.plain(), 1), new BufferingHints(1 << 20, BUFFER));
        DeliverySimulation simulation = new DeliverySimulation(small, 1);
        simulation.processedBytesMax = 10;
        simulation.crash();
        for (int i = 0; i < 20; i++) {
            simulation.put("<" + i + ">");
        }
        simulation.runUntilIdle();
        assertThat(simulation.function.verdicts).hasSizeLessThan(10);
        assertThat(simulation.isHeldBack()).isTrue();
        simulation.flush().runUntilIdle();
        assertThat(simulation.function.verdicts).hasSize(20);
        assertThat(String.join("", texts(simulation, "lake/"))).contains("<0#1>").contains("<19#");
    }

    @Test
    void countsWhatIsWithTheFunctionAsNotDelivered() {
        DeliverySimulation simulation = new DeliverySimulation(PLAN, 1);
        Instant arrived = simulation.clock.instant();
        simulation.put("<a>").runUntilIdle().advance(BATCH);
        simulation.step();
        assertThat(simulation.status().oldestArrival()).contains(arrived);
        simulation.runUntilIdle();
        assertThat(simulation.status().oldestArrival()).contains(arrived);
        assertThat(simulation.status().backlogRecords()).isEqualTo(1);
    }

    @Test
    void keepsTheLedgerOfTheSourceShortThoughNothingOfItIsCommitted() {
        DeliverySimulation simulation =
                new DeliverySimulation(Plans.transforming(Plans.plain(), 1), 1);
        simulation.function.dropping = 100;
        for (int i = 0; i < 2_100; i++) {
            simulation.put("<" + i + ">").runUntilIdle();
        }
        assertThat(simulation.partition(DeliverySimulation.LEDGER).firstOffset()).isPositive();
        simulation.crash().runUntilIdle();
        assertThat(simulation.delivered()).isTrue();
        assertThat(simulation.function.verdicts).hasSize(2_100);
    }

    @Test
    void convertsWhatTheFunctionReturnedAndNumbersErrorsAsTheyCame() {
        DeliverySimulation simulation = new DeliverySimulation(Plans.converting(PLAN), 1);
        simulation.tables.put(Plans.TRIPS, "n bigint");
        simulation.put("first").put("second", "{broken").flush().runUntilIdle();
        Position third = new Position(1, 1, 0);
        String number =
                new PutLog(simulation.partition(DeliverySimulation.LANE))
                        .sequenceNumber(third, simulation.clock.instant())
                        .toString();
        assertThat(String.join("", texts(simulation, "lake/format-conversion-failed")))
                .contains("\"sequenceNumber\":\"" + number + "\"");
        assertThat(simulation.delivered()).isTrue();
    }

    private static List<String> texts(DeliverySimulation simulation, String prefix) {
        return simulation.store.objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new String(object.getValue(), StandardCharsets.UTF_8))
                .toList();
    }
}
