package io.hydrant.streams.api;

import io.hydrant.streams.consumer.ConsumerArn;
import io.hydrant.streams.consumer.ConsumerId;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.RegisteredConsumer;
import io.hydrant.streams.shard.InvalidStreamArgument;

import java.util.Optional;

/// The consumer a request means: by its ARN, or by its stream's ARN and its name, or by all.
///
/// @param consumerArn of one registration
/// @param name of whichever registration there is now
record ConsumerReference(
        Optional<String> consumerArn, Optional<String> streamArn, Optional<String> name) {

    /// @throws InvalidStreamArgument when the members name no consumer, or different ones
    /// @throws io.hydrant.streams.shard.ConsumerNotFound when there is no such consumer
    RegisteredConsumer find(Consumers consumers) {
        if (consumerArn.isEmpty()) {
            if (streamArn.isEmpty() || name.isEmpty()) {
                throw new InvalidStreamArgument(
                        "Either ConsumerARN or both StreamARN and ConsumerName must be specified.");
            }
            return consumers.get(new ConsumerId(StreamReference.of(streamArn.get()), name.get()));
        }
        ConsumerArn arn = parse(consumerArn.get());
        boolean differs =
                streamArn.isPresent()
                                && !arn.id().stream().equals(StreamReference.of(streamArn.get()))
                        || name.isPresent() && !arn.id().name().equals(name.get());
        if (differs) {
            throw new InvalidStreamArgument(
                    "ConsumerARN %s does not name consumer %s of stream %s."
                            .formatted(arn, name.orElse("-"), streamArn.orElse("-")));
        }
        return consumers.get(arn);
    }

    /// @throws InvalidStreamArgument when it is not the ARN of a consumer
    static ConsumerArn parse(String consumerArn) {
        return ConsumerArn.parse(consumerArn)
                .orElseThrow(
                        () ->
                                new InvalidStreamArgument(
                                        consumerArn + " is not the ARN of a consumer."));
    }
}
