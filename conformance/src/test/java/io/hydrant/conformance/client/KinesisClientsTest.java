package io.hydrant.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Clients of data streams as people have them, unchanged.
class KinesisClientsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SHARD = "shardId-000000000000";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static ServerProcess server;
    private static KinesisClient kinesis;
    private static KinesisAsyncClient async;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(Launch.in(folder));
        kinesis =
                KinesisClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        async =
                KinesisAsyncClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(
                                NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2))
                        .build();
    }

    @AfterAll
    static void stopServer() {
        async.close();
        kinesis.close();
        server.close();
    }

    @Test
    void theSampleIsReadBackAsTheJavaSdkPutIt() {
        create("java", 1);
        Instant before = Instant.now().minusSeconds(1);
        for (List<byte[]> batch : Sample.batches()) {
            PutRecordsResponse answer =
                    kinesis.putRecords(put -> put.streamName("java").records(entries(batch)));
            assertThat(answer.failedRecordCount()).isZero();
            assertThat(answer.records()).hasSameSizeAs(batch);
        }
        List<Record> records = readAll("java");
        assertThat(lines(records)).isEqualTo(Sample.lines());
        assertThat(records)
                .allSatisfy(
                        record ->
                                assertThat(record.approximateArrivalTimestamp())
                                        .isBetween(before, Instant.now().plusSeconds(1)));
    }

    @Test
    void theJavaSdkManagesAStream() {
        create("managed", 2);
        String arn = summary("managed").streamARN();
        kinesis.tagResource(tag -> tag.resourceARN(arn).tags(Map.of("team", "water")));
        assertThat(kinesis.listTagsForStream(list -> list.streamName("managed")).tags()).hasSize(1);
        kinesis.increaseStreamRetentionPeriod(
                change -> change.streamARN(arn).retentionPeriodHours(48));
        awaitActive("managed");
        assertThat(summary("managed").retentionPeriodHours()).isEqualTo(48);
        assertThat(summary("managed").streamModeDetails().streamMode())
                .isEqualTo(StreamMode.PROVISIONED);
        kinesis.updateShardCount(
                update ->
                        update.streamName("managed")
                                .targetShardCount(4)
                                .scalingType("UNIFORM_SCALING"));
        awaitActive("managed");
        assertThat(summary("managed").openShardCount()).isEqualTo(4);
        assertThatThrownBy(() -> kinesis.createStream(c -> c.streamName("managed").shardCount(1)))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("Stream managed under account 000000000000 already exists.");
        kinesis.deleteStream(delete -> delete.streamName("managed"));
        kinesis.waiter().waitUntilStreamNotExists(describe -> describe.streamName("managed"));
        assertThatThrownBy(
                        () ->
                                kinesis.putRecord(
                                        put ->
                                                put.streamName("managed")
                                                        .partitionKey("k")
                                                        .data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theAsynchronousJavaSdkIsPushedWhatIsPut() {
        create("pushed", 1);
        String consumer = register("pushed", "reader");
        Queue<Record> seen = new ConcurrentLinkedQueue<>();
        AtomicInteger events = new AtomicInteger();
        CompletableFuture<Void> subscription =
                async.subscribeToShard(
                        subscribe ->
                                subscribe
                                        .consumerARN(consumer)
                                        .shardId(SHARD)
                                        .startingPosition(
                                                at -> at.type(ShardIteratorType.TRIM_HORIZON)),
                        SubscribeToShardResponseHandler.builder()
                                .onError(_ -> {})
                                .subscriber(
                                        event -> {
                                            seen.addAll(((SubscribeToShardEvent) event).records());
                                            events.incrementAndGet();
                                        })
                                .build());
        for (int number = 0; number < 20; number++) {
            putAsync("pushed", "text " + number);
        }
        Await.until("20 records", LIMIT, () -> seen.size() == 20);
        assertThat(seen.stream().map(record -> record.data().asUtf8String()).toList())
                .isEqualTo(IntStream.range(0, 20).mapToObj(n -> "text " + n).toList());
        int before = events.get();
        Await.until("an event without records", LIMIT, () -> events.get() > before);
        kinesis.splitShard(
                split ->
                        split.streamName("pushed")
                                .shardToSplit(SHARD)
                                .newStartingHashKey("170141183460469231731687303715884105728"));
        Await.until("the end of the shard", LIMIT, subscription::isDone);
        assertThat(subscription).isCompleted();
    }

    @Test
    void theAwsCommandLinePutsAndGets() throws IOException {
        assumeTrue(Program.works("aws", "--version"), "the aws command line is not installed");
        Program cli = new Program(folder, server.endpoint());
        cli.aws("kinesis", "create-stream", "--stream-name", "cli", "--shard-count", "1");
        cli.aws("kinesis", "wait", "stream-exists", "--stream-name", "cli");
        JsonNode put =
                json(
                        cli,
                        "put-record",
                        "--stream-name",
                        "cli",
                        "--partition-key",
                        "k",
                        "--data",
                        "aGVsbG8=");
        assertThat(put.path("ShardId").asText()).isEqualTo(SHARD);
        JsonNode iterator =
                json(
                        cli,
                        "get-shard-iterator",
                        "--stream-name",
                        "cli",
                        "--shard-id",
                        SHARD,
                        "--shard-iterator-type",
                        "AT_SEQUENCE_NUMBER",
                        "--starting-sequence-number",
                        put.path("SequenceNumber").asText());
        JsonNode records =
                json(
                        cli,
                        "get-records",
                        "--shard-iterator",
                        iterator.path("ShardIterator").asText());
        assertThat(records.path("Records")).hasSize(1);
        assertThat(records.at("/Records/0/PartitionKey").asText()).isEqualTo("k");
        assertThat(json(cli, "list-shards", "--stream-name", "cli").path("Shards")).hasSize(1);
        assertThat(cli.aws("kinesis", "list-streams")).contains("cli");
        assertThat(cli.aws("kinesis", "describe-limits")).contains("ShardLimit");
        cli.aws("kinesis", "delete-stream", "--stream-name", "cli");
        cli.aws("kinesis", "wait", "stream-not-exists", "--stream-name", "cli");
    }

    @Test
    void boto3PutsGetsAndSubscribes() throws IOException {
        assumeTrue(
                Program.works("python3", "-c", "import boto3"),
                "python3 with boto3 is not installed");
        String script =
                """
                import boto3, os, time
                kinesis = boto3.client('kinesis', endpoint_url=os.environ['ENDPOINT'])
                kinesis.create_stream(StreamName='boto', ShardCount=1)
                kinesis.get_waiter('stream_exists').wait(StreamName='boto', WaiterConfig={'Delay': 1})
                arn = kinesis.describe_stream_summary(StreamName='boto')['StreamDescriptionSummary']['StreamARN']
                consumer = kinesis.register_stream_consumer(StreamARN=arn, ConsumerName='reader')['Consumer']['ConsumerARN']
                while kinesis.describe_stream_consumer(ConsumerARN=consumer)['ConsumerDescription']['ConsumerStatus'] != 'ACTIVE':
                    time.sleep(0.05)
                records = [{'Data': b'text %d' % n, 'PartitionKey': 'schl\\u00fcssel'} for n in range(500)]
                answer = kinesis.put_records(StreamARN=arn, Records=records)
                assert answer['FailedRecordCount'] == 0 and len(answer['Records']) == 500, answer
                shard = answer['Records'][0]['ShardId']
                iterator = kinesis.get_shard_iterator(StreamName='boto', ShardId=shard, ShardIteratorType='TRIM_HORIZON')['ShardIterator']
                got = kinesis.get_records(ShardIterator=iterator)
                assert [r['Data'] for r in got['Records']] == [r['Data'] for r in records]
                assert got['Records'][0]['PartitionKey'] == 'schl\\u00fcssel'
                assert got['MillisBehindLatest'] == 0
                after = {'Type': 'AFTER_SEQUENCE_NUMBER', 'SequenceNumber': answer['Records'][9]['SequenceNumber']}
                events = kinesis.subscribe_to_shard(ConsumerARN=consumer, ShardId=shard, StartingPosition=after)['EventStream']
                pushed = []
                for event in events:
                    pushed += [r['Data'] for r in event['SubscribeToShardEvent']['Records']]
                    if len(pushed) == 490:
                        break
                assert pushed == [r['Data'] for r in records[10:]]
                try:
                    kinesis.get_records(ShardIterator='nonsense')
                    raise SystemExit('a shard iterator that is none was taken')
                except kinesis.exceptions.InvalidArgumentException as e:
                    assert 'Invalid ShardIterator.' in str(e), e
                print('done')
                """;
        Path program = Files.writeString(folder.resolve("streams.py"), script);
        assertThat(
                        new Program(folder, server.endpoint())
                                .run(List.of("python3", program.toString()))
                                .strip())
                .isEqualTo("done");
    }

    private static JsonNode json(Program cli, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("kinesis", "--output", "json"));
        all.addAll(Arrays.asList(arguments));
        return JSON.readTree(cli.aws(all.toArray(String[]::new)));
    }

    private static void create(String name, int shards) {
        kinesis.createStream(create -> create.streamName(name).shardCount(shards));
        awaitActive(name);
    }

    private static void awaitActive(String name) {
        Await.until(
                name + " being active",
                LIMIT,
                () -> summary(name).streamStatusAsString().equals("ACTIVE"));
    }

    private static StreamDescriptionSummary summary(String name) {
        return kinesis.describeStreamSummary(describe -> describe.streamName(name))
                .streamDescriptionSummary();
    }

    private static String register(String stream, String name) {
        String arn = summary(stream).streamARN();
        String consumer =
                kinesis.registerStreamConsumer(one -> one.streamARN(arn).consumerName(name))
                        .consumer()
                        .consumerARN();
        Await.until(
                "the consumer being active",
                LIMIT,
                () ->
                        kinesis.describeStreamConsumer(one -> one.consumerARN(consumer))
                                        .consumerDescription()
                                        .consumerStatus()
                                == ConsumerStatus.ACTIVE);
        return consumer;
    }

    private static void putAsync(String stream, String text) {
        PutRecordResponse answer =
                async.putRecord(
                                put ->
                                        put.streamName(stream)
                                                .partitionKey("one")
                                                .data(SdkBytes.fromUtf8String(text)))
                        .join();
        assertThat(answer.shardId()).isEqualTo(SHARD);
    }

    private static List<PutRecordsRequestEntry> entries(List<byte[]> batch) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (byte[] record : batch) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey("key " + entries.size())
                            .data(SdkBytes.fromByteArray(record))
                            .build());
        }
        return entries;
    }

    private static List<Record> readAll(String stream) {
        List<Record> records = new ArrayList<>();
        String iterator =
                kinesis.getShardIterator(
                                get ->
                                        get.streamName(stream)
                                                .shardId(SHARD)
                                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
        while (records.size() < Sample.RECORDS.size()) {
            String from = iterator;
            GetRecordsResponse got =
                    kinesis.getRecords(get -> get.shardIterator(from).limit(1_000));
            records.addAll(got.records());
            iterator = got.nextShardIterator();
        }
        return records;
    }

    private static List<String> lines(List<Record> records) {
        return records.stream()
                .map(record -> record.data().asString(StandardCharsets.UTF_8).stripTrailing())
                .sorted()
                .toList();
    }
}
