package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.util.Random;

/// What outlives a process: logs, objects, tables, the function, the configuration, the time.
final class FaultWorld {
    final SimulatedClock clock = SimulatedClock.at("2026-11-20T10:00:00Z");
    final MemoryLog disk = new MemoryLog(clock);
    final FaultyStore store = new FaultyStore();
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final MemoryTables tables = new MemoryTables();
    final TextFormats formats = new TextFormats();
    final Random random;
    final FakeFunction function;
    final Faults faults;
    final FaultyLog log;
    final FaultyObjects objects;
    final MemoryStreams streams;
    private DeliveryPlan plan;

    /// @param reading whether records come from shards; else they are put
    FaultWorld(DeliveryPlan plan, boolean reading, Random random, Faults faults) {
        this.random = random;
        this.faults = faults;
        this.function = new FakeFunction(random);
        this.log = new FaultyLog(disk, faults);
        this.objects = new FaultyObjects(store, faults);
        this.streams = new MemoryStreams(log, clock);
        this.plan =
                reading
                        ? Plans.readingFrom(
                                plan,
                                new DataStreamSource(ShardedSimulation.TRIPS, clock.instant()))
                        : plan;
    }

    DeliveryPlan plan() {
        return plan;
    }

    void plan(DeliveryPlan next) {
        plan = next;
    }
}
