package io.hydrant.streams.consumer;

import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;

/// What a consumer asks to be pushed.
///
/// @param start where the first record is looked for
/// @param quotasHold whether the service's quotas hold for the stream
public record SubscriptionOrder(
        ConsumerArn consumer, Shard shard, RecordPosition start, boolean quotasHold) {}
