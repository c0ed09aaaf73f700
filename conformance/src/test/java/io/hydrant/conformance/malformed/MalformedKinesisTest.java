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
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/// Whatever a client of Kinesis sends, it is refused by the documented name in its own encoding,
/// and the server goes on.
class MalformedKinesisTest {
    private static final long SEED = Long.getLong("malformed.seed", 1);
    private static final long GROWTH_BYTES_MAX = 48L << 20;

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        try (KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            create(kinesis, KinesisTemplates.STREAM, 3);
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void refusesEveryMalformedRequestByItsNameAndStaysHealthy() throws Exception {
        Volley volley = new Volley(server.launch().port());
        List<Malformed> requests = generate();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(4_000);
        volley.send(
                requests.subList(0, 300)); // so that classes and caches are there before measuring
        long before = LiveHeap.bytes(server.pid());

        List<String> objections = volley.send(requests);

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
        try (KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            create(kinesis, "full", 1);
            PutRecordsRequestEntry small = entry("é".repeat(256), 0);
            PutRecordsRequestEntry large = entry("k", (1 << 20) - 1);
            for (List<PutRecordsRequestEntry> entries :
                    List.of(Collections.nCopies(500, small), Collections.nCopies(10, large))) {
                assertThat(
                                kinesis.putRecords(put -> put.streamName("full").records(entries))
                                        .failedRecordCount())
                        .isZero();
            }
        }
    }

    private static List<Malformed> generate() {
        SplittableRandom random = new SplittableRandom(SEED);
        int port = server.launch().port();
        List<Malformed> all = new ArrayList<>();
        all.addAll(new SpoiltJson(KinesisTemplates.API, port, random.split()).all());
        all.addAll(new MalformedCbor(port, random.split()).all());
        all.addAll(new MalformedKinesisValues(port, random.split()).all());
        try (KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            String iterator =
                    kinesis.getShardIterator(
                                    get ->
                                            get.streamName(KinesisTemplates.STREAM)
                                                    .shardId("shardId-000000000000")
                                                    .shardIteratorType(ShardIteratorType.LATEST))
                            .shardIterator();
            String token =
                    kinesis.listShards(
                                    list -> list.streamName(KinesisTemplates.STREAM).maxResults(1))
                            .nextToken();
            all.addAll(new MalformedKinesisCalls(port, random.split(), iterator, token).all());
        }
        Collections.shuffle(all, new Random(SEED));
        return all;
    }

    private static void putsStillWork() {
        try (KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            String number =
                    kinesis.putRecord(
                                    put ->
                                            put.streamName(KinesisTemplates.STREAM)
                                                    .partitionKey("k")
                                                    .data(SdkBytes.fromUtf8String("good")))
                            .sequenceNumber();
            assertThat(number).isNotEmpty();
        }
    }

    static void create(KinesisClient kinesis, String stream, int shards) {
        kinesis.createStream(create -> create.streamName(stream).shardCount(shards));
        Await.until(
                stream + " being active",
                Duration.ofSeconds(60),
                () ->
                        kinesis.describeStreamSummary(describe -> describe.streamName(stream))
                                        .streamDescriptionSummary()
                                        .streamStatus()
                                == StreamStatus.ACTIVE);
    }

    private static PutRecordsRequestEntry entry(String key, int bytes) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(new byte[bytes]))
                .build();
    }
}
