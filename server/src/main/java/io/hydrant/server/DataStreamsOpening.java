package io.hydrant.server;

import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.config.ServerConfig.StreamsConfig;
import io.hydrant.streams.api.ConsumerOperations;
import io.hydrant.streams.api.DataOperations;
import io.hydrant.streams.api.KinesisApi;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.consumer.Surroundings;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamSettings;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Data streams as a server has them.
///
/// @param subscriptions to be closed before the port is: they go on for minutes
record DataStreamsOpening(
        DataStreams streams,
        Consumers consumers,
        Subscriptions subscriptions,
        HttpEndpoint endpoint) {

    /// What data streams are built on.
    ///
    /// @param payloads where the records of large puts lie while they are appended
    /// @param iteratorSecret the same after a restart
    record Foundations(
            InstantSource clock,
            Telemetry telemetry,
            ResourceStore resources,
            StreamLog log,
            Executor background,
            PayloadPool payloads,
            byte[] iteratorSecret) {}

    static DataStreamsOpening open(Foundations on, StreamsConfig config) {
        Consumers consumers = Consumers.open(on.resources(), on.clock(), on.background());
        DataStreams streams =
                DataStreams.open(
                        on.resources(),
                        on.log(),
                        consumers,
                        new StreamSettings(
                                on.clock(),
                                on.background(),
                                on.telemetry(),
                                config.shardCountMax(),
                                config.quotas()));
        Subscriptions subscriptions =
                Subscriptions.open(consumers, Surroundings.of(streams, on.clock()), on.telemetry());
        ServiceConstraints constraints = ServiceConstraints.load("kinesis");
        DataOperations records =
                new DataOperations(
                        streams::writable,
                        streams,
                        constraints,
                        new DataOperations.Surroundings(
                                on.clock(), on.telemetry(), on.payloads(), on.iteratorSecret()));
        streams.whenGone(records::forget);
        List<Operation> others = new ArrayList<>(records.operations());
        others.addAll(
                ConsumerOperations.of(streams, consumers, subscriptions, on.clock()).operations());
        KinesisApi api =
                new KinesisApi(
                        streams,
                        new AccountSettings(on.resources(), on.clock()),
                        consumers,
                        on.clock(),
                        others);
        return new DataStreamsOpening(streams, consumers, subscriptions, api.service());
    }
}
