package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.stream.Polling;
import io.hydrant.conformance.stream.ReaderCounts;
import io.hydrant.conformance.stream.ShardGraph;
import io.hydrant.conformance.stream.StreamReader;
import io.hydrant.conformance.stream.Subscribing;

import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The two consumers that read along during a run.
final class StreamReaders implements AutoCloseable {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final KinesisClient pollingClient;
    private final KinesisAsyncClient subscribingClient;
    private final StreamJournal polled;
    private final StreamJournal pushed;
    private final Polling polling;
    private final ReaderCounts subscribing = new ReaderCounts();
    private final StreamReader poller;
    private final StreamReader subscriber;

    StreamReaders(
            URI endpoint, StreamSetting setting, StreamAttempts attempts, SplittableRandom random) {
        this.pollingClient = AwsClients.kinesisWithoutRetries(endpoint, ANSWER_LIMIT);
        this.subscribingClient = AwsClients.kinesisOverHttp2(endpoint, ANSWER_LIMIT);
        this.polled = new StreamJournal("GetRecords", attempts);
        this.pushed = new StreamJournal("SubscribeToShard", attempts);
        this.polling = new Polling(pollingClient, StreamSetting.STREAM, polled, random);
        Subscribing subscription =
                new Subscribing(subscribingClient, setting.consumerArn(), pushed, subscribing);
        List<Shard> shards = ShardGraph.of(pollingClient, StreamSetting.STREAM).shards();
        this.poller = StreamReader.start("poll", shards, polling);
        this.subscriber = StreamReader.start("subscribe", shards, subscription);
    }

    List<StreamJournal> journals() {
        return List.of(polled, pushed);
    }

    /// Whether both have read so many records, or cannot go on.
    boolean haveRead(int records) {
        return polled.count() >= records && pushed.count() >= records || failure().isPresent();
    }

    Optional<RuntimeException> failure() {
        return Stream.of(poller, subscriber)
                .flatMap(reader -> reader.failure().stream())
                .findFirst();
    }

    List<StreamKillReport.ReaderCount> counts() {
        return List.of(count(polled, polling.counts()), count(pushed, subscribing));
    }

    private static StreamKillReport.ReaderCount count(StreamJournal journal, ReaderCounts counts) {
        return new StreamKillReport.ReaderCount(
                journal.reader(),
                journal.count(),
                "%d answers, %d shards ended, taken up again after %s"
                        .formatted(counts.answers(), counts.shardEnds(), counts.interruptions()));
    }

    @Override
    public void close() {
        poller.close();
        subscriber.close();
        pollingClient.close();
        subscribingClient.close();
    }
}
