package io.hydrant.functions.api;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Data streams that are only names, and their consumers. For one thread.
public final class FakeStreams implements ShardDirectory, ConsumerRegistry {
    private final Set<DataStreamId> streams = new HashSet<>();
    private final Set<String> consumers = new HashSet<>();

    /// Lets there be a stream.
    ///
    /// @return its ARN
    public String add(String name) {
        DataStreamId id =
                new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), name);
        streams.add(id);
        return id.arn().toString();
    }

    /// Lets there be a consumer.
    ///
    /// @return its ARN
    public String addConsumer(String stream, String name) {
        String arn = add(stream) + "/consumer/" + name + ":1700000000";
        consumers.add(arn);
        return arn;
    }

    @Override
    public List<Shard> shards(DataStreamId stream) {
        return List.of();
    }

    @Override
    public StreamState state(DataStreamId stream) {
        if (!streams.contains(stream)) {
            throw new DataStreamNotFound(stream);
        }
        return new StreamState(Instant.EPOCH, true, false);
    }

    @Override
    public Watch watch(DataStreamId stream, Runnable changed) {
        return () -> {};
    }

    @Override
    public int count(DataStreamId stream) {
        return consumers.size();
    }

    @Override
    public void forget(DataStreamId stream) {
        streams.remove(stream);
    }

    @Override
    public SortedMap<String, String> tags(String consumerArn) {
        if (!consumers.contains(consumerArn)) {
            throw new ConsumerNotFound("Consumer " + consumerArn + " not found.");
        }
        return new TreeMap<>();
    }

    @Override
    public void changeTags(String consumerArn, UnaryOperator<SortedMap<String, String>> step) {
        throw new UnsupportedOperationException("tags of " + consumerArn);
    }

    @Override
    public Optional<String> policy(String consumerArn) {
        return Optional.empty();
    }

    @Override
    public void changePolicy(String consumerArn, Optional<String> policy) {
        throw new UnsupportedOperationException("policy of " + consumerArn);
    }
}
