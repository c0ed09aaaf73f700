package io.hydrant.functions.mapping.engine.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.util.List;

class MappingLedgerTest {
    private final MemoryLog log = new MemoryLog(SimulatedClock.at("2026-01-01T00:00:00Z"));
    private final LogPartition partition =
            log.partition(new PartitionName("mappings/u-1"), Purpose.BOOKKEEPING);
    private final ShardKey first = new ShardKey(1_000, new ShardId(0));
    private final ShardKey second = new ShardKey(1_000, new ShardId(1));

    @Test
    void knowsAfterARestartWhatItKept() {
        MappingLedger ledger = MappingLedger.open(partition);
        ShardProgress divided =
                ShardProgress.from(RecordPosition.START, 2)
                        .with(1, new RecordPosition(7, 9_999))
                        .divided(3);
        ledger.keep(first, divided);
        ledger.keep(second, ShardProgress.from(RecordPosition.ofFrame(5), 1).finish());

        MappingLedger again = MappingLedger.open(partition);
        assertThat(again.find(first)).contains(divided);
        assertThat(again.find(second).orElseThrow().finished()).isTrue();
    }

    @Test
    void forgetsShards() {
        MappingLedger ledger = MappingLedger.open(partition);
        ledger.keep(first, ShardProgress.from(RecordPosition.START, 1));
        ledger.forget(List.of(first));

        assertThat(MappingLedger.open(partition).all()).isEmpty();
    }

    @Test
    void staysSmallHoweverLongItIsKept() {
        MappingLedger ledger = MappingLedger.open(partition);
        ledger.keep(second, ShardProgress.from(RecordPosition.START, 1));
        for (int offset = 1; offset <= 10_000; offset++) {
            ledger.keep(first, ShardProgress.from(RecordPosition.ofFrame(offset), 1));
        }

        assertThat(partition.endOffset() - partition.firstOffset()).isLessThan(2_100);
        MappingLedger again = MappingLedger.open(partition);
        assertThat(again.find(first).orElseThrow().floor().offset()).isEqualTo(10_000);
        assertThat(again.find(second)).isPresent();
    }

    @Test
    void saysWhenAPositionCannotBeKept() {
        MappingLedger ledger = MappingLedger.open(partition);
        log.refuse(_ -> true);

        assertThatThrownBy(() -> ledger.keep(first, ShardProgress.from(RecordPosition.START, 1)))
                .isInstanceOf(LogFull.class);
    }

    @Test
    void writesNothingOnceItIsClosed() {
        MappingLedger ledger = MappingLedger.open(partition);
        ledger.close();
        ledger.keep(first, ShardProgress.from(RecordPosition.START, 1));

        assertThat(partition.endOffset()).isZero();
    }

    @Test
    void doesNotDoAgainWhatEarlierLanesHaveDone() {
        ShardProgress progress =
                ShardProgress.from(RecordPosition.START, 2)
                        .with(1, RecordPosition.ofFrame(10))
                        .divided(3);

        assertThat(progress.floor()).isEqualTo(RecordPosition.START);
        assertThat(progress.isDoneBefore(RecordPosition.ofFrame(9), 1)).isTrue();
        assertThat(progress.isDoneBefore(RecordPosition.ofFrame(9), 2)).isFalse();
        assertThat(progress.isDoneBefore(RecordPosition.ofFrame(10), 1)).isFalse();
        ShardProgress passed =
                progress.with(0, RecordPosition.ofFrame(10))
                        .with(1, RecordPosition.ofFrame(11))
                        .with(2, RecordPosition.ofFrame(12));
        assertThat(passed.divisions()).hasSize(1);
    }
}
