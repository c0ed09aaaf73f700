package io.hydrant.conformance.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.LiveHeap;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.s3.S3Client;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Whatever a client sends, it is refused by the documented name, and the server goes on.
class MalformedRequestsTest {
    private static final long SEED = Long.getLong("malformed.seed", 1);
    private static final long GROWTH_BYTES_MAX = 48L << 20;

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        try (S3Client s3 = AwsClients.s3(server.endpoint());
                FirehoseClient firehose = AwsClients.firehose(server.endpoint())) {
            s3.createBucket(create -> create.bucket("lake"));
            s3.putObject(
                    put -> put.bucket("lake").key("a"),
                    RequestBody.fromString(MalformedS3.CONTENT));
            firehose.createDeliveryStream(
                    create ->
                            create.deliveryStreamName(Templates.STREAM)
                                    .extendedS3DestinationConfiguration(
                                            s3Destination ->
                                                    s3Destination
                                                            .roleARN(
                                                                    "arn:aws:iam::000000000000:role/delivery")
                                                            .bucketARN("arn:aws:s3:::lake")
                                                            .prefix("put/")));
            Await.until(
                    "the stream being active",
                    Duration.ofSeconds(60),
                    () ->
                            firehose.describeDeliveryStream(
                                                    stream ->
                                                            stream.deliveryStreamName(
                                                                    Templates.STREAM))
                                            .deliveryStreamDescription()
                                            .deliveryStreamStatus()
                                    == DeliveryStreamStatus.ACTIVE);
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void refusesEveryMalformedRequestByItsNameAndStaysHealthy() throws Exception {
        List<Malformed> requests = generate();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(2_000);
        send(requests.subList(0, 200)); // so that classes and caches are there before measuring
        long before = LiveHeap.bytes(server.pid());

        List<String> objections = send(requests);

        assertThat(objections).as(Volley.table(SEED, requests, objections)).isEmpty();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.isHealthy()).isTrue();
        assertThat(LiveHeap.bytes(server.pid()) - before).isLessThan(GROWTH_BYTES_MAX);
        assertThat(server.standardError()).doesNotContain("\tat ").doesNotContain("SEVERE");
        putsStillWork();
    }

    /// What is just within the limits is taken.
    @Test
    void takesWhatIsJustWithinTheLimits() {
        int rest = (4 << 20) - 4 * 1_024_000;
        String full =
                MalformedValues.batch(4, 1_024_000)
                        .replace("]}", ",{\"Data\":\"" + MalformedValues.base64(rest) + "\"}]}");
        for (String body :
                List.of(MalformedValues.batch(500, 1), MalformedValues.batch(1, 1_024_000), full)) {
            Draft put =
                    Draft.firehose("PutRecordBatch", body.getBytes(StandardCharsets.UTF_8))
                            .signed(Draft.Signature.of(server.launch().port(), "firehose"));
            Answer answer = Answer.to(put.bytes(), server.launch().port());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"FailedPutCount\":0");
        }
    }

    private static List<Malformed> generate() {
        SplittableRandom random = new SplittableRandom(SEED);
        int port = server.launch().port();
        List<Malformed> all = new ArrayList<>();
        all.addAll(new SpoiltJson(Templates.API, port, random.split()).all());
        all.addAll(new MalformedJson(port, random.split()).all());
        all.addAll(new MalformedValues(port, random.split()).all());
        all.addAll(new MalformedDestinations(port, random.split()).all());
        all.addAll(new MalformedSignatures(port, random.split()).all());
        all.addAll(new MalformedHttp(port, random.split()).all());
        all.addAll(new MalformedS3(port, random.split()).all());
        all.addAll(new MalformedS3Signatures(port, random.split()).all());
        Collections.shuffle(all, new Random(SEED));
        return all;
    }

    private static List<String> send(List<Malformed> requests) throws Exception {
        return new Volley(server.launch().port()).send(requests);
    }

    private static void putsStillWork() {
        try (FirehoseClient firehose = AwsClients.firehose(server.endpoint())) {
            String id =
                    firehose.putRecord(
                                    put ->
                                            put.deliveryStreamName(Templates.STREAM)
                                                    .record(
                                                            record ->
                                                                    record.data(
                                                                            SdkBytes.fromUtf8String(
                                                                                    "good\n"))))
                            .recordId();
            assertThat(id).isNotEmpty();
        }
    }
}
