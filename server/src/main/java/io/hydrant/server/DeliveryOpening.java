package io.hydrant.server;

import io.hydrant.catalog.partition.PartitionStore;
import io.hydrant.catalog.table.TableLookup;
import io.hydrant.control.ResourceStore;
import io.hydrant.delivery.api.FirehoseApi;
import io.hydrant.delivery.api.PutSources;
import io.hydrant.delivery.convert.CatalogPartitions;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.explain.Explainer;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.pipeline.EngineConfig;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.delivery.stream.DeliveryStreams.Neighbours;
import io.hydrant.delivery.stream.LifecycleSettings;
import io.hydrant.delivery.stream.StoredStreams;
import io.hydrant.delivery.stream.StreamSource;
import io.hydrant.delivery.stream.TableRules;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.functions.mapping.engine.failure.Destinations.RecordSink;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.config.ServerConfig.DeliveryConfig;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ShardDirectory;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Delivery streams as a server has them.
///
/// @param explainer shows what they make of records
/// @param sources who may put records
record DeliveryOpening(
        LogDeliveryEngine engine,
        DeliveryStreams streams,
        Explainer explainer,
        PutSources sources) {
    /// What they are built on.
    ///
    /// @param function runs the functions that transform records
    /// @param memory keeps copies of records that wait in open partitions
    /// @param background settles what was created, updated or deleted
    record Foundations(
            StreamLog log,
            ShardDirectory shards,
            ObjectStore destinations,
            TableLookup tables,
            PartitionStore partitions,
            TransformFunction function,
            Optional<RecordMemory> memory,
            DeliveryErrorLog errorLog,
            Telemetry telemetry,
            InstantSource clock,
            ResourceStore resources,
            Executor background) {}

    static DeliveryOpening open(Foundations on, DeliveryConfig config, Opened opened) {
        ConversionOpening conversion = ConversionOpening.open(on.tables());
        Surroundings surroundings =
                new Surroundings(
                        on.log(),
                        on.shards(),
                        on.destinations(),
                        conversion.tables(),
                        new CatalogPartitions(
                                new CatalogTables(conversion.tables()), on.partitions()),
                        conversion.formats(),
                        on.function(),
                        on.memory(),
                        on.errorLog(),
                        on.telemetry(),
                        on.clock());
        EngineConfig engineConfig =
                EngineConfig.DEFAULTS
                        .withRetention(config.retention())
                        .withActivePartitionsMax(config.activePartitionsMax());
        LogDeliveryEngine engine = opened.add(new LogDeliveryEngine(surroundings, engineConfig));
        DeliveryStreams streams =
                DeliveryStreams.open(
                        StoredStreams.open(on.resources()),
                        engine,
                        new Neighbours(
                                on.shards(),
                                new TableRules(conversion.tables(), conversion.formats())),
                        new LifecycleSettings(
                                on.clock(), on.background(), config.streamCountMax()));
        Explainer explainer =
                new Explainer(
                        new Explainer.Ground(
                                conversion.tables(), conversion.formats(), new SecureRandom()));
        PutSources sources = new PutSources(config.decompressionAccessKey());
        return new DeliveryOpening(engine, streams, explainer, sources);
    }

    FirehoseApi api(Telemetry telemetry, PayloadPool payloads) {
        return new FirehoseApi(streams, engine, telemetry, new FirehoseApi.Puts(payloads, sources));
    }

    /// Takes records that say what functions failed on, each in a put of its own.
    RecordSink failureRecords() {
        return (arn, _, told) -> {
            StreamId id = StreamId.ofArn(arn);
            if (streams.writable(id).source() instanceof StreamSource.KinesisStream) {
                throw new InvalidArgument(
                        "delivery stream "
                                + id
                                + " reads a data stream and takes no other records");
            }
            engine.append(
                    id,
                    new Frame(
                            ByteBuffer.allocate(0),
                            new int[] {told.length},
                            ByteBuffer.wrap(told)));
        };
    }
}
