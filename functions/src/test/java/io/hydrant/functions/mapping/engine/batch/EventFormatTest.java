package io.hydrant.functions.mapping.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

class EventFormatTest {
    private final SimulatedClock clock = SimulatedClock.at("2026-01-02T03:04:05.007Z");
    private final DataStreamId id =
            new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), "clicks");
    private final Shard shard =
            new MemoryStreams(new MemoryLog(clock), clock).create(id, 1).shard(0);
    private final EventFormat format =
            new EventFormat(
                    shard,
                    new EventFormat.Origin(
                            id.toString(), "arn:aws:iam::111122223333:role/r", "eu-west-1"));

    /// Shape: Lambda Developer Guide, Kinesis example event.
    @Test
    void writesWhatTheServiceWrites() {
        ShardFrame frame = frame("key", "Hello, this is a test.".getBytes(StandardCharsets.UTF_8));
        String number = shard.number(RecordPosition.START, frame.frame().arrival()).toString();

        assertThat(new String(event(frame), StandardCharsets.UTF_8))
                .isEqualTo(
                        ("{\"Records\":[{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\","
                             + "\"partitionKey\":\"key\",\"sequenceNumber\":\"%s\","
                             + "\"data\":\"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==\","
                             + "\"approximateArrivalTimestamp\":1767323045.007},"
                             + "\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\","
                             + "\"eventID\":\"shardId-000000000000:%s\","
                             + "\"eventName\":\"aws:kinesis:record\","
                             + "\"invokeIdentityArn\":\"arn:aws:iam::111122223333:role/r\","
                             + "\"awsRegion\":\"eu-west-1\",\"eventSourceARN\":"
                             + "\"arn:aws:kinesis:eu-west-1:111122223333:stream/clicks\"}]}")
                                .formatted(number, number));
    }

    @Test
    void measuresExactlyWhatItWrites() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<String> keys = List.of("k", "\"\\\u0001\n", "ключ-鍵-🗝", " ".repeat(256));
        for (int bytes : new int[] {0, 1, 2, 3, 24 << 10, (24 << 10) + 1, 100_000}) {
            byte[] data = new byte[bytes];
            random.nextBytes(data);
            for (String key : keys) {
                ShardFrame frame = frame(key, data);
                byte[] event = event(frame);
                JsonNode record =
                        new ObjectMapper().readTree(event).path("Records").path(0).path("kinesis");

                assertThat(EventFormat.eventBytes(1, format.recordBytes(frame, 0)))
                        .isEqualTo(event.length);
                assertThat(record.path("partitionKey").textValue()).isEqualTo(key);
                assertThat(record.path("data").binaryValue()).isEqualTo(data);
            }
        }
    }

    private byte[] event(ShardFrame frame) {
        int bytes = (int) EventFormat.eventBytes(1, format.recordBytes(frame, 0));
        EventFormat.Writer writer = format.new Writer(bytes);
        writer.add(frame, 0);
        return writer.finish();
    }

    private ShardFrame frame(String key, byte[] data) {
        ByteBuffer metadata =
                ShardFrame.metadata(false, false, List.of(key.getBytes(StandardCharsets.UTF_8)));
        Frame frame = new Frame(metadata, new int[] {data.length}, ByteBuffer.wrap(data));
        long offset = shard.log().append(frame).join().offset();
        try (FrameReader reader = shard.log().reader(offset)) {
            return ShardFrame.of(reader.next().orElseThrow());
        }
    }
}
