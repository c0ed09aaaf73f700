package io.hydrant.conformance.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The Kinesis Client Library as people run it: leases in a DynamoDB elsewhere, records by polling
/// or by enhanced fan-out. It audits the shards' lineage by itself and stands still when that is
/// not as it should be.
class KinesisClientLibraryTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int KEYS = 40;

    @TempDir static Path folder;
    private static ServerProcess server;
    private static LocalTables tables;
    private static KinesisClient kinesis;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(Launch.in(folder.resolve("server")));
        tables = LocalTables.start(folder);
        kinesis =
                KinesisClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        tables.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Worker.Retrieval.class)
    void processesAReshardedStreamToTheEnd(Worker.Retrieval retrieval) {
        String stream = "kcl-" + retrieval;
        kinesis.createStream(create -> create.streamName(stream).shardCount(2));
        awaitActive(stream);
        Map<String, List<String>> sent = new HashMap<>();
        put(stream, 0, sent);
        Seen seen = new Seen();
        try (Worker _ = new Worker(server.endpoint(), tables.endpoint(), stream, retrieval, seen)) {
            awaitAll(seen, sent);
            split(stream, "shardId-000000000000");
            put(stream, 1, sent);
            split(stream, "shardId-000000000001");
            put(stream, 2, sent);
            merge(stream, "shardId-000000000003", "shardId-000000000004");
            put(stream, 3, sent);
            aggregate(stream, sent);
            awaitAll(seen, sent);
            Set<String> closed =
                    shards(stream).stream()
                            .filter(s -> s.sequenceNumberRange().endingSequenceNumber() != null)
                            .map(Shard::shardId)
                            .collect(Collectors.toSet());
            assertThat(closed).hasSize(4);
            Await.until(
                    "the end of every closed shard",
                    LIMIT,
                    () -> seen.endedShards().containsAll(closed));
        }
        sent.forEach((key, texts) -> assertThat(seen.of(key)).isEqualTo(texts));
        assertThat(seen.failures()).isEmpty();
    }

    private static void awaitAll(Seen seen, Map<String, List<String>> sent) {
        int count = sent.values().stream().mapToInt(List::size).sum();
        Await.until(count + " records", LIMIT, () -> seen.count() >= count);
    }

    private static void put(String stream, int round, Map<String, List<String>> sent) {
        for (int number = 0; number < 5; number++) {
            List<PutRecordsRequestEntry> records = new ArrayList<>();
            for (int key = 0; key < KEYS; key++) {
                String text = round + "/" + number;
                sent.computeIfAbsent("key-" + key, _ -> new ArrayList<>()).add(text);
                records.add(
                        PutRecordsRequestEntry.builder()
                                .partitionKey("key-" + key)
                                .data(SdkBytes.fromUtf8String(text))
                                .build());
            }
            PutRecordsResponse kept =
                    kinesis.putRecords(put -> put.streamName(stream).records(records));
            assertThat(kept.failedRecordCount()).isZero();
        }
    }

    /// The library passes over records whose hash key is not their shard's: all of one key.
    private static void aggregate(String stream, Map<String, List<String>> sent) {
        Aggregate aggregate = new Aggregate();
        for (int number = 0; number < 100; number++) {
            String text = "aggregated " + number;
            sent.computeIfAbsent("aggregated", _ -> new ArrayList<>()).add(text);
            aggregate.add("aggregated", Optional.empty(), text.getBytes(StandardCharsets.UTF_8));
        }
        kinesis.putRecord(
                put ->
                        put.streamName(stream)
                                .partitionKey("aggregated")
                                .data(SdkBytes.fromByteArray(aggregate.toBytes())));
    }

    private static void split(String stream, String shardId) {
        Shard shard =
                shards(stream).stream()
                        .filter(one -> one.shardId().equals(shardId))
                        .findFirst()
                        .orElseThrow();
        BigInteger start = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger end = new BigInteger(shard.hashKeyRange().endingHashKey());
        String middle = start.add(end).shiftRight(1).toString();
        kinesis.splitShard(
                split -> split.streamName(stream).shardToSplit(shardId).newStartingHashKey(middle));
        awaitActive(stream);
    }

    private static void merge(String stream, String shardId, String adjacent) {
        kinesis.mergeShards(
                merge ->
                        merge.streamName(stream)
                                .shardToMerge(shardId)
                                .adjacentShardToMerge(adjacent));
        awaitActive(stream);
    }

    private static List<Shard> shards(String stream) {
        return kinesis.listShards(list -> list.streamName(stream)).shards();
    }

    private static void awaitActive(String stream) {
        Await.until(
                stream + " being active",
                LIMIT,
                () ->
                        kinesis.describeStreamSummary(summary -> summary.streamName(stream))
                                        .streamDescriptionSummary()
                                        .streamStatus()
                                == StreamStatus.ACTIVE);
    }
}
