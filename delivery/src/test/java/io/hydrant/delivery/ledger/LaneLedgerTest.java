package io.hydrant.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LogTarget;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LaneLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private final MemoryLog log = new MemoryLog(SimulatedClock.at("2026-11-20T12:00:00Z"));
    private final LogPartition partition =
            log.partition(new PartitionName("ledger"), Purpose.BOOKKEEPING);

    @Test
    void remembersOpenIntentsWithTheirPlansAcrossRestarts() {
        LaneLedger ledger = begun();
        Intent first = intent(0, 0, 2);
        Intent second = intent(1, 2, 5);
        ledger.intend(List.of(first, second));
        ledger.commit(List.of(second));
        LaneLedger reopened = LaneLedger.open(partition);
        assertThat(reopened.openIntents()).containsExactly(first);
        assertThat(reopened.planOf(first)).isEqualTo(plan(1));
        assertThat(reopened.nextIntentNumber()).isEqualTo(2);
        assertThat(reopened.watermark()).isEqualTo(Position.START);
        assertThat(reopened.taken(Track.MAIN).contains(Position.ofFrame(1))).isTrue();
        assertThat(reopened.taken(Track.MAIN).contains(Position.ofFrame(5))).isFalse();
        reopened.commit(List.of(first));
        assertThat(reopened.watermark()).isEqualTo(Position.ofFrame(5));
    }

    @Test
    void staysSmallHoweverMuchIsDelivered() {
        LaneLedger ledger = begun();
        Intent stuck = intent(0, 0, 1);
        ledger.intend(List.of(stuck));
        for (int i = 1; i < 10_000; i++) {
            Intent intent = intent(i, i, i + 1);
            ledger.intend(List.of(intent));
            ledger.commit(List.of(intent));
        }
        long kept = partition.endOffset() - partition.firstOffset();
        assertThat(kept).isLessThan(2_100);
        LaneLedger reopened = LaneLedger.open(partition);
        assertThat(reopened.openIntents()).containsExactly(stuck);
        assertThat(reopened.planOf(stuck)).isEqualTo(plan(1));
        assertThat(reopened.taken(Track.MAIN).end()).isEqualTo(Position.ofFrame(10_000));
        assertThat(reopened.nextIntentNumber()).isEqualTo(10_000);
    }

    @Test
    void watermarkIsThatOfTheSlowestTrack() {
        LaneLedger ledger = begun();
        ledger.begin(Track.BACKUP, Position.ofFrame(1));
        Intent intent = intent(0, 0, 3);
        ledger.intend(List.of(intent));
        ledger.commit(List.of(intent));
        assertThat(ledger.watermark(Track.MAIN)).isEqualTo(Position.ofFrame(3));
        assertThat(LaneLedger.open(partition).watermark()).isEqualTo(Position.ofFrame(1));
    }

    @Test
    void remembersWhatWasPassedOver() {
        LaneLedger ledger = begun();
        Intent intent = intent(0, 2, 5);
        ledger.intend(List.of(intent));
        ledger.pass(Map.of(Track.MAIN, intent(9, 0, 2).positions()));
        assertThat(LaneLedger.open(partition).watermark()).isEqualTo(Position.ofFrame(2));
        assertThat(LaneLedger.open(partition).openIntents()).containsExactly(intent);
    }

    @Test
    void remembersAnAbridgedIntentUnderItsNumber() {
        LaneLedger ledger = begun();
        ledger.intend(List.of(intent(0, 0, 5)));
        Intent rest = intent(0, 3, 5);
        ledger.abridge(intent(0, 0, 3).positions(), rest);
        LaneLedger reopened = LaneLedger.open(partition);
        assertThat(reopened.openIntents()).containsExactly(rest);
        assertThat(reopened.watermark()).isEqualTo(Position.ofFrame(3));
        assertThat(reopened.nextIntentNumber()).isEqualTo(1);
        reopened.commit(List.of(rest));
        assertThat(reopened.watermark()).isEqualTo(Position.ofFrame(5));
    }

    @Test
    void staysFinished() {
        LaneLedger ledger = begun();
        assertThat(ledger.isFinished()).isFalse();
        ledger.finish();
        assertThat(ledger.isFinished()).isTrue();
        assertThat(LaneLedger.open(partition).isFinished()).isTrue();
        assertThat(partition.endOffset() - partition.firstOffset()).isEqualTo(2);
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        begun();
        byte[] unknown = {99, 1, 2};
        partition
                .append(new Frame(ByteBuffer.allocate(0), new int[] {3}, ByteBuffer.wrap(unknown)))
                .join();
        assertThatThrownBy(() -> LaneLedger.open(partition))
                .isInstanceOf(LogFailed.class)
                .hasMessageContaining("unknown ledger entry type 99");
    }

    private LaneLedger begun() {
        LaneLedger ledger = LaneLedger.open(partition);
        ledger.begin(Track.MAIN, Position.START);
        ledger.plan(plan(1));
        return ledger;
    }

    private static Intent intent(long number, long fromFrame, long toFrame) {
        PositionRanges positions =
                new PositionRanges(
                        List.of(
                                new PositionRange(
                                        Position.ofFrame(fromFrame), Position.ofFrame(toFrame))));
        return new Intent(
                number,
                Track.MAIN,
                1,
                "key-" + number,
                positions,
                new Intent.Content(7, 70, NOON, NOON.plusSeconds(3)));
    }

    private static DeliveryPlan plan(long version) {
        S3Sink sink =
                new S3Sink(
                        "lake",
                        "a/!{timestamp:yyyy}/",
                        "errors/!{firehose:error-output-type}/",
                        new BufferingHints(5 << 20, Duration.ofSeconds(90)),
                        Compression.ZIP,
                        Optional.of(".log"),
                        ZoneId.of("America/New_York"),
                        Optional.of("arn:aws:kms:eu-west-1:000000000000:key/k"),
                        Optional.of(new LogTarget("group", "stream")));
        StreamId stream = new StreamId(AccountId.DEFAULT, new Region("eu-west-1"), "clicks");
        DataStreamSource source =
                new DataStreamSource(
                        new DataStreamId(AccountId.DEFAULT, new Region("eu-west-1"), "trips"),
                        NOON.plusMillis(7));
        return new DeliveryPlan(
                stream, version, Optional.of(source), true, sink, Optional.of(sink));
    }
}
