package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(30)
class SendingLanesTest {
    private static final RecordDestination.BatchLimits LIMITS =
            new RecordDestination.BatchLimits(10, 1_000, 100);

    /// Holds what it gets until it is told to go on.
    private static final class Gate implements RecordDestination {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public BatchLimits limits() {
            return LIMITS;
        }

        @Override
        public Sent send(List<OutgoingRecord> batch) throws InterruptedException {
            reached.countDown();
            open.await();
            return new Sent(batch.size(), 5, 1);
        }
    }

    @Test
    void acknowledgesOnlyUpToTheFirstBatchThatIsStillUnderWay() throws InterruptedException {
        Gate slow = new Gate();
        Gate quick = new Gate();
        try (SendingLanes lanes = SendingLanes.open(List.of(slow, quick), new Mark(100, 1))) {
            lanes.submit(List.of(ProductionTest.record("a")), new Mark(101, 2));
            lanes.submit(List.of(ProductionTest.record("b")), new Mark(102, 3));
            slow.reached.await();
            quick.reached.await();
            // Which lane has which batch is open; the one that goes on first decides.
            quick.open.countDown();
            while (lanes.acknowledged().records() == 0) {
                Thread.onSpinWait();
            }
            assertThat(lanes.acknowledged().mark().records()).isIn(100L, 101L);

            slow.open.countDown();
            lanes.drain();
            assertThat(lanes.acknowledged())
                    .isEqualTo(new Acknowledged(new Mark(102, 3), 2, 10, 2));
        }
    }

    @Test
    void keepsTheOrderWithOneLane() throws InterruptedException {
        FakeDestination destination = new FakeDestination(new SteppedTime(), LIMITS);
        List<String> sent = new ArrayList<>();
        try (SendingLanes lanes = SendingLanes.open(List.of(destination), new Mark(0, 0))) {
            for (int number = 1; number <= 500; number++) {
                sent.add("r" + number);
                lanes.submit(List.of(ProductionTest.record("r" + number)), new Mark(number, 0));
            }
            lanes.drain();
        }

        assertThat(destination.texts()).isEqualTo(sent);
    }

    @Test
    void closesWhileBatchesAreUnderWay() throws InterruptedException {
        Gate stuck = new Gate();
        SendingLanes lanes = SendingLanes.open(List.of(stuck), new Mark(0, 0));
        lanes.submit(List.of(ProductionTest.record("a")), new Mark(1, 0));
        stuck.reached.await();

        lanes.close();

        assertThat(lanes.acknowledged().mark().records()).isZero();
    }
}
