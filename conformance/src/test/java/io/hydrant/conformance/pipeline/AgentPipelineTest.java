package io.hydrant.conformance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.client.Administration;
import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// CSV files, an agent, a data stream of one shard, a delivery stream that reads it: every row is
/// one JSON record in the bucket.
class AgentPipelineTest {
    private static final String CSV = "yellow_tripdata_2016h2_2017.csv";
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    private static final int COPIES = 20;
    private static final long BUFFER_BYTES = 5 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY =
            Pattern.compile("Firehose/\\d{4}/\\d{2}/\\d{2}/\\d{2}/trips-to-s3-1-.*");
    private static final List<String> FIELDS =
            List.of(
                    "VendorID",
                    "tpep_pickup_datetime",
                    "tpep_dropoff_datetime",
                    "passenger_count",
                    "trip_distance",
                    "RatecodeID",
                    "store_and_fwd_flag",
                    "PULocationID",
                    "DOLocationID",
                    "payment_type",
                    "fare_amount",
                    "extra",
                    "mta_tax",
                    "tip_amount",
                    "tolls_amount",
                    "improvement_surcharge",
                    "total_amount");

    /// As the lab for the Kinesis Agent has it, its placeholders filled in.
    private static final String AGENT =
            """
            {
                "cloudwatch.emitMetrics": true,
                "kinesis.endpoint": "kinesis.us-east-1.amazonaws.com",
                "flows": [
                    {
                    "filePattern": "%s/*.csv*",
                    "kinesisStream": "trips",
                    "partitionKeyOption": "RANDOM",
                    "initialPosition": "START_OF_FILE",
                        "dataProcessingOptions": [
                            {
                                "optionName": "CSVTOJSON",
                                "customFieldNames": ["VendorID","tpep_pickup_datetime","tpep_dropoff_datetime","passenger_count","trip_distance","RatecodeID","store_and_fwd_flag","PULocationID","DOLocationID","payment_type","fare_amount","extra","mta_tax","tip_amount","tolls_amount","improvement_surcharge","total_amount"],
                                "delimiter": ","
                            }
                        ]
                    }
                ]
            }
            """;

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder.resolve("server")));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void everyRowOfTheFilesIsOneJsonRecordInTheBucket() throws IOException {
        create();
        Path files = Files.createDirectory(folder.resolve("files"));
        List<String> rows = rows();
        for (int copy = 0; copy < COPIES; copy++) {
            Files.write(files.resolve("trips-" + copy + ".csv"), rows);
        }
        Path agent = Files.writeString(folder.resolve("agent.json"), AGENT.formatted(files));
        tail(agent);
        new Administration(server.endpoint()).flush("trips-to-s3", LIMIT);

        List<String> expected = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            rows.forEach(row -> expected.add(json(row)));
        }
        try (S3Client s3 = AwsClients.s3(server.endpoint())) {
            List<S3Object> objects = s3.listObjectsV2(list -> list.bucket("trips")).contents();
            assertThat(objects).allSatisfy(object -> assertThat(object.key()).matches(KEY));
            assertThat(objects)
                    .filteredOn(object -> object.size() < BUFFER_BYTES * 8 / 10)
                    .hasSizeLessThanOrEqualTo(1);
            assertThat(objects)
                    .allSatisfy(
                            object ->
                                    assertThat(object.size()).isLessThan(BUFFER_BYTES + (1 << 20)));
            List<String> arrived = new ArrayList<>();
            for (S3Object object : objects) {
                arrived.addAll(
                        s3.getObjectAsBytes(get -> get.bucket("trips").key(object.key()))
                                .asUtf8String()
                                .lines()
                                .toList());
            }
            assertThat(arrived).hasSameSizeAs(expected);
            assertThat(arrived.stream().sorted().toList())
                    .isEqualTo(expected.stream().sorted().toList());
        }
    }

    private static void create() {
        try (S3Client s3 = AwsClients.s3(server.endpoint());
                KinesisClient kinesis =
                        KinesisClient.builder()
                                .endpointOverride(server.endpoint())
                                .region(AwsClients.REGION)
                                .credentialsProvider(AwsClients.CREDENTIALS)
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .build();
                FirehoseClient firehose = AwsClients.firehose(server.endpoint())) {
            s3.createBucket(bucket -> bucket.bucket("trips"));
            kinesis.createStream(stream -> stream.streamName("trips").shardCount(1));
            kinesis.waiter().waitUntilStreamExists(stream -> stream.streamName("trips"));
            String arn =
                    kinesis.describeStreamSummary(stream -> stream.streamName("trips"))
                            .streamDescriptionSummary()
                            .streamARN();
            firehose.createDeliveryStream(
                    stream ->
                            stream.deliveryStreamName("trips-to-s3")
                                    .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                                    .kinesisStreamSourceConfiguration(
                                            source -> source.kinesisStreamARN(arn).roleARN(ROLE))
                                    .extendedS3DestinationConfiguration(
                                            s3Destination ->
                                                    s3Destination
                                                            .roleARN(ROLE)
                                                            .bucketARN("arn:aws:s3:::trips")
                                                            .prefix("Firehose/")));
            Await.until(
                    "the delivery stream being active",
                    LIMIT,
                    () -> describe(firehose).deliveryStreamStatus() == DeliveryStreamStatus.ACTIVE);
            assertThat(
                            describe(firehose)
                                    .source()
                                    .kinesisStreamSourceDescription()
                                    .kinesisStreamARN())
                    .isEqualTo(arn);
        }
    }

    private static DeliveryStreamDescription describe(FirehoseClient firehose) {
        return firehose.describeDeliveryStream(stream -> stream.deliveryStreamName("trips-to-s3"))
                .deliveryStreamDescription();
    }

    private static void tail(Path agent) {
        Launch launch = Launch.in(folder.resolve("tail"));
        Process tail =
                ServerProcess.run(
                        launch,
                        List.of(
                                "tail",
                                agent.toString(),
                                "--once",
                                "--endpoint-url",
                                server.endpoint().toString(),
                                "--checkpoints",
                                folder.resolve("checkpoints").toString()));
        Await.until("the end of the files", LIMIT, () -> !tail.isAlive());
        assertThat(tail.exitValue()).as(read(launch.standardError())).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> rows() throws IOException {
        try (InputStream in = AgentPipelineTest.class.getResourceAsStream(CSV)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// What the agent makes of a row: every value a string, fields beyond the names left out.
    private static String json(String row) {
        String[] columns = row.split(",");
        ObjectNode record = JSON.createObjectNode();
        for (int column = 0; column < FIELDS.size(); column++) {
            if (column < columns.length) {
                record.put(FIELDS.get(column), columns[column]);
            } else {
                record.set(FIELDS.get(column), (JsonNode) null);
            }
        }
        return record.toString();
    }
}
