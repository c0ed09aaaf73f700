package io.hydrant.delivery.explain;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.explain.Stage.Made;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.partition.PartitionScheme;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.pipeline.TrialLane;
import io.hydrant.delivery.pipeline.TrialLane.Collected;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Explains records. Safe for use by many threads, as far as what it works with is.
///
/// One explanation holds the record, what it is decompressed to, and what becomes of that, a few
/// times: up to some hundred megabytes for the worst record, a few times its size for others.
public final class Explainer {
    private static final long ROW_GROUP_BYTES_MAX = 16 << 20;

    private final Ground ground;
    private final ConversionPlanner tables;

    /// What it works with.
    ///
    /// @param tables those that records are converted by
    /// @param random makes the parts of keys that differ from object to object
    public record Ground(TableLookup tables, RowFormats formats, RandomGenerator random) {}

    public Explainer(Ground ground) {
        this.ground = ground;
        this.tables =
                new ConversionPlanner(
                        new CatalogTables(ground.tables()), ground.formats(), ROW_GROUP_BYTES_MAX);
    }

    /// Shows what a stream of this plan would make of a record that is alone in it. Whether too
    /// many partitions are active is not asked.
    ///
    /// @throws io.hydrant.kernel.error.InvalidArgument when the stream would not take the record
    public Explanation explain(DeliveryPlan plan, Sample sample, Answers answers)
            throws InterruptedException {
        sample.checkFor(plan);
        List<Stage> stages = new Work(plan, sample).stages(answers);
        return new Explanation(plan.stream(), plan.versionId(), sample.arrival(), stages);
    }

    /// Objects that are still to be rendered.
    private record Load(SampleRecords records, List<Shipment> objects) {}

    /// One explanation.
    private final class Work {
        private final DeliveryPlan plan;
        private final Sample sample;
        private final SampleSource source;
        private final TrialLane lane = new TrialLane(tables, ground.random());
        private final Conversions conversions =
                new Conversions(ground.formats(), Runnable::run, 1, 0);
        private final List<Stage> stages = new ArrayList<>();

        Work(DeliveryPlan plan, Sample sample) {
            this.plan = plan;
            this.sample = sample;
            this.source = SampleSource.of(plan, sample);
        }

        List<Stage> stages(Answers answers) throws InterruptedException {
            stages.add(
                    new Stage.Arrived(
                            Excerpt.of(sample.data()),
                            plan.source().map(from -> from.stream().toString())));
            stages.addAll(PartTrial.stages(plan, source.frame()));
            List<Load> loads = plan.function().isPresent() ? transform(answers) : deliver(plan);
            stages.add(delivered(loads));
            if (plan.backup().isPresent()) {
                stages.add(backedUp());
            }
            return stages;
        }

        private List<Load> deliver(DeliveryPlan by) {
            Collected collected = collect(by, source.lane());
            return List.of(settled(by, source.lane(), collected.objects()));
        }

        private List<Load> transform(Answers answers) throws InterruptedException {
            Collected before = collect(plan, source.lane());
            FunctionTrial trial = new FunctionTrial(plan, source, ground.random());
            if (answers instanceof Answers.None) {
                return skip(before, trial);
            }
            FunctionTrial.Transformation made =
                    trial.run(before.batches(), answers, sample.arrival());
            stages.add(made.stage());
            DeliveryPlan rest = plan.forTransformed();
            Collected after = collect(rest, made.processed());
            return List.of(
                    new Load(new SampleRecords(source.lane(), source.frame()), before.objects()),
                    settled(rest, made.processed(), after.objects()));
        }

        private List<Load> skip(Collected before, FunctionTrial trial) throws InterruptedException {
            boolean needed = !PartitionScheme.of(prefixes()).lambdaKeys().isEmpty();
            stages.add(
                    new Stage.FunctionSkipped(
                            plan.function().orElseThrow().functionArn(),
                            needed,
                            trial.events(before.batches(), sample.arrival())));
            return needed
                    ? List.of(
                            new Load(
                                    new SampleRecords(source.lane(), source.frame()),
                                    before.objects()))
                    : deliver(plan.withFunction(Optional.empty()));
        }

        private Collected collect(DeliveryPlan by, LaneSource from) {
            return lane.collect(by, Track.MAIN, from, sample.arrival());
        }

        /// Tells the stages behind the function.
        private Load settled(DeliveryPlan by, LaneSource from, List<Shipment> objects) {
            SampleRecords records = new SampleRecords(from, source.frame());
            if (by.partitioning().isPresent()) {
                KeyTrial.stage(by, prefixes(), records, objects).ifPresent(stages::add);
            }
            if (by.conversion().isPresent()) {
                ConversionTrial conversion =
                        new ConversionTrial(by.conversion().get(), ground.formats());
                conversion.stage(records, objects).ifPresent(stages::add);
            }
            return new Load(records, objects);
        }

        private Stage delivered(List<Load> loads) {
            Set<Integer> rejected = ConversionTrial.rejected(stages);
            List<Made> objects = new ArrayList<>();
            for (Load load : loads) {
                ObjectTrial trial = new ObjectTrial(load.records().source(), conversions);
                for (Shipment object : load.objects()) {
                    List<Integer> numbers = load.records().numbers(object.intent());
                    boolean converted = object.intent().rendering() instanceof Rendering.Converted;
                    objects.addAll(trial.made(object, numbers, converted ? rejected : Set.of()));
                }
            }
            return new Stage.Delivered(
                    "main",
                    plan.main().bucket(),
                    plan.appendDelimiter() ? "\n" : "",
                    objects,
                    ErrorPrefixes.of(plan, sample.arrival(), ground.random()));
        }

        private Stage backedUp() {
            Collected collected = lane.collect(plan, Track.BACKUP, source.lane(), sample.arrival());
            ObjectTrial trial = new ObjectTrial(source.lane(), conversions);
            List<Made> objects = new ArrayList<>();
            for (Shipment object : collected.objects()) {
                objects.addAll(trial.made(object, List.of(), Set.of()));
            }
            return new Stage.Delivered(
                    "backup", plan.backup().orElseThrow().bucket(), "", objects, Map.of());
        }

        private Prefixes prefixes() {
            return Prefixes.parse(plan.main().prefix(), plan.main().errorPrefix());
        }
    }
}
