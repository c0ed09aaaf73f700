package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.SimulatedRecords.Item;
import io.hydrant.functions.mapping.engine.SimulatedRecords.State;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.functions.mapping.engine.batch.EventFormat;
import io.hydrant.functions.mapping.engine.batch.ShardScan;
import io.hydrant.functions.mapping.engine.failure.Condition;
import io.hydrant.functions.mapping.engine.failure.FailureDestination;
import io.hydrant.functions.mapping.engine.failure.GivenUp;
import io.hydrant.functions.mapping.engine.position.MappingLedger;
import io.hydrant.functions.mapping.engine.position.ShardKey;
import io.hydrant.functions.mapping.engine.position.ShardOrder;
import io.hydrant.functions.mapping.engine.position.ShardProgress;
import io.hydrant.functions.pattern.RecordFilter;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// A mapping over streams in memory, whose process dies and comes back when told, with a function
/// and a failure destination that answer as told. Whatever happens, it checks at each invocation:
/// - every earlier record of a key is done or given up, or earlier in the same batch
/// - no two batches with the same key are with the function at once
/// - nothing comes again that was done, once a step has kept that
///
/// For one thread; nothing happens by itself.
final class MappingSimulation {
    static final DataStreamId STREAM =
            new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), "clicks");
    private static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    final MemoryLog log = new MemoryLog(clock);
    final MemoryStreams streams = new MemoryStreams(log, clock);
    final MemoryStreams.Stream stream;
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final MappingReport report = new MappingReport("u-1", telemetry);
    final List<Errand> waiting = new ArrayList<>();
    final List<Batch> givenUp = new ArrayList<>();
    final Map<ShardKey, ShardWork> works = new LinkedHashMap<>();
    MemoryBudget memory = new MemoryBudget(64 << 20);
    long memoryBytes = 64 << 20;
    RecordFilter filter = RecordFilter.ALL;
    Optional<FailureDestination> destination = Optional.empty();
    boolean pushed;
    String invoker = "arn:aws:iam::111122223333:role/r";

    private final SplittableRandom random;
    private final ShardOrder order = new ShardOrder(Instant.EPOCH);
    private final SimulatedRecords records = new SimulatedRecords();
    private MappingSettings settings = ChangedSettings.DEFAULTS;
    private MappingLedger ledger;

    /// What a lane has asked for.
    final class Errand {
        final ShardWork work;
        final int lane;
        final Optional<Errands.Call> call;
        final Optional<Errands.Telling> telling;
        final List<Item> records;
        final List<String> numbers;

        private Errand(ShardWork work, int lane, Errands.Call call) {
            this.work = work;
            this.lane = lane;
            this.call = Optional.of(call);
            this.telling = Optional.empty();
            this.numbers = numbersIn(call.event());
            this.records = numbers.stream().map(MappingSimulation.this.records::get).toList();
        }

        private Errand(ShardWork work, int lane, Errands.Telling telling) {
            this.work = work;
            this.lane = lane;
            this.call = Optional.empty();
            this.telling = Optional.of(telling);
            this.records = itemsOf(telling.batch());
            this.numbers = List.of();
        }

        List<String> data() {
            return records.stream().map(item -> item.data).toList();
        }
    }

    MappingSimulation(long seed, int shards) {
        random = new SplittableRandom(seed);
        stream = streams.create(STREAM, shards);
        clock.advance(Duration.ofSeconds(5));
        reopen();
    }

    MappingSettings settings() {
        return settings;
    }

    Terms terms() {
        Mapping mapping =
                new Mapping(
                        "u-1",
                        STREAM,
                        pushed ? Optional.of(STREAM + "/consumer/c:1") : Optional.empty(),
                        new Mapping.Start.TrimHorizon(),
                        invoker,
                        settings);
        return new Terms(mapping, filter, destination);
    }

    /// Answers that were given before are judged by the settings before.
    void change(UnaryOperator<ChangedSettings> step) {
        step();
        settings = step.apply(ChangedSettings.of(settings)).toSettings();
        works.values().forEach(work -> work.change(terms()));
    }

    /// Tells of every batch that was given up.
    MappingSimulation withDestination(boolean takesEvents) {
        destination =
                Optional.of(
                        new FailureDestination() {
                            @Override
                            public boolean takesEvents() {
                                return takesEvents;
                            }

                            @Override
                            public void tell(GivenUp batch) {
                                throw new UnsupportedOperationException("errands are simulated");
                            }
                        });
        return this;
    }

    /// Puts records of one key in one frame.
    void put(String key, String... data) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        HashKey hash = HashKey.ofPartitionKey(name);
        Shard shard =
                stream.openShards().stream()
                        .filter(open -> open.range().contains(hash))
                        .findFirst()
                        .orElseThrow();
        int[] lengths = new int[data.length];
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < data.length; i++) {
            lengths[i] = data[i].getBytes(StandardCharsets.UTF_8).length;
            names.add(name);
        }
        ByteBuffer payload =
                ByteBuffer.wrap(String.join("", data).getBytes(StandardCharsets.UTF_8));
        Frame frame = new Frame(ShardFrame.metadata(false, false, names), lengths, payload);
        LogPartition.Appended at = stream.append(shard, frame).join();
        for (int i = 0; i < data.length; i++) {
            records.add(number(shard, at, i), new Item(key, data[i]));
        }
    }

    /// Records of a shard below a frame fall out of retention.
    void expire(Shard shard, long offset) {
        stream.moveHorizon(shard.id(), offset);
        records.expire(shard.id(), offset);
    }

    /// The process dies; nothing that it had in memory is left.
    void crash() {
        works.clear();
        waiting.clear();
        records.forgetWhatIsNotKept();
        memory = new MemoryBudget(memoryBytes);
        reopen();
    }

    /// The mapping is stopped and started.
    void restart() {
        works.values().forEach(ShardWork::close);
        works.values().forEach(records::keep);
        crash();
    }

    /// Opens the work of shards whose turn it is.
    void look() {
        ShardOrder.Look look = order.look(streams.shards(STREAM), ledger.all());
        for (Shard shard : look.readable()) {
            works.computeIfAbsent(ShardKey.of(shard), _ -> open(shard));
        }
        ledger.forget(look.gone());
    }

    /// Steps every shard once.
    ///
    /// @return when the first wants to be stepped again
    Instant step() {
        Instant due = Instant.MAX;
        for (ShardKey key : List.copyOf(works.keySet())) {
            Instant next = step(key);
            due = next.isBefore(due) ? next : due;
        }
        return due;
    }

    /// Steps until nothing happens any more without time or answers.
    Instant settle() {
        look();
        Instant due = step();
        while (!due.isAfter(clock.instant())) {
            look();
            due = step();
        }
        return due;
    }

    Instant step(ShardKey key) {
        ShardWork work = works.get(key);
        Instant due;
        try {
            due = work.step(clock.instant());
        } catch (LogException _) {
            return clock.instant().plusSeconds(1);
        }
        records.keep(work);
        if (work.isFinished()) {
            works.remove(key);
            work.close();
        }
        return due;
    }

    void succeed(Errand errand) {
        errand.records.forEach(item -> item.state = State.DONE);
        answer(errand, "null", Optional.empty());
    }

    void fail(Errand errand) {
        answer(errand, "{}", Optional.of(new InvocationOutcome.Failure("Error")));
    }

    void throttle(Errand errand) {
        end(errand, new Outcome.Unreachable("throttled"));
    }

    /// The function tells that a record, and perhaps others behind it, failed.
    void failItem(Errand errand, int index) {
        if (settings.reportsItemFailures()) {
            errand.records.subList(0, index).forEach(item -> item.state = State.DONE);
        } else {
            errand.records.forEach(item -> item.state = State.DONE);
        }
        String answer =
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
                        .formatted(errand.numbers.get(index));
        answer(errand, answer, Optional.empty());
    }

    void told(Errand errand) {
        errand.records.forEach(item -> item.state = State.TOLD);
        givenUp.add(errand.telling.orElseThrow().batch().batch());
        end(errand, new Outcome.Told());
    }

    void notTold(Errand errand) {
        end(errand, new Outcome.NotTold("no room"));
    }

    void answer(Errand errand, String payload, Optional<InvocationOutcome.Failure> failure) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        Invoked invoked =
                new Invoked(new InvocationOutcome(bytes, failure, new byte[0]), "$LATEST");
        String requestId = errand.call.orElseThrow().requestId();
        end(errand, new Outcome.Answered(new GivenUp.LastCall(requestId, invoked)));
    }

    /// The only errand that waits.
    Errand only() {
        assertThat(waiting).hasSize(1);
        return waiting.getFirst();
    }

    List<Item> unfinished() {
        return records.unfinished();
    }

    private void end(Errand errand, Outcome outcome) {
        waiting.remove(errand);
        errand.call.ifPresent(call -> call.memory().close());
        errand.telling.ifPresent(telling -> telling.memory().close());
        errand.records.forEach(item -> item.work = Optional.of(errand.work));
        errand.work.report(errand.lane, outcome);
    }

    private void reopen() {
        ledger =
                MappingLedger.open(
                        log.partition(new PartitionName("mappings/u-1"), Purpose.BOOKKEEPING));
    }

    private ShardWork open(Shard shard) {
        ShardProgress progress =
                ledger.find(ShardKey.of(shard))
                        .orElseGet(
                                () ->
                                        ShardProgress.from(
                                                order.start(shard), settings.parallelization()));
        ShardPositions positions = new ShardPositions(shard, ledger, progress);
        SimulatedErrands errands = new SimulatedErrands();
        LaneSurroundings around =
                new LaneSurroundings(
                        positions,
                        new FailureRules(shard, new Backoff(random), () -> "id" + random.nextInt()),
                        errands,
                        memory,
                        new SpanBudget(1_000),
                        report,
                        () -> {});
        ShardWork work =
                new ShardWork(
                        positions,
                        terms(),
                        (number, mapping) -> new Lane(number, scan(shard, mapping), around));
        errands.work = work;
        return work;
    }

    private static ShardScan scan(Shard shard, Mapping mapping) {
        EventFormat.Origin origin =
                new EventFormat.Origin(STREAM.toString(), mapping.invoker(), "eu-west-1");
        return new ShardScan(shard, new EventFormat(shard, origin));
    }

    private final class SimulatedErrands implements Errands {
        private ShardWork work;

        @Override
        public void invoke(int lane, Call call) {
            Errand errand = new Errand(work, lane, call);
            records.checkOrder(errand.records, waiting.stream().map(it -> it.records).toList());
            errand.records.forEach(item -> item.deliveries++);
            waiting.add(errand);
        }

        @Override
        public void tell(int lane, Telling telling) {
            waiting.add(new Errand(work, lane, telling));
        }
    }

    private List<Item> itemsOf(GivenUp batch) {
        checkReason(batch);
        List<Item> found = new ArrayList<>();
        for (Batch.Span span : batch.batch().spans()) {
            for (int i = span.first(); i < span.first() + span.count(); i++) {
                RecordPosition position = new RecordPosition(span.offset(), i);
                found.add(records.get(batch.shard().number(position, span.arrival()).toString()));
            }
        }
        return found;
    }

    private static void checkReason(GivenUp batch) {
        if (batch.condition() == Condition.RETRIES_EXHAUSTED) {
            assertThat(batch.attempts()).isPositive();
            assertThat(batch.last()).isPresent();
        }
    }

    private static String number(Shard shard, LogPartition.Appended at, int index) {
        return shard.number(new RecordPosition(at.offset(), index), at.arrival()).toString();
    }

    private static List<String> numbersIn(byte[] event) {
        List<String> numbers = new ArrayList<>();
        try {
            for (JsonNode record : JSON.readTree(event).path("Records")) {
                numbers.add(record.path("kinesis").path("sequenceNumber").textValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    static String dataIn(byte[] event, int index) throws IOException {
        String data =
                JSON.readTree(event)
                        .path("Records")
                        .path(index)
                        .path("kinesis")
                        .path("data")
                        .textValue();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
