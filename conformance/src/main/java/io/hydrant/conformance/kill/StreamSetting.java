package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What has to be there before records are put: a data stream, a consumer with enhanced fan-out,
/// and the delivery streams that read it.
///
/// @param consumerArn of the registered consumer
record StreamSetting(String streamArn, String consumerArn) {
    static final String STREAM = "kill-stream";
    private static final int SHARDS = 4;
    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);

    static StreamSetting create(URI endpoint, KillOptions.Store store) {
        return create(endpoint, store, List.of(SourceLane.values()));
    }

    static StreamSetting create(URI endpoint, KillOptions.Store store, List<SourceLane> lanes) {
        if (store == KillOptions.Store.EMBEDDED) {
            try (S3Client s3 = AwsClients.s3(endpoint)) {
                s3.createBucket(bucket -> bucket.bucket(Lane.BUCKET));
            }
        }
        try (KinesisClient kinesis = AwsClients.kinesis(endpoint);
                FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            String streamArn = createStream(kinesis);
            String consumerArn = registerConsumer(kinesis, streamArn);
            for (SourceLane lane : lanes) {
                firehose.createDeliveryStream(lane.creation(streamArn));
            }
            for (SourceLane lane : lanes) {
                Await.until(
                        lane.stream() + " being active",
                        ACTIVE_LIMIT,
                        () -> status(firehose, lane) == DeliveryStreamStatus.ACTIVE);
            }
            return new StreamSetting(streamArn, consumerArn);
        }
    }

    private static String createStream(KinesisClient kinesis) {
        kinesis.createStream(create -> create.streamName(STREAM).shardCount(SHARDS));
        Await.until(
                STREAM + " being active",
                ACTIVE_LIMIT,
                () ->
                        kinesis.describeStreamSummary(describe -> describe.streamName(STREAM))
                                        .streamDescriptionSummary()
                                        .streamStatus()
                                == StreamStatus.ACTIVE);
        return kinesis.describeStreamSummary(describe -> describe.streamName(STREAM))
                .streamDescriptionSummary()
                .streamARN();
    }

    private static String registerConsumer(KinesisClient kinesis, String streamArn) {
        String arn =
                kinesis.registerStreamConsumer(
                                register -> register.streamARN(streamArn).consumerName("watcher"))
                        .consumer()
                        .consumerARN();
        Await.until(
                arn + " being active",
                ACTIVE_LIMIT,
                () ->
                        kinesis.describeStreamConsumer(describe -> describe.consumerARN(arn))
                                        .consumerDescription()
                                        .consumerStatus()
                                == ConsumerStatus.ACTIVE);
        return arn;
    }

    private static DeliveryStreamStatus status(FirehoseClient firehose, SourceLane lane) {
        return firehose.describeDeliveryStream(stream -> stream.deliveryStreamName(lane.stream()))
                .deliveryStreamDescription()
                .deliveryStreamStatus();
    }
}
