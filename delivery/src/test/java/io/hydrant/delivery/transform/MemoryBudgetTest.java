package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.transform.MemoryBudget.Share;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

@Timeout(60)
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100, 8);

    @Test
    void givesOutNoMoreThanThereIsButForOneBatch() {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shares.add(asking(budget.lane(), 40));
        }
        assertThat(shares)
                .extracting(Share::isWaiting)
                .containsExactly(false, false, false, true, true);
        assertThat(budget.bytesHeld()).isEqualTo(80);
        shares.get(0).release();
        // what was outside moves in, and the next is outside
        assertThat(budget.bytesHeld()).isEqualTo(80);
        assertThat(shares)
                .extracting(Share::isWaiting)
                .containsExactly(false, false, false, false, true);
    }

    @Test
    void keepsTheOrderOfSubmissionWithinALane() {
        MemoryBudget.Lane lane = budget.lane();
        Share first = asking(lane, 40);
        first.rest(0);
        asking(budget.lane(), 95);
        asking(budget.lane(), 95); // outside
        Share second = asking(lane, 5);
        Share third = asking(lane, 5);
        second.rest(5);
        first.ask(5);
        assertThat(first.isWaiting()).isTrue();
        assertThat(third.isWaiting()).isTrue();
        second.release();
        assertThat(first.isWaiting()).isFalse();
        assertThat(third.isWaiting()).isTrue();
    }

    @Test
    void leavesHalfToOtherLanesThanThoseAtWork() {
        MemoryBudget.Lane busy = budget.lane();
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shares.add(asking(busy, 20));
        }
        assertThat(shares)
                .extracting(Share::isWaiting)
                .containsExactly(false, false, true, true, true);
        assertThat(asking(budget.lane(), 60).isWaiting()).isFalse();
        shares.get(0).rest(20);
        shares.get(1).rest(20);
        assertThat(shares.get(2).isWaiting()).isTrue();
        shares.get(0).release();
        assertThat(shares.get(2).isWaiting()).isFalse();
    }

    @Test
    void letsTheFirstOfALaneGoOnThoughItsFollowersHoldAll() {
        MemoryBudget.Lane lane = budget.lane();
        Share first = asking(lane, 50);
        first.rest(0);
        Share second = asking(lane, 50);
        Share third = asking(lane, 50);
        second.rest(50);
        third.rest(50);
        assertThat(budget.bytesHeld()).isEqualTo(100);
        first.ask(50);
        assertThat(first.isWaiting()).isFalse();
        first.rest(50);
        first.ask(50);
        assertThat(first.isWaiting()).isFalse();
    }

    @Test
    void runsNoMoreAtOnceThanMay() {
        MemoryBudget few = new MemoryBudget(100, 2);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shares.add(asking(few.lane(), 1));
        }
        assertThat(shares).extracting(Share::isWaiting).containsExactly(false, false, false, true);
        shares.get(0).rest(1);
        assertThat(shares.get(3).isWaiting()).isFalse();
    }

    @Test
    void countsWhatIsMoreThanWasAskedFor() {
        Share share = asking(budget.lane(), 10);
        share.hold(200);
        assertThat(budget.bytesHeld()).isEqualTo(200);
        asking(budget.lane(), 1);
        Share waiting = asking(budget.lane(), 1);
        assertThat(waiting.isWaiting()).isTrue();
        share.rest(100);
        assertThat(waiting.isWaiting()).isTrue();
        share.release();
        assertThat(waiting.isWaiting()).isFalse();
        assertThat(budget.bytesHeld()).isEqualTo(2);
    }

    @Test
    void endsTheWaitForAShareThatIsGivenUp() {
        MemoryBudget.Lane lane = budget.lane();
        asking(lane, 100);
        Share waiting = asking(lane, 100);
        waiting.release();
        assertThatThrownBy(waiting::await).isInstanceOf(InterruptedException.class);
        waiting.rest(50);
        waiting.release();
        assertThat(budget.bytesHeld()).isEqualTo(100);
    }

    /// Batches that ask, work, wait to be sent again, and are done only in the order of their lane.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverStandsStill(long seed) {
        Random random = new Random(seed);
        List<List<Batch>> lanes = new ArrayList<>();
        for (int lane = 0; lane < 6; lane++) {
            MemoryBudget.Lane memory = budget.lane();
            List<Batch> batches = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                batches.add(new Batch(memory.next(), 1 + random.nextInt(150), random.nextInt(4)));
            }
            lanes.add(batches);
        }
        lanes.forEach(batches -> batches.forEach(batch -> batch.share.ask(batch.bytes)));
        while (lanes.stream().anyMatch(batches -> !batches.isEmpty())) {
            List<List<Batch>> order = new ArrayList<>(lanes);
            Collections.shuffle(order, random);
            boolean moved = false;
            for (List<Batch> batches : order) {
                for (Batch batch : batches) {
                    moved |= batch.step(random);
                }
                if (!batches.isEmpty() && batches.getFirst().ready) {
                    batches.removeFirst().share.release();
                    moved = true;
                }
            }
            assertThat(moved).isTrue();
            assertThat(budget.bytesHeld()).isBetween(0L, 100L);
        }
        assertThat(budget.bytesHeld()).isZero();
    }

    private static final class Batch {
        private final Share share;
        private final long bytes;
        private int failures;
        private boolean ready;

        Batch(Share share, long bytes, int failures) {
            this.share = share;
            this.bytes = bytes;
            this.failures = failures;
        }

        boolean step(Random random) {
            if (ready || share.isWaiting()) {
                return false;
            }
            if (random.nextBoolean()) {
                return true;
            }
            if (failures > 0) {
                failures--;
                share.rest(0);
                share.ask(bytes);
            } else {
                share.rest(bytes / 2);
                ready = true;
            }
            return true;
        }
    }

    private static Share asking(MemoryBudget.Lane lane, long bytes) {
        Share share = lane.next();
        share.ask(bytes);
        return share;
    }
}
