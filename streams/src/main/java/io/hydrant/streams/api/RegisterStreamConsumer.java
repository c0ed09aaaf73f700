package io.hydrant.streams.api;

import io.hydrant.streams.consumer.ConsumerId;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.RegisteredConsumer;
import io.hydrant.streams.shard.DataStreamException;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.stream.TagRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerResponse;

import java.util.SortedMap;
import java.util.TreeMap;

/// Registers a consumer; it is ACTIVE a moment later.
final class RegisterStreamConsumer {
    private final Consumers consumers;
    private final ShardDirectory directory;

    RegisterStreamConsumer(Consumers consumers, ShardDirectory directory) {
        this.consumers = consumers;
        this.directory = directory;
    }

    RegisterStreamConsumerResponse answer(RegisterStreamConsumerRequest request, ApiCall call) {
        DataStreamId stream = StreamReference.of(request.streamARN());
        requireActive(stream);
        SortedMap<String, String> tags =
                TagRules.added(
                        new TreeMap<>(), request.tags(), "consumer " + request.consumerName());
        RegisteredConsumer registered =
                consumers.register(new ConsumerId(stream, request.consumerName()), tags);
        try {
            requireActive(stream); // its deletion may have looked for consumers before
        } catch (DataStreamException e) {
            consumers.deregister(registered.arn());
            throw e;
        }
        return RegisterStreamConsumerResponse.builder().consumer(shown(registered)).build();
    }

    static Consumer shown(RegisteredConsumer consumer) {
        return Consumer.builder()
                .consumerName(consumer.id().name())
                .consumerARN(consumer.arn().toString())
                .consumerStatus(consumer.status().name())
                .consumerCreationTimestamp(consumer.created())
                .build();
    }

    private void requireActive(DataStreamId stream) {
        if (!directory.state(stream).active()) {
            String state = directory.shards(stream).isEmpty() ? "CREATING" : "DELETING";
            throw new DataStreamInUse(
                    "Stream %s under account %s not ACTIVE, instead in state %s"
                            .formatted(stream.name(), stream.account().value(), state));
        }
    }
}
