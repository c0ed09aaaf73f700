package io.hydrant.streams.api;

import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.RegisteredConsumer;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersRequest;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersResponse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Lists the consumers of a stream by name, page by page.
final class ListStreamConsumers {
    /// Source: Kinesis Data Streams API Reference, ListStreamConsumers: the default of
    /// `MaxResults`.
    private static final int PAGE_DEFAULT = 100;

    private final Consumers consumers;
    private final ConsumerOperations.StreamFacts facts;

    ListStreamConsumers(Consumers consumers, ConsumerOperations.StreamFacts facts) {
        this.consumers = consumers;
        this.facts = facts;
    }

    ListStreamConsumersResponse answer(ListStreamConsumersRequest request, ApiCall call) {
        DataStreamId stream = StreamReference.of(request.streamARN());
        Instant created = facts.directory().state(stream).created();
        Optional<Instant> wanted = Optional.ofNullable(request.streamCreationTimestamp());
        Optional<String> token = Optional.ofNullable(request.nextToken());
        if (wanted.isPresent() && token.isPresent()) {
            throw new InvalidStreamArgument(
                    "NextToken and StreamCreationTimestamp cannot be provided together.");
        }
        if (wanted.isPresent() && wanted.get().getEpochSecond() != created.getEpochSecond()) {
            throw new DataStreamNotFound(stream); // one of the same name is meant
        }
        Instant now = facts.clock().instant();
        Optional<String> after =
                token.map(text -> ConsumerPageToken.parse(text).check(stream, created, now));
        int limit = Optional.ofNullable(request.maxResults()).orElse(PAGE_DEFAULT);
        List<RegisteredConsumer> found = consumers.list(stream, after, limit + 1);
        List<RegisteredConsumer> page = found.subList(0, Math.min(limit, found.size()));
        ListStreamConsumersResponse.Builder answer =
                ListStreamConsumersResponse.builder()
                        .consumers(page.stream().map(RegisterStreamConsumer::shown).toList());
        if (found.size() > limit) {
            answer.nextToken(
                    new ConsumerPageToken(stream, created, page.getLast().id().name(), now)
                            .toString());
        }
        return answer.build();
    }
}
