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

    private static final String KIND = "ListStreamConsumers";

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
                token.map(text -> after(PageToken.read(KIND, text, now), stream, created));
        int limit = Optional.ofNullable(request.maxResults()).orElse(PAGE_DEFAULT);
        List<RegisteredConsumer> found = consumers.list(stream, after, limit + 1);
        List<RegisteredConsumer> page = found.subList(0, Math.min(limit, found.size()));
        ListStreamConsumersResponse.Builder answer =
                ListStreamConsumersResponse.builder()
                        .consumers(page.stream().map(RegisterStreamConsumer::shown).toList());
        if (found.size() > limit) {
            List<String> parts = parts(stream, created, page.getLast().id().name());
            answer.nextToken(new PageToken(KIND, now, parts).text());
        }
        return answer.build();
    }

    private static List<String> parts(DataStreamId stream, Instant created, String name) {
        return List.of(stream.toString(), Long.toString(created.toEpochMilli()), name);
    }

    private static String after(PageToken token, DataStreamId stream, Instant created) {
        String name = token.parts().getLast();
        if (!token.parts().equals(parts(stream, created, name))) {
            throw new InvalidStreamArgument("Invalid NextToken."); // of another stream
        }
        return name;
    }
}
