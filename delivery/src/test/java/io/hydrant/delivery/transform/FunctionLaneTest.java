package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.transform.LaneHarness.Result;
import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.streams.log.LogFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

@Timeout(60)
class FunctionLaneTest {
    private static final int EVENT_BYTES_MAX = 6_291_456;

    private final EchoFunction function = new EchoFunction();
    private final LaneHarness harness = new LaneHarness(function);

    @Test
    void runsFiveBatchesAtOnceAndGivesThemBackInOrder() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            harness.put("r" + i);
            function.hold("r" + i);
        }
        LaneTransforms lane = harness.lane();
        for (int i = 0; i < 5; i++) {
            assertThat(lane.hasRoom()).isTrue();
            lane.submit(harness.batch(i, i + 1, 3));
        }
        assertThat(lane.hasRoom()).isFalse();
        for (int i = 0; i < 5; i++) {
            function.awaitBegin("r" + i);
        }
        for (int i = 4; i >= 0; i--) {
            function.letGo("r" + i);
        }
        for (int i = 0; i < 5; i++) {
            TransformedBatch first = harness.await(lane);
            assertThat(lane.first()).containsSame(first);
            assertThat(harness.results(first)).extracting(Result::data).containsExactly("r" + i);
            lane.done();
            assertThat(lane.hasRoom()).isTrue();
        }
        assertThat(lane.isEmpty()).isTrue();
        assertThat(harness.transforms.bytesHeld()).isZero();
        assertThat(function.runningMost).hasValue(5);
    }

    @Test
    void refusesASixthBatch() {
        harness.put("r");
        function.hold("r");
        try (LaneTransforms lane = harness.lane()) {
            for (int i = 0; i < 5; i++) {
                lane.submit(harness.batch(0, 1, 3));
            }
            assertThatThrownBy(() -> lane.submit(harness.batch(0, 1, 3)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("puts has 5 batches");
        }
    }

    @Test
    void sendsAFailedBatchAgainWithPausesThatGrow() throws InterruptedException {
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        LaneHarness slow = new LaneHarness(function.fail("a", 3), pauses::add, 64 << 20);
        slow.put("a", "b");
        LaneTransforms lane = slow.lane();
        lane.submit(slow.batch(0, 1, 3));
        TransformedBatch batch = slow.await(lane);
        assertThat(slow.results(batch)).extracting(Result::data).containsExactly("a", "b");
        assertThat(batch.counts()).isEqualTo(new TransformedBatch.Counts(2, 2, 0, 0, 4));
        assertThat(pauses).hasSize(3);
        for (int i = 0; i < 3; i++) {
            long longest = 100L << i;
            assertThat(pauses.get(i).toMillis()).isBetween(longest / 2, longest);
        }
        assertThat(function.events.get(3)).isEqualTo(function.events.get(0));
        assertThat(slow.telemetry.count("hydrant_delivery_processing_seconds_count")).isEqualTo(4);
        assertThat(slow.telemetry.count("hydrant_delivery_processing_failed_invocations_total"))
                .isEqualTo(3);
        assertThat(slow.telemetry.count("hydrant_delivery_processed_records_total")).isEqualTo(2);
        assertThat(slow.telemetry.count("hydrant_delivery_processed_bytes_total")).isEqualTo(2);
    }

    @Test
    void failsTheWholeBatchAfterTheRetries() throws InterruptedException {
        function.fail("a", 4);
        harness.put("a", "b");
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, 1, 3));
        TransformedBatch batch = harness.await(lane);
        List<Result> results = harness.results(batch);
        assertThat(results).extracting(Result::data).containsExactly("a", "b");
        for (Result result : results) {
            Failure failure = ((Processed.Failed) result.outcome()).failure();
            assertThat(failure.code()).isEqualTo("Lambda.InvokeLimitExceeded");
            assertThat(failure.attempts()).isEqualTo(4);
        }
        assertThat(batch.counts()).isEqualTo(new TransformedBatch.Counts(0, 0, 0, 2, 4));
        assertThat(harness.telemetry.count("hydrant_delivery_processing_failed_records_total"))
                .isEqualTo(2);
    }

    @Test
    void triesOnceWithoutRetries() throws InterruptedException {
        function.fail("a", 1);
        harness.put("a");
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, 1, 0));
        assertThat(harness.await(lane).counts().attempts()).isEqualTo(1);
    }

    @Test
    void makesNoFrameOfABatchThatWasDropped() throws InterruptedException {
        LaneHarness dropping =
                new LaneHarness(
                        (_, event) ->
                                LaneHarness.returned(
                                        new String(
                                                        EchoFunction.echo(event)
                                                                .payload()
                                                                .toBytes(),
                                                        StandardCharsets.UTF_8)
                                                .replace("\"Ok\"", "\"Dropped\"")));
        dropping.put("a", "b");
        LaneTransforms lane = dropping.lane();
        lane.submit(dropping.batch(0, 1, 3));
        TransformedBatch batch = dropping.await(lane);
        assertThat(batch.frames()).isEmpty();
        assertThat(batch.counts()).isEqualTo(new TransformedBatch.Counts(0, 0, 2, 0, 1));
        assertThat(dropping.telemetry.count("hydrant_delivery_dropped_records_total")).isEqualTo(2);
    }

    @Test
    void cutsABatchThatIsTooLargeForOneInvocation() throws InterruptedException {
        int records = 12;
        for (int i = 0; i < records; i += 2) {
            harness.put("x".repeat(1_000_000 + i), "x".repeat(1_000_001 + i));
        }
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, records / 2, 3));
        TransformedBatch batch = harness.await(lane);
        assertThat(function.events).hasSize(3).allMatch(event -> event.length <= EVENT_BYTES_MAX);
        assertThat(batch.counts().attempts()).isEqualTo(3);
        assertThat(harness.results(batch))
                .extracting(result -> result.data().length())
                .isEqualTo(IntStream.range(0, records).mapToObj(i -> 1_000_000 + i).toList());
        assertThat(batch.frames()).hasSize(records / 2);
    }

    @Test
    void fillsAnInvocationToItsLimit() throws InterruptedException {
        harness.put("x");
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, 1, 0));
        harness.await(lane);
        lane.done();
        int around = function.events.getFirst().length - 4;
        int most = (EVENT_BYTES_MAX - around) / 4 * 3;
        harness.put("y".repeat(most));
        harness.put("y".repeat(most + 1));
        lane.submit(harness.batch(1, 3, 0));
        List<Result> results = harness.results(harness.await(lane));
        assertThat(results)
                .extracting(Result::code)
                .containsExactly("", "Lambda.RequestEntityTooLargeException");
        assertThat(results.get(1).data()).hasSize(most + 1);
        Failure failure = ((Processed.Failed) results.get(1).outcome()).failure();
        assertThat(failure.message())
                .isEqualTo(
                        "Request must be smaller than 6291456 bytes for the InvokeFunction"
                                + " operation");
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(function.events).hasSize(2);
    }

    @Test
    void sendsWhatComesBehindARecordThatIsTooLarge() throws InterruptedException {
        harness.put("a", "z".repeat(5_000_000), "b");
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, 1, 0));
        assertThat(harness.results(harness.await(lane)))
                .extracting(Result::code)
                .containsExactly("", "Lambda.RequestEntityTooLargeException", "");
        assertThat(function.events)
                .extracting(LaneHarness::sent)
                .containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void takesAnswersThatAreTooLongForErrorsOfTheFunction() throws InterruptedException {
        List<Integer> sizes = new ArrayList<>(List.of(6_291_557, 6_291_556));
        LaneHarness chatty =
                new LaneHarness(
                        (_, event) -> {
                            byte[] echo = EchoFunction.echo(event).payload().toBytes();
                            byte[] padded = new byte[sizes.removeFirst()];
                            Arrays.fill(padded, (byte) ' ');
                            System.arraycopy(echo, 0, padded, 0, echo.length);
                            return new Answer.Returned(padded);
                        });
        chatty.put("a");
        LaneTransforms lane = chatty.lane();
        lane.submit(chatty.batch(0, 1, 1));
        TransformedBatch batch = chatty.await(lane);
        assertThat(batch.counts()).isEqualTo(new TransformedBatch.Counts(1, 1, 0, 0, 2));
    }

    @Test
    void saysThatRecordsCannotBeReadAndTriesAgain() throws InterruptedException {
        harness.put("a");
        TransformBatch beyond =
                new TransformBatch(
                        harness.batch(0, 1, 3).processor(), LaneHarness.frames(0, 2), 2, 2, 8);
        LaneTransforms lane = harness.lane();
        lane.submit(beyond);
        assertThatThrownBy(() -> harness.await(lane))
                .isInstanceOf(LogFailed.class)
                .hasMessageContaining("puts does not hold");
        harness.put("b");
        TransformedBatch batch = awaitReadable(lane);
        assertThat(harness.results(batch)).extracting(Result::data).containsExactly("a", "b");
    }

    @Test
    void tellsOfAFunctionThatBreaksInAnUnforeseenWay() {
        LaneHarness broken =
                new LaneHarness(
                        (_, _) -> {
                            throw new IllegalArgumentException("broken");
                        });
        broken.put("a");
        LaneTransforms lane = broken.lane();
        lane.submit(broken.batch(0, 1, 3));
        assertThatThrownBy(() -> broken.await(lane))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("puts")
                .hasRootCauseMessage("broken");
    }

    @Test
    void abandonsWhatIsOnItsWayWhenItIsClosed() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        LaneHarness stuck =
                new LaneHarness(
                        (_, _) -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                            return LaneHarness.returned("");
                        });
        stuck.put("a");
        LaneTransforms lane = stuck.lane();
        lane.submit(stuck.batch(0, 1, 3));
        begun.await();
        assertThat(stuck.transforms.bytesHeld()).isPositive();
        lane.close();
        interrupted.await();
        assertThat(lane.isEmpty()).isTrue();
        assertThat(stuck.transforms.bytesHeld()).isZero();
        assertThat(stuck.woken.availablePermits()).isZero();
    }

    @Test
    void abandonsAllLanesWhenTheEngineCloses() throws InterruptedException {
        harness.put("a");
        function.hold("a");
        LaneTransforms lane = harness.lane();
        lane.submit(harness.batch(0, 1, 3));
        function.awaitBegin("a");
        harness.transforms.close();
        assertThat(lane.first()).isEmpty();
        assertThat(harness.transforms.bytesHeld()).isZero();
        lane.close();
    }

    @Test
    void runsABatchLargerThanTheBudgetAloneOutsideOfIt() throws InterruptedException {
        LaneHarness tight = new LaneHarness(function, _ -> {}, 1);
        LaneTransforms lane = tight.lane();
        for (int i = 0; i < 5; i++) {
            tight.put("r" + i);
            lane.submit(tight.batch(i, i + 1, 3));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(tight.results(tight.await(lane)))
                    .extracting(Result::position)
                    .containsExactly(new Position(i, 0, 0));
            lane.done();
        }
        assertThat(function.runningMost).hasValue(1);
        assertThat(tight.transforms.bytesHeld()).isZero();
    }

    @Test
    void givesItsShareToOtherLanesWhileABatchWaitsToBeSentAgain() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        LaneHarness tight =
                new LaneHarness(
                        function.fail("a", 1),
                        _ -> {
                            pausing.countDown();
                            goOn.await();
                        },
                        1);
        tight.put("a");
        tight.put("b");
        LaneTransforms failing = tight.lane();
        LaneTransforms other = tight.lane();
        failing.submit(tight.batch(0, 1, 3));
        pausing.await();
        other.submit(tight.batch(1, 2, 3));
        assertThat(tight.results(tight.await(other))).extracting(Result::data).containsExactly("b");
        other.done();
        goOn.countDown();
        assertThat(tight.results(tight.await(failing)))
                .extracting(Result::data)
                .containsExactly("a");
    }

    private TransformedBatch awaitReadable(LaneTransforms lane) throws InterruptedException {
        while (true) {
            try {
                return harness.await(lane);
            } catch (LogFailed _) {
                // the try before was still the one that failed
            }
        }
    }
}
