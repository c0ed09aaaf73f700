package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.consumer.Surroundings;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.ExpiredToken;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ValidationFailed;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.Operation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ConsumerOperationsTest {
    private static final DataStreamId CLICKS =
            new DataStreamId(new AccountId("123456789012"), new Region("eu-central-1"), "clicks");
    private static final String STREAM = "'StreamARN':'" + CLICKS + "'";
    private static final Caller CALLER =
            new Caller(CLICKS.account(), CLICKS.region(), "kinesis", "test");

    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.500Z");
    @TempDir Path folder;
    private SegmentedLog log;
    private MemoryStreams streams;
    private Subscriptions subscriptions;
    private ConsumerOperations operations;

    @BeforeEach
    void open() {
        log = SegmentedLog.open(SegmentedLogConfig.in(folder), clock, Telemetry.NONE);
        streams = new MemoryStreams(log, clock);
        streams.create(CLICKS, 1);
        Consumers consumers =
                Consumers.open(new InMemoryResourceStore(clock), clock, Runnable::run);
        subscriptions =
                Subscriptions.open(consumers, Surroundings.of(streams, clock), Telemetry.NONE);
        operations =
                new ConsumerOperations(
                        consumers,
                        subscriptions,
                        new ConsumerOperations.StreamFacts(
                                streams, clock, _ -> false, (_, _, _, _) -> {}));
    }

    @AfterEach
    void close() {
        subscriptions.close();
        log.close();
    }

    @Test
    void registersAndDescribes() {
        String arn = CLICKS + "/consumer/a:1767225600";
        assertThat(call("RegisterStreamConsumer", STREAM + ",'ConsumerName':'a','Tags':{'k':'v'}"))
                .isEqualTo(
                        json(
                                "{'Consumer':{'ConsumerName':'a','ConsumerARN':'%s','ConsumerStatus':'CREATING','ConsumerCreationTimestamp':1767225600.5}}"
                                        .formatted(arn)));
        String described =
                json(
                        "{'ConsumerDescription':{'ConsumerName':'a','ConsumerARN':'%s','ConsumerStatus':'ACTIVE','ConsumerCreationTimestamp':1767225600.5,'StreamARN':'%s'}}"
                                .formatted(arn, CLICKS));
        assertThat(call("DescribeStreamConsumer", STREAM + ",'ConsumerName':'a'"))
                .isEqualTo(described);
        assertThat(call("DescribeStreamConsumer", "'ConsumerARN':'" + arn + "'"))
                .isEqualTo(described);
    }

    @Test
    void deregistersWithoutAnOutput() {
        register("a");
        String named = STREAM + ",'ConsumerName':'a'";
        assertThat(answer("DeregisterStreamConsumer", named).memberless()).isTrue();
        assertThatThrownBy(() -> call("DescribeStreamConsumer", STREAM + ",'ConsumerName':'a'"))
                .isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void refusesReferencesThatDoNotAgreeOrAreMissing() {
        register("a");
        String arn = "'ConsumerARN':'" + CLICKS + "/consumer/a:1767225600'";
        assertThatThrownBy(() -> call("DescribeStreamConsumer", arn + ",'ConsumerName':'b'"))
                .isInstanceOf(InvalidStreamArgument.class);
        assertThatThrownBy(() -> call("DescribeStreamConsumer", STREAM))
                .isInstanceOf(InvalidStreamArgument.class);
        assertThatThrownBy(() -> call("DescribeStreamConsumer", arn.replace(":1767225600", ":1")))
                .isInstanceOf(ConsumerNotFound.class);
    }

    @Test
    void refusesToRegisterTwiceOrForAStreamThatIsNotThere() {
        register("a");
        assertThatThrownBy(() -> register("a")).isInstanceOf(ConsumerInUse.class);
        streams.delete(CLICKS);
        assertThatThrownBy(() -> register("b")).isInstanceOf(DataStreamNotFound.class);
    }

    @Test
    void listsPageByPage() {
        for (String name : new String[] {"c", "a", "b"}) {
            register(name);
        }
        String first = call("ListStreamConsumers", STREAM + ",'MaxResults':2");
        assertThat(first).contains("consumer/a:", "consumer/b:").doesNotContain("consumer/c:");
        String token = ",'NextToken':'" + token(first) + "'";
        assertThat(call("ListStreamConsumers", STREAM + token))
                .contains("consumer/c:")
                .doesNotContain("consumer/b:", "NextToken");

        assertThatThrownBy(
                        () ->
                                call(
                                        "ListStreamConsumers",
                                        STREAM + token + ",'StreamCreationTimestamp':1"))
                .isInstanceOf(InvalidStreamArgument.class);
        clock.advance(Duration.ofSeconds(301));
        assertThatThrownBy(() -> call("ListStreamConsumers", STREAM + token))
                .isInstanceOf(ExpiredToken.class);
    }

    @Test
    void aTokenIsForItsStreamOnly() {
        register("a");
        register("b");
        String token = token(call("ListStreamConsumers", STREAM + ",'MaxResults':1"));
        clock.advance(Duration.ofSeconds(1));
        streams.delete(CLICKS);
        streams.create(CLICKS, 1);
        assertThatThrownBy(
                        () -> call("ListStreamConsumers", STREAM + ",'NextToken':'" + token + "'"))
                .isInstanceOf(InvalidStreamArgument.class);
    }

    @Test
    void theCreationTimestampPicksTheStream() {
        assertThat(call("ListStreamConsumers", STREAM + ",'StreamCreationTimestamp':1767225600"))
                .isEqualTo(json("{'Consumers':[]}"));
        assertThatThrownBy(
                        () ->
                                call(
                                        "ListStreamConsumers",
                                        STREAM + ",'StreamCreationTimestamp':1767225599"))
                .isInstanceOf(DataStreamNotFound.class);
    }

    @ParameterizedTest
    @CsvSource({
        "LATEST, ",
        "TRIM_HORIZON, ''",
        "AT_SEQUENCE_NUMBER, 'no StartingSequenceNumber.'",
        "AFTER_SEQUENCE_NUMBER, 'no StartingSequenceNumber.'",
        "AT_TIMESTAMP, 'no timestamp parameter.'"
    })
    void checksTheStartingPositionAsGetShardIteratorDoes(String type, String refusal) {
        register("a");
        String body = subscription("a:1767225600", "shardId-000000000000", type);
        if (refusal == null || refusal.isEmpty()) {
            assertThat(answer("SubscribeToShard", body).contentType())
                    .contains("application/vnd.amazon.eventstream");
        } else {
            assertThatThrownBy(() -> answer("SubscribeToShard", body))
                    .isInstanceOf(InvalidStreamArgument.class)
                    .hasMessageEndingWith(refusal);
        }
    }

    @Test
    void refusesToSubscribeToWhatIsNotThere() {
        register("a");
        assertThatThrownBy(
                        () ->
                                answer(
                                        "SubscribeToShard",
                                        subscription("b:1", "shardId-000000000000", "LATEST")))
                .isInstanceOf(ConsumerNotFound.class);
        assertThatThrownBy(
                        () ->
                                answer(
                                        "SubscribeToShard",
                                        subscription(
                                                "a:1767225600", "shardId-000000000001", "LATEST")))
                .isInstanceOf(ShardNotFound.class);
        assertThatThrownBy(() -> answer("SubscribeToShard", "'ShardId':'s'"))
                .isInstanceOf(ValidationFailed.class);
    }

    /// The frame of `initial-response` is the one clients were recorded to need.
    @Test
    void theFirstFrameIsTheInitialResponse() throws IOException {
        register("a");
        Answer answer =
                answer(
                        "SubscribeToShard",
                        subscription("a:1767225600", "shardId-000000000000", "TRIM_HORIZON"));
        subscriptions.close(); // so that it ends by itself
        byte[] frames = written(answer);
        String initial =
                "0000007200000060ab820d9e0d3a6d6573736167652d747970650700056576656e740b3a6576656e74"
                    + "2d74797065070010696e697469616c2d726573706f6e73650d3a636f6e74656e742d74797065"
                    + "07001a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d312e317b7de16e66e4";
        assertThat(HexFormat.of().formatHex(frames)).isEqualTo(initial);
    }

    private static byte[] written(Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((HttpResponse.Body.Stream) answer.body()).writer().writeTo(out);
        return out.toByteArray();
    }

    private void register(String name) {
        call("RegisterStreamConsumer", STREAM + ",'ConsumerName':'" + name + "'");
    }

    private static String subscription(String consumer, String shard, String type) {
        return "'ConsumerARN':'%s/consumer/%s','ShardId':'%s','StartingPosition':{'Type':'%s'}"
                .formatted(CLICKS, consumer, shard, type);
    }

    private String call(String operation, String members) {
        HttpResponse.Body.Bytes body = (HttpResponse.Body.Bytes) answer(operation, members).body();
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private Answer answer(String operation, String members) {
        byte[] body = json("{" + members + "}").getBytes(StandardCharsets.UTF_8);
        Operation found =
                operations.operations().stream()
                        .filter(candidate -> candidate.name().equals(operation))
                        .findFirst()
                        .orElseThrow();
        return found.answer(new ApiCall(CALLER, "id", Encoding.JSON_1_1, body, body.length));
    }

    private static String token(String listing) {
        Matcher matcher = Pattern.compile("\"NextToken\":\"([^\"]+)\"").matcher(listing);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
