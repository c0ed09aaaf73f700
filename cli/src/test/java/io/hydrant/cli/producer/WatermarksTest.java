package io.hydrant.cli.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

class WatermarksTest {
    private static final String SHARDS =
            "{\"Shards\":["
                    + "{\"ShardId\":\"s0\",\"HashKeyRange\":"
                    + "{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"9\"}},"
                    + "{\"ShardId\":\"s1\",\"HashKeyRange\":"
                    + "{\"StartingHashKey\":\"10\",\"EndingHashKey\":\"19\"}}]}";
    private static final String PUT = "{\"ShardId\":\"s\",\"SequenceNumber\":\"1\"}";
    private static final Mark MARK =
            new Mark(7, Instant.parse("2016-01-01T01:35:02Z").toEpochMilli());

    private final FakeStreams server = new FakeStreams();
    private final WireClient wire = server.connect();
    private final Instant now = SteppedTime.START;
    private final Watermarks watermarks = new Watermarks(wire, "trips", Runnable::run);

    @AfterEach
    void stop() {
        wire.close();
        server.close();
    }

    @Test
    void tellsEveryOpenShardTheTimeOfTheLastAcknowledgedEvent() {
        server.answering(200, SHARDS).answering(200, PUT).answering(200, PUT);

        watermarks.follow(now, MARK);

        assertThat(server.asked())
                .extracting(FakeStreams.Asked::target)
                .containsExactly(
                        "Kinesis_20131202.ListShards",
                        "Kinesis_20131202.PutRecord",
                        "Kinesis_20131202.PutRecord");
        String data =
                Base64.getEncoder()
                        .encodeToString(
                                "{\"watermark\":\"2016-01-01T01:35:02.000Z\",\"type\":\"watermark\"}\n"
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(server.asked().subList(1, 3))
                .extracting(asked -> asked.input().toString())
                .containsExactly(
                        "{\"StreamName\":\"trips\",\"Data\":\"%s\",\"PartitionKey\":\"23\",\"ExplicitHashKey\":\"0\"}"
                                .formatted(data),
                        "{\"StreamName\":\"trips\",\"Data\":\"%s\",\"PartitionKey\":\"23\",\"ExplicitHashKey\":\"10\"}"
                                .formatted(data));
    }

    @Test
    void saysNothingBeforeTheFirstEventAndNothingTwiceASecond() {
        watermarks.follow(now, new Mark(0, 0));
        assertThat(server.asked()).isEmpty();

        server.answering(200, SHARDS).answering(200, PUT).answering(200, PUT);
        watermarks.follow(now, MARK);
        watermarks.follow(now.plusMillis(999), MARK);
        assertThat(server.asked()).hasSize(3);

        server.answering(200, PUT).answering(200, PUT);
        watermarks.follow(now.plusSeconds(1), MARK);
        assertThat(server.asked()).hasSize(5);
    }

    @Test
    void looksForNewShardsEveryTenSeconds() {
        server.answering(200, SHARDS).answering(200, PUT).answering(200, PUT);
        watermarks.follow(now, MARK);
        server.answering(200, "{\"Shards\":[]}");

        watermarks.follow(now.plusSeconds(10), MARK);

        assertThat(server.asked().getLast().target()).isEqualTo("Kinesis_20131202.ListShards");
    }

    @Test
    void leavesARoundOutThatIsThrottled() {
        server.answering(200, SHARDS)
                .answering(
                        400,
                        "{\"__type\":\"ProvisionedThroughputExceededException\",\"message\":\"Rate\"}");
        watermarks.follow(now, MARK);

        server.answering(200, PUT).answering(200, PUT);
        watermarks.follow(now.plusSeconds(1), MARK);

        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void endsWhenTheStreamIsGone() {
        server.answering(400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"x\"}");
        watermarks.follow(now, MARK);

        assertThatThrownBy(() -> watermarks.follow(now.plusSeconds(1), MARK))
                .isInstanceOf(WireFailure.class)
                .hasMessageStartingWith("no stream named trips");
    }

    @Test
    void saysOnceMoreAtTheEnd() {
        server.answering(200, SHARDS).answering(200, PUT).answering(200, PUT);

        watermarks.finish(now, MARK);

        assertThat(server.asked()).hasSize(3);
    }
}
