package io.hydrant.conformance.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;
import io.hydrant.conformance.stream.Aggregation;
import io.hydrant.conformance.stream.StreamSnapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// An aggregate that is none is an ordinary record: it is taken, read and delivered as it is.
class DamagedAggregatesTest {
    private static final String STREAM = "damaged";
    private static final String BUCKET = "damaged-lake";
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] FIRST = "one\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "two, a longer one\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void areReadAndDeliveredAsTheyAre() {
        byte[] good = Aggregation.of(List.of("a", "b"), "7", List.of(FIRST, SECOND));
        List<byte[]> damaged = damaged(good);
        List<byte[]> all = new ArrayList<>(damaged);
        all.add(good);
        try (ServerProcess server = ServerProcess.start(Launch.in(folder));
                KinesisClient kinesis = AwsClients.kinesis(server.endpoint());
                S3Client s3 = AwsClients.s3(server.endpoint())) {
            createStreams(server.endpoint(), kinesis, s3);

            int failed =
                    kinesis.putRecords(put -> put.streamName(STREAM).records(entries(all)))
                            .failedRecordCount();

            assertThat(failed).isZero();
            assertThat(read(kinesis)).isEqualTo(hex(all));
            byte[] expected = joined(damaged, FIRST, SECOND);
            Administration administration = new Administration(server.endpoint());
            Await.until(
                    "the delivery of all",
                    LIMIT,
                    () -> {
                        administration.flush(STREAM, Duration.ofSeconds(5));
                        return delivered(s3).length >= expected.length;
                    });
            assertThat(delivered(s3)).isEqualTo(expected);
        }
    }

    /// Cut off at each place, and with a bit turned in each byte.
    private static List<byte[]> damaged(byte[] good) {
        List<byte[]> damaged = new ArrayList<>();
        for (int end = 0; end < good.length; end++) {
            damaged.add(Arrays.copyOf(good, end));
        }
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= 0x10;
            damaged.add(flipped);
        }
        return damaged;
    }

    private static void createStreams(URI endpoint, KinesisClient kinesis, S3Client s3) {
        s3.createBucket(create -> create.bucket(BUCKET));
        MalformedKinesisTest.create(kinesis, STREAM, 1);
        String arn = KinesisTemplates.ARN.replace(KinesisTemplates.STREAM, STREAM);
        try (FirehoseClient firehose = AwsClients.firehose(endpoint)) {
            firehose.createDeliveryStream(
                    create ->
                            create.deliveryStreamName(STREAM)
                                    .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                                    .kinesisStreamSourceConfiguration(
                                            source -> source.kinesisStreamARN(arn).roleARN(ROLE))
                                    .extendedS3DestinationConfiguration(
                                            destination ->
                                                    destination
                                                            .roleARN(ROLE)
                                                            .bucketARN("arn:aws:s3:::" + BUCKET)));
            Await.until(
                    "the delivery stream being active",
                    LIMIT,
                    () ->
                            firehose.describeDeliveryStream(
                                                    stream -> stream.deliveryStreamName(STREAM))
                                            .deliveryStreamDescription()
                                            .deliveryStreamStatus()
                                    == DeliveryStreamStatus.ACTIVE);
        }
    }

    private static List<PutRecordsRequestEntry> entries(List<byte[]> all) {
        return all.stream()
                .map(
                        data ->
                                PutRecordsRequestEntry.builder()
                                        .partitionKey("a")
                                        .data(SdkBytes.fromByteArray(data))
                                        .build())
                .toList();
    }

    private static List<String> read(KinesisClient kinesis) {
        List<byte[]> read = new ArrayList<>();
        StreamSnapshot.read(kinesis, STREAM, (_, record) -> read.add(record.data().asByteArray()));
        return hex(read);
    }

    private static byte[] delivered(S3Client s3) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        s3.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .forEach(
                        key ->
                                all.writeBytes(
                                        s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key))
                                                .asByteArray()));
        return all.toByteArray();
    }

    private static byte[] joined(List<byte[]> damaged, byte[]... rest) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        damaged.forEach(all::writeBytes);
        Arrays.stream(rest).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static List<String> hex(List<byte[]> all) {
        return all.stream().map(HexFormat.of()::formatHex).toList();
    }
}
