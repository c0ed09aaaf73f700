package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.source.ShardLog;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class EventWriterTest {
    private static final String ARN = "arn:aws:kinesis:us-west-2:123456789012:stream/trips";
    private final LaneHarness harness = new LaneHarness((_, _) -> LaneHarness.returned("{}"));

    @Test
    void writesTheEventOfPuts() {
        harness.put("Hello", "");
        SequenceNumber second =
                SequenceNumber.of(
                        0,
                        new ShardId(0),
                        new RecordPosition(0, 1),
                        harness.clock.instant().getEpochSecond());
        SequenceNumber first =
                SequenceNumber.of(0, new ShardId(0), new RecordPosition(0, 0), second.seconds());
        assertThat(text(event(harness.outline(), LaneHarness.frames(0, 1))))
                .isEqualTo(
                        "{\"invocationId\":\"bd1d2a8e\",\"deliveryStreamArn\":"
                                + "\"arn:aws:firehose:us-west-2:123456789012:deliverystream/clicks"
                                + "\",\"region\":\"us-west-2\",\"records\":[{\"recordId\":\""
                                + first
                                + "000000\",\"approximateArrivalTimestamp\":1767225600448,"
                                + "\"data\":\"SGVsbG8=\"},{\"recordId\":\""
                                + second
                                + "000000\",\"approximateArrivalTimestamp\":1767225600448,"
                                + "\"data\":\"\"}]}");
    }

    @Test
    void knowsHowLongTheEventOfPutsWillBe() {
        harness.put("Hello", "", "a");
        harness.put("of another frame");
        TransformBatch some = harness.batch(0, 2, 3);
        long encodedBytes = 8 + 0 + 4 + 24;
        TransformBatch batch =
                new TransformBatch(
                        some.processor(),
                        some.positions(),
                        some.records(),
                        some.bytes(),
                        encodedBytes);
        assertThat(EventWriter.bytesExpected(harness.outline(), "bd1d2a8e", batch))
                .isEqualTo(event(harness.outline(), batch.positions()).json().length);
    }

    @Test
    void tellsOfAShardsRecordsWhereTheyWere() {
        MemoryStreams streams = new MemoryStreams(harness.log, harness.clock);
        MemoryStreams.Stream stream =
                streams.create(
                        new DataStreamId(
                                new AccountId("123456789012"), new Region("us-west-2"), "trips"),
                        1);
        Shard shard = stream.openShards().getFirst();
        append(stream, shard, "plain", "key \"1\"\n\u0001ü\ud83d\ude00", new String[0]);
        append(stream, shard, "", "outer", new String[] {"a", "b"});
        LaneOutline lane =
                new LaneOutline(
                        LaneHarness.STREAM,
                        Optional.of(ARN),
                        new ShardLog(shard, Instant.EPOCH),
                        () -> {});
        JsonNode event = LaneHarness.tree(event(lane, LaneHarness.frames(0, 2)).json());
        assertThat(event.get("sourceKinesisStreamArn").asText()).isEqualTo(ARN);
        assertThat(event.at("/records/0").toString())
                .isEqualTo(
                        "{\"recordId\":\"%s000000\",".formatted(number(shard, 0))
                                + "\"approximateArrivalTimestamp\":1767225600448,"
                                + "\"data\":\"cGxhaW4=\",\"kinesisRecordMetadata\":{"
                                + "\"sequenceNumber\":\"%s\",\"subsequenceNumber\":0,"
                                        .formatted(number(shard, 0))
                                + "\"partitionKey\":\"key \\\"1\\\"\\n\\u0001ü\ud83d\ude00\","
                                + "\"shardId\":\"shardId-000000000000\","
                                + "\"approximateArrivalTimestamp\":1767225600448}}");
        JsonNode user = event.at("/records/2");
        assertThat(user.get("recordId").asText()).isEqualTo(number(shard, 1) + "000001");
        assertThat(user.at("/kinesisRecordMetadata/partitionKey").asText()).isEqualTo("key of b");
        assertThat(user.at("/kinesisRecordMetadata/subsequenceNumber").asInt()).isEqualTo(1);
        assertThat(user.at("/kinesisRecordMetadata/sequenceNumber").asText())
                .isEqualTo(number(shard, 1));
    }

    @Test
    void givesEachRecordAnIdOfItsOwn() {
        for (int frame = 0; frame < 3; frame++) {
            String[] records = new String[100];
            Arrays.fill(records, "x");
            harness.put(records);
        }
        PositionRanges.Builder scattered = new PositionRanges.Builder();
        for (int record = 0; record < 100; record += record < 40 ? 3 : 25) {
            scattered.add(new Position(1, record, 0), new Position(1, record + 1, 0));
        }
        scattered.add(new Position(2, 0, 0), new Position(3, 0, 0));
        TransformEvent event = event(harness.outline(), scattered.build());
        JsonNode records = LaneHarness.tree(event.json()).get("records");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < event.count(); i++) {
            String expected =
                    harness.outline()
                                    .source()
                                    .sequenceNumber(event.position(i), harness.clock.instant())
                            + "000000";
            assertThat(records.get(i).get("recordId").asText()).isEqualTo(expected);
            assertThat(event.find(expected)).isEqualTo(i);
            ids.add(expected);
        }
        assertThat(ids).hasSize(event.count()).hasSize(117);
    }

    @Test
    void marksNothingAsAShardsRecordThatIsNone() {
        harness.put("a");
        assertThat(text(event(harness.outline(), LaneHarness.frames(0, 1))))
                .doesNotContain("inesis");
    }

    private static String number(Shard shard, long offset) {
        return shard.number(
                        RecordPosition.ofFrame(offset), Instant.parse("2026-01-01T00:00:00.448Z"))
                .toString();
    }

    private static void append(
            MemoryStreams.Stream stream, Shard shard, String data, String key, String[] users) {
        byte[] record = data.getBytes(StandardCharsets.UTF_8);
        if (users.length > 0) {
            Aggregate aggregate = new Aggregate();
            for (String user : users) {
                aggregate.add(
                        "key of " + user, Optional.empty(), user.getBytes(StandardCharsets.UTF_8));
            }
            record = aggregate.toBytes();
        }
        List<byte[]> keys = List.of(key.getBytes(StandardCharsets.UTF_8));
        stream.append(
                        shard,
                        new Frame(
                                ShardFrame.metadata(false, users.length > 0, keys),
                                new int[] {record.length},
                                ByteBuffer.wrap(record)))
                .join();
    }

    private static TransformEvent event(LaneOutline lane, PositionRanges positions) {
        return ((EventSlice.Sendable) EventSlice.read(lane, positions, "bd1d2a8e", new byte[64]))
                .event();
    }

    private static String text(TransformEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }
}
