package io.hydrant.streams.consumer;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What is counted of one consumer's subscriptions. Safe for use by many threads.
final class ConsumerMeter {
    private static final String CONSUMER = "consumer";

    private final Set<Subscription> running = ConcurrentHashMap.newKeySet();
    private final Telemetry.Counter events;
    private final Telemetry.Counter records;
    private final Telemetry.Counter bytes;

    ConsumerMeter(ConsumerArn consumer, Telemetry telemetry) {
        Labels labels =
                Labels.of(
                        "stream", consumer.id().stream().toString(), CONSUMER, consumer.toString());
        telemetry.gauge(
                "hydrant_fanout_subscriptions",
                "Subscriptions that are open.",
                labels,
                running::size);
        telemetry.gauge(
                "hydrant_fanout_behind_seconds",
                "How far the subscription that is furthest behind is from the tip of its shard.",
                labels,
                this::behindSeconds);
        this.events = telemetry.counter("hydrant_fanout_events_total", "Events pushed.", labels);
        this.records = telemetry.counter("hydrant_fanout_records_total", "Records pushed.", labels);
        this.bytes =
                telemetry.counter(
                        "hydrant_fanout_bytes_total",
                        "Data and partition keys of the records pushed.",
                        labels);
    }

    static void forget(ConsumerArn consumer, Telemetry telemetry) {
        telemetry.forget(CONSUMER, consumer.toString());
    }

    void started(Subscription subscription) {
        running.add(subscription);
    }

    void ended(Subscription subscription) {
        running.remove(subscription);
    }

    void sent(ShardFeed.Taken taken) {
        events.add(1);
        records.add(taken.records());
        bytes.add(taken.bytes());
    }

    private double behindSeconds() {
        return running.stream().mapToLong(Subscription::millisBehind).max().orElse(0) / 1000.0;
    }
}
