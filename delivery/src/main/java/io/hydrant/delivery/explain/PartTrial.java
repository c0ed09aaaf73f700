package io.hydrant.delivery.explain;

import io.hydrant.delivery.explain.Stage.Part;
import io.hydrant.delivery.explain.Stage.Step;
import io.hydrant.delivery.explain.Stage.TakenApart;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.subrecord.SubRecordOutcome;
import io.hydrant.delivery.subrecord.SubRecords;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes records apart step by step: each step by the rules of all up to it.
final class PartTrial {
    private final SplitFrame frame;

    private PartTrial(SplitFrame frame) {
        this.frame = frame;
    }

    /// @param frame taken apart by the rules of the plan
    static List<Stage> stages(DeliveryPlan plan, SplitFrame frame) {
        return new PartTrial(frame).stages(plan.subRecords());
    }

    private List<Stage> stages(SubRecordRules rules) {
        List<Stage> stages = new ArrayList<>();
        if (!frame.undivided().isWhole()) {
            stages.add(aggregate());
        }
        for (Map.Entry<Step, SubRecordRules> step : steps(rules).entrySet()) {
            TakenApart taken = step(step.getKey(), step.getValue());
            stages.add(taken);
            if (taken.parts().stream().allMatch(part -> part.failure().isPresent())) {
                break; // nothing reaches the next one
            }
        }
        return stages;
    }

    private static Map<Step, SubRecordRules> steps(SubRecordRules rules) {
        Map<Step, SubRecordRules> steps = new EnumMap<>(Step.class);
        if (rules.decompression()) {
            steps.put(Step.DECOMPRESSION, new SubRecordRules(true, false, Optional.empty()));
        }
        if (rules.messageExtraction()) {
            steps.put(
                    Step.CLOUD_WATCH_LOG_PROCESSING,
                    new SubRecordRules(true, true, Optional.empty()));
        }
        if (rules.deAggregation().isPresent()) {
            steps.put(Step.DE_AGGREGATION, rules);
        }
        return steps;
    }

    private TakenApart aggregate() {
        SplitFrame records = frame.undivided();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < Math.min(records.count(), Stage.RECORDS_MAX); i++) {
            parts.add(new Part(i + 1, Excerpt.of(records.data(i)), Optional.empty()));
        }
        return new TakenApart(Step.AGGREGATE, records.count(), parts, false);
    }

    private TakenApart step(Step step, SubRecordRules rules) {
        SubRecords taking = SubRecords.by(rules);
        SplitFrame before = frame.undivided();
        List<Part> parts = new ArrayList<>();
        int count = 0;
        boolean beyondLimit = false;
        for (int i = 0; i < before.count(); i++) {
            ByteBuffer record = before.data(i);
            beyondLimit |= taking.isBeyondLimit(record);
            List<Part> some = parts(taking, record, count);
            count += some.size();
            some.stream().limit(Stage.RECORDS_MAX - parts.size()).forEach(parts::add);
        }
        return new TakenApart(step, count, parts, beyondLimit);
    }

    private static List<Part> parts(SubRecords taking, ByteBuffer record, int before) {
        return switch (taking.split(record)) {
            case SubRecordOutcome.Failed failed ->
                    List.of(
                            new Part(
                                    before + 1,
                                    Excerpt.of(record),
                                    Optional.of(new Reason(failed.code(), failed.message()))));
            case SubRecordOutcome.Split(List<ByteBuffer> records) -> {
                List<Part> parts = new ArrayList<>();
                for (ByteBuffer part : records) {
                    int number = before + parts.size() + 1;
                    Excerpt data =
                            number <= Stage.RECORDS_MAX
                                    ? Excerpt.of(part)
                                    : new Excerpt(part.remaining(), new byte[0]);
                    parts.add(new Part(number, data, Optional.empty()));
                }
                yield parts;
            }
        };
    }
}
