package io.hydrant.conformance.stream;

import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// Reads with `SubscribeToShard`, and subscribes again after the last `ContinuationSequenceNumber`
/// whenever a subscription ends.
public final class Subscribing implements ShardCourse {
    private static final int LOOK_MILLIS = 100;
    private static final int RETRY_MILLIS = 250;

    private final KinesisAsyncClient kinesis;
    private final String consumerArn;
    private final RecordSink sink;
    private final ReaderCounts counts;

    /// @param kinesis which makes one attempt only
    public Subscribing(
            KinesisAsyncClient kinesis, String consumerArn, RecordSink sink, ReaderCounts counts) {
        this.kinesis = kinesis;
        this.consumerArn = consumerArn;
        this.sink = sink;
        this.counts = counts;
    }

    @Override
    public Optional<List<ChildShard>> readToEnd(String shardId, BooleanSupplier stopped) {
        StartingPosition from =
                StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
        while (!stopped.getAsBoolean()) {
            Subscription subscription = new Subscription(shardId);
            subscription.follow(from, stopped);
            if (subscription.children.isPresent()) {
                counts.shardEnded();
                return subscription.children;
            }
            if (subscription.continuation.isPresent()) {
                from =
                        StartingPosition.builder()
                                .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(subscription.continuation.get())
                                .build();
            }
        }
        return Optional.empty();
    }

    /// One connection. Events come one after another, on the client's threads.
    private final class Subscription {
        private final String shardId;
        private volatile Optional<String> continuation = Optional.empty();
        private volatile Optional<List<ChildShard>> children = Optional.empty();
        private final long begunNanos = System.nanoTime();
        private volatile long lastNanos = begunNanos;

        private Subscription(String shardId) {
            this.shardId = shardId;
        }

        /// Until it ends, for whatever reason that is none of a correct client's making.
        private void follow(StartingPosition from, BooleanSupplier stopped) {
            SubscribeToShardRequest request =
                    SubscribeToShardRequest.builder()
                            .consumerARN(consumerArn)
                            .shardId(shardId)
                            .startingPosition(from)
                            .build();
            SubscribeToShardResponseHandler handler =
                    SubscribeToShardResponseHandler.builder()
                            .subscriber(
                                    SubscribeToShardResponseHandler.Visitor.builder()
                                            .onSubscribeToShardEvent(this::accept)
                                            .build())
                            .build();
            CompletableFuture<Void> end = kinesis.subscribeToShard(request, handler);
            try {
                await(end, stopped);
            } catch (ExecutionException e) {
                interrupted(e.getCause());
                Await.pause(RETRY_MILLIS);
            }
        }

        private void await(CompletableFuture<Void> end, BooleanSupplier stopped)
                throws ExecutionException {
            while (!stopped.getAsBoolean()) {
                try {
                    end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    if (children.isEmpty()) {
                        counts.interrupted("clean end");
                        counts.endedCleanly(System.nanoTime() - begunNanos);
                    }
                    return;
                } catch (TimeoutException _) {
                    // it goes on
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while subscribed", e);
                }
            }
            end.cancel(true);
        }

        private void accept(SubscribeToShardEvent event) {
            event.records().forEach(record -> sink.accept(shardId, record));
            counts.answered(event.records().size(), System.nanoTime() - lastNanos);
            lastNanos = System.nanoTime();
            if (event.continuationSequenceNumber() == null) {
                children = Optional.of(Ends.children(shardId, event.childShards()));
            } else {
                continuation = Optional.of(event.continuationSequenceNumber());
            }
        }

        private void interrupted(Throwable why) {
            switch (why) {
                case ResourceInUseException _, LimitExceededException _ ->
                        counts.interrupted(why.getClass().getSimpleName());
                case KinesisException e when e.statusCode() >= 500 ->
                        counts.interrupted("status " + e.statusCode());
                case SdkClientException _, IOException _ -> counts.interrupted("connection lost");
                default -> throw new IllegalStateException("subscribed to " + shardId, why);
            }
        }
    }
}
