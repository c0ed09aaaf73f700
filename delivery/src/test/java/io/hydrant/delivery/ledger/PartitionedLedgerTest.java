package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What partitions ask of the ledger: many intents of scattered positions, reasons of refusals,
/// rules that records are taken apart by.
class PartitionedLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final SubRecordRules JSON =
            new SubRecordRules(false, false, Optional.of(new DeAggregation.Json()));
    private static final int SCATTERED = 120_000;

    private final MemoryLog log = new MemoryLog(InstantSource.fixed(NOON));
    private final LogPartition partition =
            log.partition(new PartitionName("ledger"), Purpose.BOOKKEEPING);

    @Test
    void keepsManyIntentsOfScatteredPositionsInSeveralFrames() {
        LaneLedger ledger = begun();
        List<Intent> intents = scattered(20);
        int first = ledger.intend(intents);
        assertThat(first).isBetween(1, 19);
        assertThat(ledger.openIntents()).isEqualTo(intents.subList(0, first));
        intendAll(ledger, intents.subList(first, intents.size()));
        assertThat(LaneLedger.open(partition).openIntents()).isEqualTo(intents);
    }

    @Test
    void writesALargeSnapshotInPartsAndLetsGoOfWhatWasBefore() {
        LaneLedger ledger = begun();
        List<Intent> intents = scattered(20);
        intendAll(ledger, intents);
        long before = partition.endOffset();
        ledger.commit(intents.subList(0, 1));
        assertThat(partition.endOffset() - before).as("commit and parts").isGreaterThan(2);
        assertThat(partition.firstOffset()).isEqualTo(before + 1);
        LaneLedger reopened = LaneLedger.open(partition);
        assertThat(reopened.openIntents()).isEqualTo(intents.subList(1, intents.size()));
        assertThat(reopened.taken(Track.MAIN).contains(Position.ofFrame(0))).isTrue();
        reopened.commit(reopened.openIntents());
        assertThat(LaneLedger.open(partition).openIntents()).isEmpty();
    }

    @Test
    void countsWhatWasBeforeWhileASnapshotIsNotComplete() {
        LaneLedger ledger = begun();
        List<Intent> intents = scattered(20);
        intendAll(ledger, intents);
        int[] appends = {0};
        log.refuse(_ -> ++appends[0] > 2);
        assertThatThrownBy(() -> ledger.commit(intents.subList(0, 1)))
                .isInstanceOf(LogException.class);
        log.refuse(_ -> false);
        List<Intent> rest = intents.subList(1, intents.size());
        assertThat(LaneLedger.open(partition).openIntents()).isEqualTo(rest);
        ledger.commit(intents.subList(1, 2));
        assertThat(LaneLedger.open(partition).openIntents()).isEqualTo(rest.subList(1, 19));
    }

    @Test
    void remembersWhyRecordsWereRefused() {
        Refusals.Builder refusals = new Refusals.Builder();
        refusals.add(new Reason("A", "one"));
        refusals.add(new Reason("A", "one"));
        refusals.add(new Reason("B", "ü"));
        refusals.add(new Reason("A", "one"));
        Rendering rendering =
                new Rendering.Refused(
                        ErrorOutput.METADATA_EXTRACTION_FAILED, NOON, refusals.build());
        LaneLedger ledger = begun();
        Intent intent = intent(0, positions(0, 4), rendering);
        ledger.intend(List.of(intent));
        assertThat(LaneLedger.open(partition).openIntents()).containsExactly(intent);
        Intent reduced = intent.reducedTo(positions(2, 4), new Intent.Content(2, 20, NOON, NOON));
        assertThat(((Rendering.Refused) reduced.rendering()).refusals().runs())
                .containsExactly(
                        new Refusals.Run(new Reason("B", "ü"), 1),
                        new Refusals.Run(new Reason("A", "one"), 1));
    }

    @Test
    void remembersHowRecordsAreTakenApartAlsoInSnapshots() {
        LaneLedger ledger = begun();
        assertThat(ledger.divide(5, SubRecordRules.NONE)).isFalse();
        assertThat(ledger.divide(5, JSON)).isTrue();
        assertThat(ledger.divide(7, JSON)).isFalse();
        ledger.intend(List.of(intent(0, positions(8, 9), Rendering.AS_THEY_ARE)));
        assertThat(ledger.divide(6, SubRecordRules.NONE)).isTrue();
        Map<Long, SubRecordRules> expected = Map.of(5L, JSON, 9L, SubRecordRules.NONE);
        assertThat(LaneLedger.open(partition).divisions()).isEqualTo(expected);
        for (int i = 0; i < 2_000; i++) {
            ledger.pass(Map.of(Track.MAIN, positions(0, 1)));
        }
        assertThat(partition.firstOffset()).isPositive();
        assertThat(LaneLedger.open(partition).divisions()).isEqualTo(expected);
    }

    @Test
    void remembersPlansWithPartitionsAndWithoutThem() {
        LaneLedger ledger = begun();
        Intent intent = intent(0, positions(0, 1), Rendering.AS_THEY_ARE);
        ledger.intend(List.of(intent));
        assertThat(LaneLedger.open(partition).planOf(intent)).isEqualTo(plan());
        DeliveryPlan delimited =
                plan().withPartitioning(Optional.of(new Partitioning(Optional.empty())))
                        .withSubRecords(
                                new SubRecordRules(
                                        true,
                                        true,
                                        Optional.of(new DeAggregation.Delimited("IyMjIw=="))));
        ledger.plan(delimited);
        assertThat(LaneLedger.open(partition).planOf(intent)).isEqualTo(delimited);
    }

    private LaneLedger begun() {
        LaneLedger ledger = LaneLedger.open(partition);
        ledger.begin(Track.MAIN, Position.START);
        ledger.plan(plan());
        return ledger;
    }

    private static void intendAll(LaneLedger ledger, List<Intent> intents) {
        List<Intent> rest = intents;
        while (!rest.isEmpty()) {
            rest = rest.subList(ledger.intend(rest), rest.size());
        }
    }

    /// Every frame has two records of each intent.
    private static List<Intent> scattered(int count) {
        List<Intent> intents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PositionRanges.Builder positions = new PositionRanges.Builder();
            for (int frame = 0; frame < SCATTERED; frame++) {
                positions.add(new Position(frame, 2 * i, 0), new Position(frame, 2 * i + 2, 0));
            }
            intents.add(intent(i, positions.build(), Rendering.AS_THEY_ARE));
        }
        return intents;
    }

    private static PositionRanges positions(long fromFrame, long toFrame) {
        return new PositionRanges(
                List.of(new PositionRange(Position.ofFrame(fromFrame), Position.ofFrame(toFrame))));
    }

    private static Intent intent(long number, PositionRanges positions, Rendering rendering) {
        return new Intent(
                number,
                Track.MAIN,
                1,
                "key-" + number,
                positions,
                new Intent.Content(4, 40, NOON, NOON),
                rendering);
    }

    private static DeliveryPlan plan() {
        S3Sink sink =
                new S3Sink(
                        "lake",
                        "!{partitionKeyFromQuery:c}/",
                        "errors/!{firehose:error-output-type}/",
                        BufferingHints.DEFAULTS,
                        Compression.GZIP,
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.empty());
        StreamId stream = new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");
        return new DeliveryPlan(stream, 1, false, sink, Optional.empty())
                .withPartitioning(Optional.of(new Partitioning(Optional.of("{c: .c}"))))
                .withSubRecords(JSON);
    }
}
