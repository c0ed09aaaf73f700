package io.hydrant.conformance.stream;

import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Reads with `GetRecords`. After an interruption it goes on with the iterator that it had, or with
/// a new one after the last record, in turn.
public final class Polling implements ShardCourse {
    private static final int[] LIMITS = {7, 100, 1_000, 10_000};
    private static final int IDLE_MILLIS = 150;
    private static final int RETRY_MILLIS = 100;

    private final KinesisClient kinesis;
    private final String stream;
    private final RecordSink sink;
    private final ReaderCounts counts;
    private final SplittableRandom seeds;

    /// @param kinesis which makes one attempt only
    /// @param random decides how many records are asked for
    public Polling(KinesisClient kinesis, String stream, RecordSink sink, SplittableRandom random) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.sink = sink;
        this.counts = new ReaderCounts();
        this.seeds = random;
    }

    public ReaderCounts counts() {
        return counts;
    }

    @Override
    public Optional<List<ChildShard>> readToEnd(String shardId, BooleanSupplier stopped) {
        return new Course(shardId, split()).readToEnd(stopped);
    }

    private synchronized SplittableRandom split() {
        return seeds.split();
    }

    /// Of one shard, by one thread.
    private final class Course {
        private final String shardId;
        private final SplittableRandom random;
        private Optional<String> iterator = Optional.empty();
        private Optional<String> lastNumber = Optional.empty();
        private int interruptions;
        private long lastNanos = System.nanoTime();

        private Course(String shardId, SplittableRandom random) {
            this.shardId = shardId;
            this.random = random;
        }

        private Optional<List<ChildShard>> readToEnd(BooleanSupplier stopped) {
            while (!stopped.getAsBoolean()) {
                try {
                    Optional<List<ChildShard>> end = readOnce();
                    if (end.isPresent()) {
                        return end;
                    }
                } catch (ExpiredIteratorException _) {
                    counts.interrupted("iterator expired");
                    iterator = Optional.empty();
                } catch (ProvisionedThroughputExceededException | LimitExceededException e) {
                    interrupted(e.awsErrorDetails().errorCode());
                } catch (KinesisException e) {
                    if (e.statusCode() < 500) {
                        throw e; // the server found fault with a request that has none
                    }
                    interrupted("status " + e.statusCode());
                } catch (SdkClientException _) {
                    interrupted("no answer");
                }
            }
            return Optional.empty();
        }

        private Optional<List<ChildShard>> readOnce() {
            if (iterator.isEmpty()) {
                iterator = Optional.of(newIterator());
            }
            String current = iterator.get();
            int limit = LIMITS[random.nextInt(LIMITS.length)];
            GetRecordsResponse answer =
                    kinesis.getRecords(get -> get.shardIterator(current).limit(limit));
            for (Record record : answer.records()) {
                sink.accept(shardId, record);
                lastNumber = Optional.of(record.sequenceNumber());
            }
            counts.answered(answer.records().size(), System.nanoTime() - lastNanos);
            lastNanos = System.nanoTime();
            if (answer.nextShardIterator() == null) {
                counts.shardEnded();
                return Optional.of(Ends.children(shardId, answer.childShards()));
            }
            if (answer.hasChildShards()) {
                throw new IllegalStateException(shardId + " has children and goes on");
            }
            iterator = Optional.of(answer.nextShardIterator());
            if (answer.records().isEmpty()) {
                Await.pause(IDLE_MILLIS);
            }
            return Optional.empty();
        }

        private void interrupted(String what) {
            counts.interrupted(what);
            interruptions++;
            if (interruptions % 2 == 0) {
                iterator = Optional.empty();
            }
            Await.pause(RETRY_MILLIS);
        }

        private String newIterator() {
            GetShardIteratorRequest.Builder get =
                    GetShardIteratorRequest.builder().streamName(stream).shardId(shardId);
            lastNumber.ifPresentOrElse(
                    number ->
                            get.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                    .startingSequenceNumber(number),
                    () -> get.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
            return kinesis.getShardIterator(get.build()).shardIterator();
        }
    }
}
