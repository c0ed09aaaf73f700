package io.hydrant.server.http;

import org.reactivestreams.Subscription;

import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A subscription of the AWS SDK that keeps what it got. It asks for events only as it is told to.
final class SdkSubscriber implements SubscribeToShardResponseHandler {
    private final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Subscription> flow = new CompletableFuture<>();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();
    private final long eventsAtFirst;

    /// When the call is over, and how.
    private CompletableFuture<Void> call = CompletableFuture.completedFuture(null);

    private SdkSubscriber(long eventsAtFirst) {
        this.eventsAtFirst = eventsAtFirst;
    }

    static SdkSubscriber subscribe(
            KinesisAsyncClient client, String consumer, String shard, StartingPosition start) {
        return subscribe(client, consumer, shard, start, Long.MAX_VALUE);
    }

    /// @param eventsAtFirst how many events it asks for before [#ask]
    static SdkSubscriber subscribe(
            KinesisAsyncClient client,
            String consumer,
            String shard,
            StartingPosition start,
            long eventsAtFirst) {
        SdkSubscriber subscriber = new SdkSubscriber(eventsAtFirst);
        subscriber.call =
                client.subscribeToShard(
                        request ->
                                request.consumerARN(consumer)
                                        .shardId(shard)
                                        .startingPosition(start),
                        subscriber);
        return subscriber;
    }

    @Override
    public void responseReceived(SubscribeToShardResponse response) {
        begun.complete(null);
    }

    @Override
    public void onEventStream(SdkPublisher<SubscribeToShardEventStream> publisher) {
        publisher.subscribe(
                new org.reactivestreams.Subscriber<>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                        flow.complete(subscription);
                        if (eventsAtFirst > 0) {
                            subscription.request(eventsAtFirst);
                        }
                    }

                    @Override
                    public void onNext(SubscribeToShardEventStream event) {
                        events.add((SubscribeToShardEvent) event);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        completed.completeExceptionally(failure);
                    }

                    @Override
                    public void onComplete() {
                        completed.complete(null);
                    }
                });
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        begun.completeExceptionally(failure);
        completed.completeExceptionally(failure);
    }

    @Override
    public void complete() {}

    SdkSubscriber awaitBegun() {
        begun.orTimeout(15, TimeUnit.SECONDS).join();
        return this;
    }

    void ask(long count) {
        flow.join().request(count);
    }

    void cancel() {
        call.cancel(true);
    }

    SubscribeToShardEvent event() {
        try {
            return Optional.ofNullable(events.poll(15, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no event in 15 seconds"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The data of the next so many records.
    List<String> records(int count) {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            event().records().forEach(r -> data.add(r.data().asString(StandardCharsets.UTF_8)));
        }
        return data;
    }

    /// The last event of a subscription that ends cleanly.
    SubscribeToShardEvent lastEvent() {
        awaitCleanEnd();
        SubscribeToShardEvent last = event();
        while (!events.isEmpty()) {
            last = event();
        }
        return last;
    }

    void awaitCleanEnd() {
        call.orTimeout(15, TimeUnit.SECONDS).join();
        completed.orTimeout(15, TimeUnit.SECONDS).join();
    }

    /// What the call fails with.
    Throwable failure() {
        return call.orTimeout(15, TimeUnit.SECONDS)
                .handle((_, failure) -> Optional.ofNullable(failure).map(SdkSubscriber::root))
                .join()
                .orElseThrow(() -> new AssertionError("the call did not fail"));
    }

    private static Throwable root(Throwable failure) {
        return failure instanceof java.util.concurrent.CompletionException e
                ? e.getCause()
                : failure;
    }
}
