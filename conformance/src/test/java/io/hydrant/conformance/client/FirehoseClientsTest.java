package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.KeyType;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.Tag;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Clients as people have them, unchanged: the shipped sample arrives once, to the byte.
class FirehoseClientsTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static ServerProcess server;
    private static S3Client s3;
    private static FirehoseClient firehose;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        s3 = AwsClients.s3(server.endpoint());
        firehose = AwsClients.firehose(server.endpoint());
    }

    @AfterAll
    static void stopServer() {
        firehose.close();
        s3.close();
        server.close();
    }

    @Test
    void theSampleArrivesByTheJavaSdk() {
        create("java");
        for (List<byte[]> batch : Sample.batches()) {
            PutRecordBatchResponse answer =
                    firehose.putRecordBatch(
                            put -> put.deliveryStreamName("java").records(records(batch)));
            assertThat(answer.failedPutCount()).isZero();
            assertThat(answer.requestResponses()).hasSameSizeAs(batch);
        }
        assertSampleArrived("java");
    }

    @Test
    void theSampleArrivesByTheAsynchronousJavaSdk() {
        create("async");
        try (FirehoseAsyncClient asyncFirehose =
                        FirehoseAsyncClient.builder()
                                .endpointOverride(server.endpoint())
                                .region(AwsClients.REGION)
                                .credentialsProvider(AwsClients.CREDENTIALS)
                                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                                .build();
                S3AsyncClient asyncS3 =
                        S3AsyncClient.builder()
                                .endpointOverride(server.endpoint())
                                .region(AwsClients.REGION)
                                .credentialsProvider(AwsClients.CREDENTIALS)
                                .forcePathStyle(true)
                                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                                .build()) {
            Sample.batches().stream()
                    .map(
                            batch ->
                                    asyncFirehose.putRecordBatch(
                                            put ->
                                                    put.deliveryStreamName("async")
                                                            .records(records(batch))))
                    .toList()
                    .forEach(answer -> assertThat(answer.join().failedPutCount()).isZero());
            assertSampleArrived("async");
            asyncS3.putObject(
                            put -> put.bucket("async").key("other/x"),
                            AsyncRequestBody.fromString("hello"))
                    .join();
            String read =
                    asyncS3.getObject(
                                    get -> get.bucket("async").key("other/x"),
                                    AsyncResponseTransformer.toBytes())
                            .join()
                            .asUtf8String();
            assertThat(read).isEqualTo("hello");
        }
    }

    @Test
    void theJavaSdkManagesAStream() {
        create("managed");
        assertThat(firehose.listDeliveryStreams(list -> list.limit(100)).deliveryStreamNames())
                .contains("managed");

        Tag team = Tag.builder().key("team").value("water").build();
        firehose.tagDeliveryStream(tag -> tag.deliveryStreamName("managed").tags(team));
        assertThat(tags()).containsExactly(team);
        firehose.untagDeliveryStream(untag -> untag.deliveryStreamName("managed").tagKeys("team"));
        assertThat(tags()).isEmpty();

        DeliveryStreamDescription before = describe("managed");
        firehose.updateDestination(
                update ->
                        update.deliveryStreamName("managed")
                                .currentDeliveryStreamVersionId(before.versionId())
                                .destinationId(before.destinations().getFirst().destinationId())
                                .extendedS3DestinationUpdate(change -> change.prefix("new/")));
        DeliveryStreamDescription after = describe("managed");
        assertThat(after.versionId()).isEqualTo("2");
        assertThat(after.destinations().getFirst().extendedS3DestinationDescription().prefix())
                .isEqualTo("new/");

        firehose.startDeliveryStreamEncryption(
                start ->
                        start.deliveryStreamName("managed")
                                .deliveryStreamEncryptionConfigurationInput(
                                        key -> key.keyType(KeyType.AWS_OWNED_CMK)));
        awaitEncryption(DeliveryStreamEncryptionStatus.ENABLED);
        firehose.stopDeliveryStreamEncryption(stop -> stop.deliveryStreamName("managed"));
        awaitEncryption(DeliveryStreamEncryptionStatus.DISABLED);

        firehose.deleteDeliveryStream(delete -> delete.deliveryStreamName("managed"));
        Await.until("the stream being gone", LIMIT, () -> !exists("managed"));
        assertThatThrownBy(
                        () ->
                                firehose.putRecord(
                                        put ->
                                                put.deliveryStreamName("managed")
                                                        .record(
                                                                data ->
                                                                        data.data(
                                                                                SdkBytes
                                                                                        .fromUtf8String(
                                                                                                "x")))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theSampleArrivesByTheAwsCommandLine() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws command line is not installed");
        Program cli = new Program(folder, server.endpoint());
        cli.aws("s3", "mb", "s3://cli");
        cli.aws(
                "firehose",
                "create-delivery-stream",
                "--delivery-stream-name",
                "cli",
                "--extended-s3-destination-configuration",
                "RoleARN="
                        + ROLE
                        + ",BucketARN=arn:aws:s3:::cli,Prefix=trips/,BufferingHints={SizeInMBs=1,IntervalInSeconds=60}");
        awaitActive("cli");
        int number = 0;
        for (List<byte[]> batch : Sample.batches()) {
            Path input = folder.resolve("batch-" + number++ + ".json");
            Files.write(input, JSON.writeValueAsBytes(putInput(cli, batch)));
            JsonNode answer =
                    JSON.readTree(
                            cli.aws(
                                    "firehose",
                                    "put-record-batch",
                                    "--output",
                                    "json",
                                    "--cli-input-json",
                                    "file://" + input));
            assertThat(answer.path("FailedPutCount").asInt(-1)).isZero();
        }
        assertSampleArrived("cli");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        cli.aws("s3", "sync", "s3://cli/trips/", copy.toString());
        try (Stream<Path> files = Files.walk(copy)) {
            List<byte[]> contents =
                    files.filter(Files::isRegularFile).map(FirehoseClientsTest::read).toList();
            assertThat(Sample.sortedLines(contents)).isEqualTo(Sample.lines());
        }
    }

    @Test
    void theAwsCommandLineManagesStreamsAndObjects() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws command line is not installed");
        Program cli = new Program(folder, server.endpoint());
        create("cli2");
        String[] named = {"--delivery-stream-name", "cli2"};
        assertThat(cli.aws(with(named, "firehose", "put-record", "--record", "Data=aGVsbG8K")))
                .contains("RecordId");
        assertThat(cli.aws("firehose", "list-delivery-streams", "--limit", "100")).contains("cli2");
        cli.aws(with(named, "firehose", "tag-delivery-stream", "--tags", "Key=team,Value=water"));
        assertThat(cli.aws(with(named, "firehose", "list-tags-for-delivery-stream")))
                .contains("water");
        cli.aws(with(named, "firehose", "untag-delivery-stream", "--tag-keys", "team"));
        cli.aws(
                with(
                        named,
                        "firehose",
                        "update-destination",
                        "--current-delivery-stream-version-id",
                        "1",
                        "--destination-id",
                        "destinationId-000000000001",
                        "--extended-s3-destination-update",
                        "Prefix=other/"));
        assertThat(cli.aws(with(named, "firehose", "describe-delivery-stream"))).contains("other/");
        cli.aws(
                with(
                        named,
                        "firehose",
                        "start-delivery-stream-encryption",
                        "--delivery-stream-encryption-configuration-input",
                        "KeyType=AWS_OWNED_CMK"));
        Await.until(
                "encryption",
                LIMIT,
                () ->
                        describe("cli2").deliveryStreamEncryptionConfiguration().status()
                                == DeliveryStreamEncryptionStatus.ENABLED);
        cli.aws(with(named, "firehose", "stop-delivery-stream-encryption"));
        Await.until(
                "no encryption",
                LIMIT,
                () ->
                        describe("cli2").deliveryStreamEncryptionConfiguration().status()
                                == DeliveryStreamEncryptionStatus.DISABLED);
        cli.aws(with(named, "firehose", "delete-delivery-stream"));
        Await.until("the stream being gone", LIMIT, () -> !exists("cli2"));

        Path large = Files.write(folder.resolve("large.bin"), new byte[9 << 20]); // in parts
        cli.aws("s3", "cp", large.toString(), "s3://cli2/a dir/large ü.bin");
        assertThat(cli.aws("s3", "ls", "s3://cli2", "--recursive"))
                .contains("a dir/large ü.bin")
                .contains("9437184");
        cli.aws("s3", "cp", "s3://cli2/a dir/large ü.bin", folder.resolve("back.bin").toString());
        assertThat(folder.resolve("back.bin")).hasSameBinaryContentAs(large);
        String url = cli.aws("s3", "presign", "s3://cli2/a dir/large ü.bin").strip();
        assertThat(Files.size(download(url))).isEqualTo(9 << 20);
        cli.aws("s3", "rm", "s3://cli2", "--recursive");
        assertThat(cli.aws("s3", "ls", "s3://cli2")).isBlank();
        cli.aws("s3", "rb", "s3://cli2");
    }

    @Test
    void theSampleArrivesByBoto3() throws IOException {
        assumeTrue(
                Program.works("python3", "-c", "import boto3"),
                "python3 with boto3 is not installed");
        create("boto");
        Path input = folder.resolve("sample.jsonl");
        try (OutputStream out = Files.newOutputStream(input)) {
            for (byte[] record : Sample.RECORDS) {
                out.write(record);
            }
        }
        String script =
                """
                import boto3, os, sys
                firehose = boto3.client('firehose', endpoint_url=os.environ['ENDPOINT'])
                s3 = boto3.client('s3', endpoint_url=os.environ['ENDPOINT'])
                records = [{'Data': line} for line in open(sys.argv[1], 'rb')]
                for start in range(0, len(records), 500):
                    answer = firehose.put_record_batch(DeliveryStreamName='boto', Records=records[start:start + 500])
                    assert answer['FailedPutCount'] == 0, answer
                stream = firehose.describe_delivery_stream(DeliveryStreamName='boto')['DeliveryStreamDescription']
                assert stream['DeliveryStreamStatus'] == 'ACTIVE', stream
                s3.put_object(Bucket='boto', Key='other/x', Body=b'hello')
                assert s3.get_object(Bucket='boto', Key='other/x')['Body'].read() == b'hello'
                try:
                    firehose.describe_delivery_stream(DeliveryStreamName='ghost')
                    sys.exit('a stream that is not there was described')
                except firehose.exceptions.ResourceNotFoundException:
                    pass
                print(len(records))
                """;
        Path program = Files.writeString(folder.resolve("sample.py"), script);
        String said =
                new Program(folder, server.endpoint())
                        .run(List.of("python3", program.toString(), input.toString()));
        assertThat(said.strip()).isEqualTo(Integer.toString(Sample.RECORDS.size()));
        assertSampleArrived("boto");
    }

    private static void create(String name) {
        s3.createBucket(bucket -> bucket.bucket(name));
        firehose.createDeliveryStream(
                stream ->
                        stream.deliveryStreamName(name)
                                .extendedS3DestinationConfiguration(
                                        destination ->
                                                destination
                                                        .roleARN(ROLE)
                                                        .bucketARN("arn:aws:s3:::" + name)
                                                        .prefix("trips/")
                                                        .bufferingHints(
                                                                hints ->
                                                                        hints.sizeInMBs(1)
                                                                                .intervalInSeconds(
                                                                                        60))));
        awaitActive(name);
    }

    private static void awaitActive(String name) {
        Await.until(
                name + " being active",
                LIMIT,
                () -> describe(name).deliveryStreamStatus() == DeliveryStreamStatus.ACTIVE);
    }

    private static void awaitEncryption(DeliveryStreamEncryptionStatus status) {
        Await.until(
                "the encryption being " + status,
                LIMIT,
                () ->
                        describe("managed").deliveryStreamEncryptionConfiguration().status()
                                == status);
    }

    private static DeliveryStreamDescription describe(String name) {
        return firehose.describeDeliveryStream(stream -> stream.deliveryStreamName(name))
                .deliveryStreamDescription();
    }

    private static boolean exists(String name) {
        try {
            describe(name);
            return true;
        } catch (ResourceNotFoundException _) {
            return false;
        }
    }

    private static List<Tag> tags() {
        return firehose.listTagsForDeliveryStream(list -> list.deliveryStreamName("managed"))
                .tags();
    }

    private static List<Record> records(List<byte[]> batch) {
        return batch.stream()
                .map(bytes -> Record.builder().data(SdkBytes.fromByteArray(bytes)).build())
                .toList();
    }

    /// The stream's name is its bucket's.
    private static void assertSampleArrived(String name) {
        Administration administration = new Administration(server.endpoint());
        Await.until(
                "the delivery of all of " + name,
                LIMIT,
                () -> administration.flush(name, LIMIT).path("delivered").asBoolean());
        List<byte[]> contents =
                s3
                        .listObjectsV2Paginator(list -> list.bucket(name).prefix("trips/"))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(
                                key ->
                                        s3.getObjectAsBytes(get -> get.bucket(name).key(key))
                                                .asByteArray())
                        .toList();
        assertThat(contents.stream().mapToLong(content -> content.length).sum())
                .isEqualTo(Sample.bytes());
        assertThat(Sample.sortedLines(contents)).isEqualTo(Sample.lines());
    }

    /// Version 1 of the command line wants blobs as they are, version 2 in Base64.
    private static ObjectNode putInput(Program cli, List<byte[]> batch) {
        boolean plain = cli.aws("--version").startsWith("aws-cli/1.");
        ObjectNode input = JSON.createObjectNode().put("DeliveryStreamName", "cli");
        ArrayNode records = input.putArray("Records");
        for (byte[] record : batch) {
            ObjectNode entry = records.addObject();
            if (plain) {
                entry.put("Data", new String(record, StandardCharsets.UTF_8));
            } else {
                entry.put("Data", record);
            }
        }
        return input;
    }

    private static String[] with(String[] named, String... words) {
        String[] all = Arrays.copyOf(words, words.length + named.length);
        System.arraycopy(named, 0, all, words.length, named.length);
        return all;
    }

    private static Path download(String url) throws IOException {
        Path file = folder.resolve("presigned.bin");
        try (InputStream in = URI.create(url).toURL().openStream()) {
            Files.copy(in, file);
        }
        return file;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
