package io.hydrant.streams.api;

import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.DeregisterStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersRequest;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerRequest;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/// The operations of enhanced fan-out.
public final class ConsumerOperations {
    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final StreamFacts facts;

    public ConsumerOperations(Consumers consumers, Subscriptions subscriptions, StreamFacts facts) {
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.facts = facts;
    }

    /// What the operations need to know of streams.
    ///
    /// @param quotasHold whether the service's throughput quotas hold for a stream
    public record StreamFacts(
            ShardDirectory directory, InstantSource clock, Predicate<DataStreamId> quotasHold) {}

    public List<Operation> operations(ServiceConstraints constraints) {
        return List.of(
                Operation.typed(
                        "RegisterStreamConsumer",
                        RegisterStreamConsumerRequest::builder,
                        constraints,
                        new RegisterStreamConsumer(consumers, facts.directory())::answer),
                Operation.typed(
                        "DescribeStreamConsumer",
                        DescribeStreamConsumerRequest::builder,
                        constraints,
                        new DescribeStreamConsumer(consumers)::answer),
                Operation.typed(
                        "ListStreamConsumers",
                        ListStreamConsumersRequest::builder,
                        constraints,
                        new ListStreamConsumers(consumers, facts)::answer),
                Operation.typed(
                        "DeregisterStreamConsumer",
                        DeregisterStreamConsumerRequest::builder,
                        constraints,
                        new DeregisterStreamConsumer(consumers)::answer),
                new SubscribeToShard(consumers, subscriptions, facts, constraints));
    }
}
