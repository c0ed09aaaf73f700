package io.hydrant.wire.eventstream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// Writes messages of an event stream of the AWS JSON protocol. For one thread.
///
/// Every message is flushed, so that it reaches the client at once. Nothing is allocated for an
/// event and its payload is not copied: a server may have thousands of these.
public final class EventStreamWriter {
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    /// What clients take: some hold no more than this of one message.
    public static final int PAYLOAD_BYTES_MAX = 16 * 1024 * 1024;

    private static final String JSON_1_1 = "application/x-amz-json-1.1";
    private static final String JSON = "application/json";
    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final byte[] NOTHING = {};
    private static final int TRAILER_BYTES = Integer.BYTES;

    private final OutputStream out;
    private final MessageHead head = new MessageHead();
    private final byte[] trailer = new byte[TRAILER_BYTES];
    private final CRC32 checksum = new CRC32();

    public EventStreamWriter(OutputStream out) {
        this.out = out;
    }

    /// What must come first; clients wait for it before they see the call as answered.
    public void initialResponse() throws IOException {
        event("initial-response", EMPTY_OBJECT, 0, EMPTY_OBJECT.length);
    }

    /// @param type such as `SubscribeToShardEvent`
    /// @param payload JSON, even for callers who speak CBOR; not kept
    /// @throws IllegalArgumentException if the payload is longer than [#PAYLOAD_BYTES_MAX]
    public void event(String type, byte[] payload, int offset, int length) throws IOException {
        head.clear()
                .add(":message-type", "event")
                .add(":event-type", type)
                .add(":content-type", JSON_1_1);
        send(payload, offset, length);
    }

    /// A refusal that the service model has. Nothing may follow.
    public void exception(String type, String message) throws IOException {
        head.clear()
                .add(":message-type", "exception")
                .add(":exception-type", type)
                .add(":content-type", JSON);
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(message));
        byte[] payload = ("{\"message\":\"" + quoted + "\"}").getBytes(StandardCharsets.UTF_8);
        send(payload, 0, payload.length);
    }

    /// A failure that the service model does not have. Nothing may follow.
    ///
    /// @param message shown as the code when empty: the SDK refuses empty headers
    /// @throws IllegalArgumentException if the message has 32 KiB or more
    public void error(String code, String message) throws IOException {
        head.clear()
                .add(":message-type", "error")
                .add(":error-code", code)
                .add(":error-message", message.isEmpty() ? code : message);
        send(NOTHING, 0, 0);
    }

    private void send(byte[] payload, int offset, int length) throws IOException {
        if (length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an event of %d bytes; at most %d".formatted(length, PAYLOAD_BYTES_MAX));
        }
        head.finish(length + TRAILER_BYTES, checksum);
        checksum.reset();
        checksum.update(head.bytes(), 0, head.length());
        checksum.update(payload, offset, length);
        BigEndian.put((int) checksum.getValue(), trailer, 0);
        out.write(head.bytes(), 0, head.length());
        out.write(payload, offset, length);
        out.write(trailer);
        out.flush();
    }
}
