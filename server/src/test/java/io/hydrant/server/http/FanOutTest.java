package io.hydrant.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.streams.consumer.ConsumerArn;
import io.hydrant.streams.consumer.SubscriptionLimits;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.stream.ShardRules;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Subscriptions through the port, with the AWS SDK's client and with plain HTTP/1.1.
class FanOutTest {
    private static final StartingPosition HORIZON =
            StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();
    private static final AttributeMap TRUST_ALL =
            AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build();

    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2).buildWithDefaults(TRUST_ALL);

    @TempDir Path folder;
    private FanOutUnderTest server;
    private KinesisAsyncClient client;

    @AfterAll
    static void closeClient() {
        HTTP.close();
    }

    @BeforeEach
    void open() {
        open(limits(Duration.ofMinutes(5), Duration.ofSeconds(5)), CarrierUnderTest.LIMITS);
    }

    private void open(SubscriptionLimits limits, HttpLimits carrier) {
        server =
                new FanOutUnderTest(
                        folder.resolve(Integer.toString(limits.hashCode())), limits, carrier);
        server.createStream(1);
        client = client("http");
    }

    private void reopen(SubscriptionLimits limits, HttpLimits carrier) {
        client.close();
        server.close();
        open(limits, carrier);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void pushesToTheSdkOverHttp2(String scheme) {
        try (KinesisAsyncClient its = client(scheme)) {
            Shard shard = server.shard(0);
            server.put(shard, "before");
            SdkSubscriber subscriber =
                    SdkSubscriber.subscribe(
                                    its, server.consumer("sdk").toString(), name(shard), HORIZON)
                            .awaitBegun();
            assertThat(subscriber.records(1)).containsExactly("before");
            for (int i = 0; i < 100; i++) {
                server.put(shard, "r" + i);
                assertThat(subscriber.records(1)).containsExactly("r" + i);
            }
        }
    }

    @Test
    void continuesWhereAnEventEnded() {
        Shard shard = server.shard(0);
        SubscribeToShardEvent first = subscribe("a").event();
        assertThat(first.records()).isEmpty();
        server.put(shard, "one");
        SdkSubscriber next =
                SdkSubscriber.subscribe(
                        client,
                        server.consumer("b").toString(),
                        name(shard),
                        StartingPosition.builder()
                                .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(first.continuationSequenceNumber())
                                .build());
        assertThat(next.records(1)).containsExactly("one");
    }

    @Test
    void endsCleanlyWithTheShard() {
        Shard shard = server.shard(0);
        server.put(shard, "last");
        SdkSubscriber subscriber = subscribe("a");
        assertThat(subscriber.records(1)).containsExactly("last");
        split();
        SubscribeToShardEvent end = subscriber.lastEvent();
        assertThat(end.continuationSequenceNumber()).isNull();
        assertThat(end.childShards())
                .extracting(ChildShard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(end.childShards().getFirst().parentShards()).containsExactly(name(shard));
        assertThat(end.childShards().getFirst().hashKeyRange().startingHashKey()).isEqualTo("0");
    }

    @Test
    void endsCleanlyWhenItsTimeIsOver() {
        reopen(limits(Duration.ofMillis(300), Duration.ofMillis(50)), CarrierUnderTest.LIMITS);
        assertThat(subscribe("a").lastEvent().continuationSequenceNumber()).isNotEmpty();
    }

    @Test
    void idleTimeoutsOfTheConnectionDoNotCutIt() {
        HttpLimits impatient =
                new HttpLimits(
                        8 * 1024,
                        100,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        1024,
                        Duration.ofSeconds(20));
        reopen(limits(Duration.ofSeconds(3), Duration.ofMillis(100)), impatient);
        subscribe("a").awaitCleanEnd();
    }

    @Test
    void aTakenOverSubscriptionIsToldSo() {
        reopen(
                limits(Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ZERO),
                CarrierUnderTest.LIMITS);
        ConsumerArn consumer = server.consumer("a");
        SdkSubscriber old = subscribe(consumer).awaitBegun();
        old.event();
        SdkSubscriber next = subscribe(consumer);
        assertThat(old.failure()).isInstanceOf(ResourceInUseException.class);
        server.put(server.shard(0), "x");
        assertThat(next.records(1)).containsExactly("x");
    }

    @Test
    void refusesBeforeTheStreamAsAnyOtherCall() {
        ConsumerArn consumer = server.consumer("a");
        subscribe(consumer).awaitBegun();
        assertThat(subscribe(consumer).failure()).isInstanceOf(ResourceInUseException.class);
        SdkSubscriber unknown =
                SdkSubscriber.subscribe(
                        client,
                        consumer.toString().replace("/a:", "/b:"),
                        "shardId-000000000000",
                        HORIZON);
        assertThat(unknown.failure()).isInstanceOf(ResourceNotFoundException.class);
        SdkSubscriber shard =
                SdkSubscriber.subscribe(
                        client, consumer.toString(), "shardId-000000000009", HORIZON);
        assertThat(shard.failure())
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(
                        "Shard shardId-000000000009 in stream clicks under account 123456789012"
                                + " does not exist");
    }

    @Test
    void deletingTheStreamTellsSo() {
        SdkSubscriber subscriber = subscribe("a").awaitBegun();
        subscriber.event();
        server.streams.delete(FanOutUnderTest.CLICKS, true);
        assertThat(subscriber.failure()).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aSlowReaderDoesNotBlockOthersOfItsConnection() {
        Shard shard = server.shard(0);
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 8; i++) {
            server.put(shard, large);
        }
        SdkSubscriber slow =
                SdkSubscriber.subscribe(
                                client, server.consumer("slow").toString(), name(shard), HORIZON, 1)
                        .awaitBegun();
        slow.event();
        SdkSubscriber fast =
                SdkSubscriber.subscribe(
                        client,
                        server.consumer("fast").toString(),
                        name(shard),
                        StartingPosition.builder().type(ShardIteratorType.LATEST).build());
        fast.event();
        for (int i = 0; i < 20; i++) {
            server.put(shard, "r" + i);
            assertThat(fast.records(1)).containsExactly("r" + i);
        }
        slow.ask(Long.MAX_VALUE);
        assertThat(slow.records(27)).hasSize(27);
    }

    @Test
    void endsWhenTheClientVanishes() {
        reopen(limits(Duration.ofMinutes(5), Duration.ofMillis(50)), CarrierUnderTest.LIMITS);
        SdkSubscriber subscriber = subscribe("a").awaitBegun();
        subscriber.event();
        assertThat(server.openSubscriptions()).isEqualTo(1);
        subscriber.cancel();
        awaitNoSubscription();
    }

    @Test
    void stoppingTheServerEndsItPromptlyAndCleanly() {
        SdkSubscriber subscriber = subscribe("a").awaitBegun();
        server.subscriptions.close();
        subscriber.awaitCleanEnd();
    }

    @Test
    void speaksHttp11InChunks() throws Exception {
        Shard shard = server.shard(0);
        server.put(shard, "before");
        try (HttpClient plain = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer =
                    plain.send(
                            request(server.consumer("plain")),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.headers().firstValue("content-type"))
                    .contains("application/vnd.amazon.eventstream");
            assertThat(answer.headers().firstValue("transfer-encoding")).contains("chunked");
            List<Message> messages = messages(answer.body(), 2);
            assertThat(type(messages.get(0))).isEqualTo("initial-response");
            assertThat(type(messages.get(1))).isEqualTo("SubscribeToShardEvent");
            server.put(shard, "after");
            assertThat(payload(messages(answer.body(), 1).getFirst()))
                    .contains("\"Data\":\"YWZ0ZXI=\"");
            split();
            String end = payload(messages(answer.body(), 1).getFirst());
            assertThat(end)
                    .startsWith("{\"Records\":[],\"MillisBehindLatest\":0,\"ChildShards\":[");
            assertThat(answer.body().read()).isEqualTo(-1);
        }
    }

    private HttpRequest request(ConsumerArn consumer) {
        String body =
                "{\"ConsumerARN\":\"%s\",\"ShardId\":\"%s\",\"StartingPosition\":{\"Type\":\"TRIM_HORIZON\"}}"
                        .formatted(consumer, name(server.shard(0)));
        return HttpRequest.newBuilder(server.carrier.uri("/"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/x-amz-json-1.1")
                .header("x-amz-target", "Kinesis_20131202.SubscribeToShard")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /// Reads just so many messages.
    private static List<Message> messages(InputStream in, int count) throws IOException {
        List<Message> found = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(found::add);
        while (found.size() < count) {
            byte[] length = in.readNBytes(4);
            decoder.feed(length);
            decoder.feed(in.readNBytes(ByteBuffer.wrap(length).getInt() - 4));
        }
        return found;
    }

    private static String type(Message message) {
        return message.getHeaders().get(":event-type").getString();
    }

    private static String payload(Message message) {
        return new String(message.getPayload(), StandardCharsets.UTF_8);
    }

    private void split() {
        server.streams.change(
                FanOutUnderTest.CLICKS,
                (stream, quota) ->
                        ShardRules.split(
                                stream,
                                quota,
                                server.shard(0).id(),
                                new HashKey(Long.MIN_VALUE, 0).toBigInteger()));
    }

    private void awaitNoSubscription() {
        long patienceNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (server.openSubscriptions() > 0) {
            assertThat(System.nanoTime()).isLessThan(patienceNanos);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private SdkSubscriber subscribe(String consumer) {
        return subscribe(server.consumer(consumer));
    }

    private SdkSubscriber subscribe(ConsumerArn consumer) {
        return SdkSubscriber.subscribe(client, consumer.toString(), name(server.shard(0)), HORIZON);
    }

    private static String name(Shard shard) {
        return shard.id().toString();
    }

    private static SubscriptionLimits limits(Duration life, Duration heartbeat) {
        return limits(life, heartbeat, Duration.ofSeconds(5));
    }

    private static SubscriptionLimits limits(
            Duration life, Duration heartbeat, Duration takeOverAfter) {
        return new SubscriptionLimits(
                life, heartbeat, takeOverAfter, Duration.ofSeconds(1), 10_000, 1 << 20);
    }

    private KinesisAsyncClient client(String scheme) {
        return KinesisAsyncClient.builder()
                .httpClient(HTTP)
                .endpointOverride(URI.create(scheme + "://127.0.0.1:" + server.carrier.port()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
