package io.hydrant.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.delivery.transform.Outcomes.Attempt;
import io.hydrant.streams.log.Frame;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// What a function fails on is kept as it was before it was decompressed.
class DecompressedFailuresTest {
    private static final Attempt LAST = new Attempt(4, Instant.EPOCH);

    private final LaneHarness harness = new LaneHarness(new EchoFunction());
    private final DividedSource source = new DividedSource(new PutLog(harness.puts));

    @Test
    void keepsTheCompressedRecord() throws IOException {
        source.divide(0, new SubRecordRules(true, false, Optional.empty()));
        byte[] gzip = gzip("hello");
        harness.put(List.of(gzip));
        EventSlice slice = slice();
        assertThat(slice).isInstanceOf(EventSlice.Sendable.class);
        TransformEvent event = ((EventSlice.Sendable) slice).event();
        assertThat(LaneHarness.sent(event.json())).containsExactly("hello");
        assertThat(failed(event)).isEqualTo(gzip);
    }

    @Test
    void keepsWhatWasNotCompressedAsItWasSent() {
        harness.put("hello");
        TransformEvent event = ((EventSlice.Sendable) slice()).event();
        assertThat(failed(event)).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheCompressedRecordOfOneThatIsTooLargeToBeSent() throws IOException {
        source.divide(0, new SubRecordRules(true, false, Optional.empty()));
        byte[] gzip = gzip("x".repeat(6_000_000));
        harness.put(List.of(gzip));
        EventSlice slice = slice();
        assertThat(slice).isInstanceOf(EventSlice.Oversized.class);
        assertThat(((EventSlice.Oversized) slice).data()).isEqualTo(ByteBuffer.wrap(gzip));
    }

    private EventSlice slice() {
        return EventSlice.read(
                new Transforms.LaneOutline(
                        LaneHarness.STREAM, Optional.empty(), source, harness.woken::release),
                LaneHarness.frames(0, 1),
                "id",
                new byte[1_000]);
    }

    private byte[] failed(TransformEvent event) {
        Outcomes outcomes = new Outcomes(harness.batch(0, 1, 3), PayloadArrays.NONE);
        outcomes.fail(event, FunctionFailures.FUNCTION_ERROR, LAST);
        Frame frame = outcomes.frames().getFirst();
        byte[] payload = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(payload);
        return payload;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
