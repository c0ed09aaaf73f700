package io.hydrant.streams.shard;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// What a stream's own operations need of its registered consumers. Safe for use by many threads.
///
/// Consumers are named by their ARNs; each method that takes one throws [ConsumerNotFound] when
/// there is no such consumer.
public interface ConsumerRegistry {
    int count(DataStreamId stream);

    /// Removes every consumer of a stream and ends its subscriptions.
    void forget(DataStreamId stream);

    SortedMap<String, String> tags(String consumerArn);

    /// @param step makes the next tags of the present ones, or refuses by an exception
    void changeTags(String consumerArn, UnaryOperator<SortedMap<String, String>> step);

    /// The resource policy as it was put.
    Optional<String> policy(String consumerArn);

    void changePolicy(String consumerArn, Optional<String> policy);
}
