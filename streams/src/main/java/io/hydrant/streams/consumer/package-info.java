/// Consumers that are pushed their records (enhanced fan-out): who is registered, and the
/// subscriptions that are open.
///
/// [io.hydrant.streams.consumer.Consumers] keeps the registered ones. A
/// [io.hydrant.streams.consumer.Subscription] is one shard's records on their way to one consumer;
/// it runs on the thread that carries its response, and [io.hydrant.streams.consumer.Subscriptions]
/// sees to it that a consumer has one per shard. What the events look like on the wire is said by
/// `streams.api`.
package io.hydrant.streams.consumer;
