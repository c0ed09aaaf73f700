package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.transform.LaneHarness.Result;
import io.hydrant.functions.runtime.Payload;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

class ArraysUsedAgainTest {
    private static final int RECORD_BYTES = 400_000;
    private static final int BATCHES = 30;

    /// Answers into the array that it is lent, as the Runtime API does, and then spoils nothing.
    private static final class BorrowingFunction implements TransformFunction {
        final List<byte[]> events = new CopyOnWriteArrayList<>();

        @Override
        public Answer invoke(String functionArn, byte[] event) {
            throw new AssertionError("events come with a lender");
        }

        @Override
        public Answer invoke(String functionArn, Payload event) {
            events.add(event.array());
            byte[] echo = EchoFunction.echo(event.toBytes()).payload().toBytes();
            event.lender().eventIsSent();
            byte[] lent = event.lender().arrayForAnswer(echo.length).orElseThrow();
            Arrays.fill(lent, (byte) '!');
            System.arraycopy(echo, 0, lent, 0, echo.length);
            return new Answer.Returned(new Payload(lent, echo.length, Payload.Lender.NONE));
        }

        int distinctArrays() {
            Set<byte[]> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            distinct.addAll(events);
            return distinct.size();
        }
    }

    @Test
    void framesStayAsTheyAreUntilTheirBatchIsDone() throws InterruptedException {
        BorrowingFunction function = new BorrowingFunction();
        LaneHarness harness = new LaneHarness(function);
        LaneTransforms lane = harness.lane();
        Deque<String> expected = new ArrayDeque<>();
        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            while (!lane.hasRoom()) {
                take(harness, lane, delivered);
            }
            String record = Integer.toString(i % 10).repeat(RECORD_BYTES + i);
            harness.put(record);
            expected.add(record);
            lane.submit(harness.batch(i, i + 1, 3));
        }
        while (!lane.isEmpty()) {
            take(harness, lane, delivered);
        }
        assertThat(delivered).containsExactlyElementsOf(expected);
        assertThat(function.events).hasSize(BATCHES);
        assertThat(function.distinctArrays()).isLessThan(BATCHES / 2);
    }

    @Test
    void anAnswerOfAnUnusualShapeIsReadToItsLengthOnly() throws InterruptedException {
        LaneHarness harness = new LaneHarness(new Unusual());
        LaneTransforms lane = harness.lane();
        harness.put("a".repeat(RECORD_BYTES));
        lane.submit(harness.batch(0, 1, 3));
        TransformedBatch batch = harness.await(lane);
        assertThat(batch.counts().ok()).isEqualTo(1);
        assertThat(harness.results(batch))
                .extracting(Result::data)
                .containsExactly("a".repeat(RECORD_BYTES));
    }

    private static void take(LaneHarness harness, LaneTransforms lane, List<String> delivered)
            throws InterruptedException {
        TransformedBatch batch = harness.await(lane);
        harness.results(batch).forEach(result -> delivered.add(result.data()));
        lane.done();
    }

    /// With a member that only the general way reads, in an array with more behind it.
    private static final class Unusual implements TransformFunction {
        @Override
        public Answer invoke(String functionArn, byte[] event) {
            String echo =
                    new String(
                            EchoFunction.echo(event).payload().toBytes(), StandardCharsets.UTF_8);
            byte[] answer = echo.replaceFirst("\\{", "{\"a\":1,").getBytes(StandardCharsets.UTF_8);
            byte[] longer = Arrays.copyOf(answer, answer.length + 50);
            Arrays.fill(longer, answer.length, longer.length, (byte) '!');
            return new Answer.Returned(new Payload(longer, answer.length, Payload.Lender.NONE));
        }
    }
}
