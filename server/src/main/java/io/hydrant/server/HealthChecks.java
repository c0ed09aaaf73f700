package io.hydrant.server;

import io.hydrant.catalog.Catalog;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.StreamStatus;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.observability.health.Health;
import io.hydrant.observability.health.HealthCheck;
import io.hydrant.observability.health.HealthCheck.Condition;
import io.hydrant.streams.log.segmented.SegmentedLog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the server's health is made of.
final class HealthChecks {
    private HealthChecks() {}

    static void register(
            Health health, SegmentedLog log, LogDeliveryEngine engine, Catalog catalog) {
        health.register("log", () -> log(log));
        health.register("delivery", () -> delivery(engine));
        health.register("catalog", () -> catalog(catalog));
    }

    private static Condition log(SegmentedLog log) {
        return log.failure()
                .or(log::full)
                .<Condition>map(Condition.Down::new)
                .orElse(HealthCheck.UP);
    }

    private static Condition catalog(Catalog catalog) {
        return catalog.failure().<Condition>map(Condition.Down::new).orElse(HealthCheck.UP);
    }

    /// A destination that fails does not stop intake: the log keeps the records.
    private static Condition delivery(LogDeliveryEngine engine) {
        Map<StreamId, String> troubles = engine.troubles();
        if (!troubles.isEmpty()) {
            Map.Entry<StreamId, String> first = troubles.entrySet().iterator().next();
            return new Condition.Down(
                    troubles.size()
                            + " delivery streams cannot go on, among them "
                            + first.getKey().name()
                            + ": "
                            + first.getValue());
        }
        List<StreamStatus> failing =
                engine.statuses().stream()
                        .filter(stream -> stream.lane().lastError().isPresent())
                        .toList();
        if (failing.isEmpty()) {
            return HealthCheck.UP;
        }
        StreamStatus first = failing.getFirst();
        Optional<LastError> error = first.lane().lastError();
        return new Condition.Degraded(
                failing.size()
                        + " delivery streams cannot deliver, among them "
                        + first.stream().name()
                        + ": "
                        + error.map(LastError::code).orElse(""));
    }
}
