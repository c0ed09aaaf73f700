package io.hydrant.server;

import io.hydrant.control.ResourceStore;
import io.hydrant.delivery.pipeline.EngineConfig;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.delivery.stream.LifecycleSettings;
import io.hydrant.delivery.stream.StoredStreams;
import io.hydrant.delivery.stream.TableRules;
import io.hydrant.server.config.ServerConfig.DeliveryConfig;

import java.util.concurrent.Executor;

/// Delivery streams as a server has them.
record DeliveryOpening(LogDeliveryEngine engine, DeliveryStreams streams) {
    /// What they are built on.
    ///
    /// @param background settles what was created, updated or deleted
    record Foundations(Surroundings surroundings, ResourceStore resources, Executor background) {}

    static DeliveryOpening open(Foundations on, DeliveryConfig config, Opened opened) {
        Surroundings around = on.surroundings();
        LogDeliveryEngine engine =
                opened.add(
                        new LogDeliveryEngine(
                                around, EngineConfig.DEFAULTS.withRetention(config.retention())));
        DeliveryStreams streams =
                DeliveryStreams.open(
                        StoredStreams.open(on.resources()),
                        engine,
                        new Neighbours(
                                around.shards(), new TableRules(around.tables(), around.formats())),
                        new LifecycleSettings(
                                around.clock(), on.background(), config.streamCountMax()));
        return new DeliveryOpening(engine, streams);
    }
}
