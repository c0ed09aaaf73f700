package io.hydrant.streams.api;

import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.quota.CallRates;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Operation;
import io.hydrant.wire.json.TypedOperation;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kinesis.model.DeregisterStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersRequest;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The operations of enhanced fan-out. The numbers say how often each may be called in a second
/// where the service's quotas hold.
///
/// Source of the numbers: Kinesis Data Streams API Reference.
public final class ConsumerOperations {
    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final StreamFacts facts;
    private final ServiceConstraints constraints = ServiceConstraints.load("kinesis");

    ConsumerOperations(Consumers consumers, Subscriptions subscriptions, StreamFacts facts) {
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.facts = facts;
    }

    public static ConsumerOperations of(
            DataStreams streams,
            Consumers consumers,
            Subscriptions subscriptions,
            InstantSource clock) {
        CallQuotas quotas = new CallQuotas(streams, new CallRates(clock));
        return new ConsumerOperations(
                consumers,
                subscriptions,
                new StreamFacts(
                        streams,
                        clock,
                        stream -> streams.quotasHold() || streams.asksForQuotas(stream),
                        quotas::require));
    }

    /// What the operations need to know of streams.
    ///
    /// @param quotasHold whether the service's quotas hold for a stream
    record StreamFacts(
            ShardDirectory directory,
            InstantSource clock,
            Predicate<DataStreamId> quotasHold,
            CallLimit calls) {}

    /// Refuses calls that come too often.
    @FunctionalInterface
    interface CallLimit {
        /// @throws io.hydrant.streams.shard.LimitExceeded when it is too often
        void require(String operation, int perSecond, KinesisRequest request, ApiCall call);
    }

    public List<Operation> operations() {
        return List.of(
                limited(
                        "RegisterStreamConsumer",
                        5,
                        RegisterStreamConsumerRequest::builder,
                        new RegisterStreamConsumer(consumers, facts.directory())::answer),
                limited(
                        "DescribeStreamConsumer",
                        20,
                        DescribeStreamConsumerRequest::builder,
                        new DescribeStreamConsumer(consumers)::answer),
                limited(
                        "ListStreamConsumers",
                        5,
                        ListStreamConsumersRequest::builder,
                        new ListStreamConsumers(consumers, facts)::answer),
                limited(
                        "DeregisterStreamConsumer",
                        5,
                        DeregisterStreamConsumerRequest::builder,
                        new DeregisterStreamConsumer(consumers)::answer),
                new SubscribeToShard(consumers, subscriptions, facts, constraints));
    }

    private <B extends SdkPojo & SdkBuilder<B, I>, I extends KinesisRequest> Operation limited(
            String name, int perSecond, Supplier<B> input, TypedOperation.Handler<I> handler) {
        return Operation.typed(
                name,
                input,
                constraints,
                (request, call) -> {
                    facts.calls().require(name, perSecond, request, call);
                    return handler.handle(request, call);
                });
    }
}
