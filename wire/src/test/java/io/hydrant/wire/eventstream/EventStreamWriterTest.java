package io.hydrant.wire.eventstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

class EventStreamWriterTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final EventStreamWriter stream = new EventStreamWriter(sent);

    /// Source: the frame as the SDK's own encoder writes it.
    @Test
    void beginsAsClientsExpect() throws IOException {
        stream.initialResponse();

        assertThat(HexFormat.of().formatHex(sent.toByteArray()))
                .isEqualTo(
                        "0000007200000060ab820d9e0d3a6d6573736167652d747970650700056576656e740b3a65"
                            + "76656e742d74797065070010696e697469616c2d726573706f6e73650d3a636f6e74"
                            + "656e742d7479706507001a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d"
                            + "312e317b7de16e66e4");
    }

    @Test
    void sendsEventsOfEverySize() throws IOException {
        Random random = new Random(9);
        for (int length : new int[] {0, 1, 2, 255, 256, 65_536, 3_000_000}) {
            byte[] payload = new byte[length + 5];
            random.nextBytes(payload);
            stream.event("SubscribeToShardEvent", payload, 3, length);

            Message message = decoded().getLast();
            byte[] expected = new byte[length];
            System.arraycopy(payload, 3, expected, 0, length);
            assertThat(message.getPayload()).isEqualTo(expected);
            assertThat(headers(message))
                    .isEqualTo(
                            Map.of(
                                    ":message-type", "event",
                                    ":event-type", "SubscribeToShardEvent",
                                    ":content-type", "application/x-amz-json-1.1"));
        }
        assertThat(decoded()).hasSize(7);
    }

    @Test
    void sendsExceptions() throws IOException {
        stream.exception("ResourceInUseException", "\"é\" is in use");

        Message message = decoded().getFirst();
        assertThat(new String(message.getPayload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"\\\"é\\\" is in use\"}");
        assertThat(headers(message))
                .isEqualTo(
                        Map.of(
                                ":message-type", "exception",
                                ":exception-type", "ResourceInUseException",
                                ":content-type", "application/json"));
    }

    @Test
    void sendsErrors() throws IOException {
        String message = "schlecht: ünd " + "lang".repeat(8000);
        stream.error("InternalFailure", message);
        stream.error("InternalFailure", "");

        assertThat(decoded().getFirst().getPayload()).isEmpty();
        assertThat(headers(decoded().getFirst()))
                .isEqualTo(
                        Map.of(
                                ":message-type", "error",
                                ":error-code", "InternalFailure",
                                ":error-message", message));
        assertThat(headers(decoded().getLast())).containsEntry(":error-message", "InternalFailure");
    }

    @Test
    void flushesEveryMessage() throws IOException {
        FlushCount flushes = new FlushCount();
        EventStreamWriter counted = new EventStreamWriter(flushes);
        counted.initialResponse();
        counted.event("E", new byte[1], 0, 1);
        counted.exception("E", "m");

        assertThat(flushes.count).isEqualTo(3);
        assertThat(flushes.unflushedBytes).isZero();
    }

    @Test
    void copiesNoPayloads() throws IOException {
        EventStreamWriter writer = new EventStreamWriter(OutputStream.nullOutputStream());
        byte[] payload = new byte[100_000];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        writer.event("SubscribeToShardEvent", payload, 0, payload.length);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            writer.event("SubscribeToShardEvent", payload, 0, payload.length);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void sendsNothingThatClientsDoNotTake() {
        int tooLong = EventStreamWriter.PAYLOAD_BYTES_MAX + 1;
        assertThatThrownBy(() -> stream.event("E", new byte[tooLong], 0, tooLong))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.error("E", "x".repeat(32_768)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sent.size()).isZero();
    }

    /// The decoder checks lengths and checksums.
    private List<Message> decoded() {
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(sent.toByteArray());
        return decoder.getDecodedMessages();
    }

    private static Map<String, String> headers(Message message) {
        Map<String, HeaderValue> headers = message.getHeaders();
        return headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getString()));
    }

    private static final class FlushCount extends ByteArrayOutputStream {
        private int count;
        private int unflushedBytes;

        @Override
        public synchronized void write(byte[] b, int off, int len) {
            unflushedBytes += len;
        }

        @Override
        public void flush() {
            count++;
            unflushedBytes = 0;
        }
    }
}
