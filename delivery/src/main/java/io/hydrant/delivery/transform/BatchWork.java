package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.transform.MemoryBudget.Share;
import io.hydrant.delivery.transform.Outcomes.Attempt;
import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.functions.runtime.Payload;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Brings a batch through its function: in one invocation, or in as many as its size needs, one
/// after the other. For one thread and one use.
///
/// While a batch waits to be sent again it holds nothing: others get its share, and it reads its
/// records from the log once more. What came back for earlier parts of it is kept.
final class BatchWork {
    /// Lambda allows answers of 6 MiB and 100 bytes.
    private static final int ANSWER_BYTES_MAX = 6_291_556;

    /// As long as all ids of invocations.
    private static final String SOME_ID = new UUID(0, 0).toString();

    private final LaneOutline lane;
    private final Tools tools;
    private final TransformBatch batch;
    private final Share share;
    private final Outcomes outcomes;

    /// Where the next part begins.
    private Optional<Position> next = Optional.empty();

    /// What works on batches is done with.
    record Tools(
            TransformFunction function,
            InstantSource clock,
            BackOff backOff,
            BackOff.Pause pause,
            ProcessingMeters meters,
            PayloadArrays arrays) {}

    /// @param share that the first attempt was asked for, see [#bytesNeeded]
    BatchWork(LaneOutline lane, Tools tools, TransformBatch batch, Share share) {
        this.lane = lane;
        this.tools = tools;
        this.batch = batch;
        this.share = share;
        this.outcomes = new Outcomes(batch, tools.arrays());
    }

    /// What an attempt takes, as far as it is known before: the event twice while it is made, or
    /// once, an answer as long, and the data in it.
    static long bytesNeeded(LaneOutline lane, TransformBatch batch) {
        return 11L * EventWriter.bytesExpected(lane, SOME_ID, batch) / 4;
    }

    /// @throws io.hydrant.streams.log.LogException when its records cannot be read
    TransformedBatch run() throws InterruptedException {
        send(batch.positions());
        while (next.isPresent()) {
            share.ask(bytesNeeded(lane, batch));
            send(batch.positions().from(next.get()));
        }
        TransformedBatch transformed =
                new TransformedBatch(batch, outcomes.frames(), outcomes.counts());
        tools.meters().processed(transformed.counts());
        return transformed;
    }

    /// Arrays that the frames of what it came to lie in.
    List<byte[]> lent() {
        return outcomes.lent();
    }

    /// Sends a part of the batch until something came of it.
    private void send(PositionRanges rest) throws InterruptedException {
        String invocationId = UUID.randomUUID().toString();
        int attempts = 1;
        while (!isSettled(rest, invocationId, attempts)) {
            tools.pause().pause(tools.backOff().waitAfter(attempts));
            share.ask(bytesNeeded(lane, batch));
            attempts++;
        }
    }

    /// Reads a part and sends it once, which may be all that is to be done.
    private boolean isSettled(PositionRanges rest, String invocationId, int attempts)
            throws InterruptedException {
        share.await();
        int bytesExpected = EventWriter.bytesExpected(lane, invocationId, batch);
        byte[] array = tools.arrays().take(bytesExpected);
        EventSlice slice = EventSlice.read(lane, rest, invocationId, array);
        next = slice.next();
        boolean settled =
                switch (slice) {
                    case EventSlice.Oversized record -> {
                        share.hold(outcomes.bytes() + 2L * record.data().remaining());
                        outcomes.fail(record, tools.clock().instant());
                        yield true;
                    }
                    case EventSlice.Sendable(TransformEvent event, Optional<Position> _) ->
                            event.count() == 0 || isSettled(event, attempts);
                };
        share.rest(outcomes.bytes());
        return settled;
    }

    private boolean isSettled(TransformEvent event, int attempts) throws InterruptedException {
        Loan loan = new Loan(tools.arrays());
        Payload sent = event.payload(loan);
        Answer answer = invoke(sent);
        Attempt attempt = new Attempt(attempts, tools.clock().instant());
        switch (answer) {
            case Answer.Returned(Payload payload) -> {
                share.hold(outcomes.bytes() + sent.length() + 11L * payload.length() / 4);
                outcomes.take(event, AnswerReader.read(event, payload, tools.arrays()), attempt);
                loan.end(sent, payload);
                return true;
            }
            case Answer.Failed failed -> {
                if (attempts <= batch.processor().retriesMax()) {
                    return false;
                }
                share.hold(outcomes.bytes() + 2L * sent.length());
                outcomes.fail(event, failed, attempt);
                return true;
            }
        }
    }

    private Answer invoke(Payload event) throws InterruptedException {
        outcomes.attempted();
        long began = System.nanoTime();
        Answer answer = checked(tools.function().invoke(batch.processor().functionArn(), event));
        tools.meters().invoked(System.nanoTime() - began, answer instanceof Answer.Returned);
        return answer;
    }

    /// What is longer than an answer may be is an error of the function, as it is for Lambda.
    private static Answer checked(Answer answer) {
        return answer instanceof Answer.Returned(Payload payload)
                        && payload.length() > ANSWER_BYTES_MAX
                ? FunctionFailures.FUNCTION_ERROR
                : answer;
    }
}
