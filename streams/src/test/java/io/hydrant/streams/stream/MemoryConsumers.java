package io.hydrant.streams.stream;

import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Consumers that only have names, tags and policies. For one thread.
public final class MemoryConsumers implements ConsumerRegistry {
    private final Map<String, SortedMap<String, String>> tags = new HashMap<>();
    private final Map<String, String> policies = new HashMap<>();
    private final Map<DataStreamId, List<String>> consumers = new HashMap<>();

    public void add(DataStreamId stream, String consumerArn) {
        consumers.computeIfAbsent(stream, _ -> new ArrayList<>()).add(consumerArn);
        tags.put(consumerArn, new TreeMap<>());
    }

    @Override
    public int count(DataStreamId stream) {
        return consumers.getOrDefault(stream, List.of()).size();
    }

    @Override
    public void forget(DataStreamId stream) {
        List<String> gone = consumers.remove(stream);
        if (gone != null) {
            tags.keySet().removeAll(gone);
        }
    }

    @Override
    public SortedMap<String, String> tags(String consumerArn) {
        require(consumerArn);
        return tags.get(consumerArn);
    }

    @Override
    public void changeTags(String consumerArn, UnaryOperator<SortedMap<String, String>> step) {
        require(consumerArn);
        tags.compute(consumerArn, (_, before) -> step.apply(before));
    }

    @Override
    public Optional<String> policy(String consumerArn) {
        require(consumerArn);
        return Optional.ofNullable(policies.get(consumerArn));
    }

    @Override
    public void changePolicy(String consumerArn, Optional<String> policy) {
        require(consumerArn);
        policy.ifPresentOrElse(
                text -> policies.put(consumerArn, text), () -> policies.remove(consumerArn));
    }

    private void require(String consumerArn) {
        if (!tags.containsKey(consumerArn)) {
            throw new ConsumerNotFound("Consumer " + consumerArn + " not found.");
        }
    }
}
