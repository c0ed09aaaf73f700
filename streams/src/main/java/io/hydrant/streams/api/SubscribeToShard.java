package io.hydrant.streams.api;

import io.hydrant.streams.consumer.ConsumerArn;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.Subscription;
import io.hydrant.streams.consumer.SubscriptionOrder;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.eventstream.EventStreamWriter;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;

import java.util.Optional;

/// Pushes a shard's records to a consumer as an event stream; see [EventStreamSubscriber].
///
/// What is wrong before the stream of events starts is an ordinary error; what goes wrong later is
/// an exception in the stream.
final class SubscribeToShard implements Operation {
    private static final String NAME = "SubscribeToShard";
    private static final int LENGTH_UNKNOWN = -1;

    private final Consumers consumers;
    private final Subscriptions subscriptions;
    private final ConsumerOperations.StreamFacts facts;
    private final ServiceConstraints constraints;

    SubscribeToShard(
            Consumers consumers,
            Subscriptions subscriptions,
            ConsumerOperations.StreamFacts facts,
            ServiceConstraints constraints) {
        this.consumers = consumers;
        this.subscriptions = subscriptions;
        this.facts = facts;
        this.constraints = constraints;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer answer(ApiCall call) {
        SubscribeToShardRequest request = Codec.read(call, SubscribeToShardRequest.builder());
        constraints.require(NAME, request);
        Subscription subscription = subscriptions.claim(order(request));
        HttpResponse.Writer events = out -> subscription.run(new EventStreamSubscriber(out));
        return new Answer(
                Optional.of(EventStreamWriter.CONTENT_TYPE),
                new HttpResponse.Body.Stream(LENGTH_UNKNOWN, events));
    }

    private SubscriptionOrder order(SubscribeToShardRequest request) {
        ConsumerArn consumer = ConsumerReference.parse(request.consumerARN());
        consumers.get(consumer);
        DataStreamId stream = consumer.id().stream();
        Shard shard = shard(stream, request.shardId());
        software.amazon.awssdk.services.kinesis.model.StartingPosition at =
                request.startingPosition();
        StartingPosition start =
                new StartingPositions(
                                at.type(),
                                Optional.ofNullable(at.sequenceNumber()),
                                Optional.ofNullable(at.timestamp()))
                        .read();
        return new SubscriptionOrder(
                consumer,
                shard,
                start.in(shard, facts.clock().instant(), NAME + "()"),
                facts.quotasHold().test(stream));
    }

    private Shard shard(DataStreamId stream, String id) {
        try {
            return facts.directory().shards(stream).stream()
                    .filter(shard -> shard.id().toString().equals(id))
                    .findFirst()
                    .orElseThrow(() -> ShardNotFound.reading(stream, id));
        } catch (DataStreamNotFound _) {
            throw ShardNotFound.reading(stream, id); // the service tells both alike
        }
    }
}
