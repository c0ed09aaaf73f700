package io.hydrant.delivery.explain;

import io.hydrant.delivery.explain.Stage.Result;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.pipeline.TrialLane;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.Failure;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrame;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.delivery.transform.TrialTransform;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.StoredFrame;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Brings the sample through the function of its stream.
final class FunctionTrial {
    private final DeliveryPlan plan;
    private final SampleSource source;
    private final RandomGenerator random;

    FunctionTrial(DeliveryPlan plan, SampleSource source, RandomGenerator random) {
        this.plan = plan;
        this.source = source;
        this.random = random;
    }

    /// @param processed what the function made, as the source of what is delivered
    record Transformation(Stage stage, LaneSource processed) {}

    /// @param answers not [Answers.None]
    Transformation run(List<TransformBatch> batches, Answers answers, Instant now)
            throws InterruptedException {
        List<Integer> sent = sent();
        Witness witness =
                switch (answers) {
                    case Answers.Invoked(var function) -> Witness.of(function);
                    case Answers.Given(byte[] answer) -> Witness.of(answer, sent);
                    case Answers.None _ -> throw new IllegalArgumentException("there is no answer");
                };
        TrialTransform transform =
                new TrialTransform(outline(), witness, InstantSource.fixed(now), random);
        SamplePartition log = new SamplePartition("processed", now);
        for (TransformBatch batch : batches) {
            transform.run(batch).frames().forEach(log::append);
        }
        LambdaProcessor processor = plan.function().orElseThrow();
        Stage stage =
                new Stage.Transformed(
                        processor.functionArn(),
                        answers instanceof Answers.Invoked,
                        processor.retriesMax() + 1,
                        witness.invocations(),
                        results(sent, log));
        return new Transformation(stage, TrialLane.processed(log, source.lane()));
    }

    /// What the function would be sent.
    List<Excerpt> events(List<TransformBatch> batches, Instant now) throws InterruptedException {
        byte[] nothing = "{}".getBytes(StandardCharsets.US_ASCII);
        Witness witness = Witness.of(nothing, sent());
        TrialTransform transform =
                new TrialTransform(outline(), witness, InstantSource.fixed(now), random);
        for (TransformBatch batch : batches) {
            transform.run(batch);
        }
        return witness.invocations().stream().map(Stage.Invocation::event).toList();
    }

    private LaneOutline outline() {
        return new LaneOutline(
                plan.stream(),
                plan.source().map(from -> from.stream().arn().toString()),
                source.lane(),
                () -> {});
    }

    /// The numbers of the records that reach the function.
    private List<Integer> sent() {
        SplitFrame frame = source.frame();
        return IntStream.range(0, frame.count())
                .filter(i -> frame.refusal(i).isEmpty())
                .mapToObj(i -> i + 1)
                .toList();
    }

    private List<Result> results(List<Integer> sent, SamplePartition log) {
        Map<Integer, Result> kept = new HashMap<>();
        try (FrameReader frames = log.reader(0)) {
            Optional<StoredFrame> next = frames.next();
            while (next.isPresent()) {
                StoredFrame stored = next.get();
                ProcessedFrame frame = ProcessedFrames.read(stored, log.name().toString());
                SplitFrame records = SplitFrame.whole(stored);
                for (int i = 0; i < stored.recordCount(); i++) {
                    int number = source.frame().indexAt(frame.position(i)) + 1;
                    if (number <= Stage.RECORDS_MAX) {
                        kept.put(number, result(number, frame.outcome(i), records, i));
                    }
                }
                next = frames.next();
            }
        }
        List<Result> results = new ArrayList<>();
        for (int number : sent) {
            if (number <= Stage.RECORDS_MAX) {
                results.add(kept.getOrDefault(number, new Result.Dropped(number)));
            }
        }
        return results;
    }

    private static Result result(int number, Processed outcome, SplitFrame records, int index) {
        return switch (outcome) {
            case Processed.Ok(Map<String, String> keys) ->
                    new Result.Ok(number, Excerpt.of(records.data(index)), keys);
            case Processed.Failed(Failure failure) ->
                    new Result.Failed(
                            number,
                            new Reason(failure.code(), failure.message()),
                            failure.attempts());
        };
    }
}
