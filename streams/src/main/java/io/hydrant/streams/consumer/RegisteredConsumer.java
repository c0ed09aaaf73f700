package io.hydrant.streams.consumer;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A consumer as it is stored.
///
/// @param created as users are shown it, of millisecond resolution
/// @param policy its resource policy as it was put
public record RegisteredConsumer(
        ConsumerArn arn,
        ConsumerStatus status,
        Instant created,
        SortedMap<String, String> tags,
        Optional<String> policy) {
    public RegisteredConsumer {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public ConsumerId id() {
        return arn.id();
    }

    RegisteredConsumer in(ConsumerStatus next) {
        return new RegisteredConsumer(arn, next, created, tags, policy);
    }

    RegisteredConsumer with(SortedMap<String, String> nextTags) {
        return new RegisteredConsumer(arn, status, created, nextTags, policy);
    }

    RegisteredConsumer with(Optional<String> nextPolicy) {
        return new RegisteredConsumer(arn, status, created, tags, nextPolicy);
    }
}
