package io.hydrant.server.http;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// Writes a response piece by piece. Small pieces gather until the buffer is full or somebody
/// flushes; a flush has left for the client when it returns. For one thread.
///
/// The buffer grows with need and shrinks when flushed: a response that goes on for minutes without
/// sending much holds next to nothing.
final class ResponseBody extends OutputStream {
    private static final int BUFFER_BYTES_MAX = 32 * 1024;
    private static final int BUFFER_BYTES_IDLE_MAX = 1024;

    private static final byte[] NONE = {};

    private final Response response;
    private byte[] buffer = NONE;
    private int filled;

    ResponseBody(Response response) {
        this.response = response;
    }

    @Override
    public void write(int value) throws IOException {
        if (filled == BUFFER_BYTES_MAX) {
            sendGathered();
        }
        makeRoom(1);
        buffer[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (length > BUFFER_BYTES_MAX - filled) {
            sendGathered();
        }
        if (length >= BUFFER_BYTES_MAX) {
            send(false, ByteBuffer.wrap(source, offset, length));
            return;
        }
        makeRoom(length);
        System.arraycopy(source, offset, buffer, filled, length);
        filled += length;
    }

    @Override
    public void flush() throws IOException {
        sendGathered();
        if (buffer.length > BUFFER_BYTES_IDLE_MAX) {
            buffer = NONE;
        }
    }

    /// Sends what is left and ends the response.
    void finish() throws IOException {
        send(true, ByteBuffer.wrap(buffer, 0, filled));
    }

    /// @param bytes with what is there already at most the largest buffer
    private void makeRoom(int bytes) {
        int needed = filled + bytes;
        if (needed > buffer.length) {
            int grown = Math.max(2 * buffer.length, needed);
            buffer =
                    Arrays.copyOf(
                            buffer, Math.clamp(grown, BUFFER_BYTES_IDLE_MAX, BUFFER_BYTES_MAX));
        }
    }

    private void sendGathered() throws IOException {
        int count = filled;
        filled = 0;
        send(false, ByteBuffer.wrap(buffer, 0, count));
    }

    private void send(boolean last, ByteBuffer bytes) throws ClientGone {
        send(response, last, bytes);
    }

    /// Sends bytes at once and waits until they have left.
    static void send(Response response, boolean last, ByteBuffer bytes) throws ClientGone {
        try (Blocker.Callback sent = Blocker.callback()) {
            response.write(last, bytes, sent);
            sent.block();
        } catch (IOException e) {
            throw new ClientGone(e);
        }
    }

    /// The client does not take the response: its own affair, and told to nobody.
    static final class ClientGone extends IOException {
        private static final long serialVersionUID = 1L;

        private ClientGone(IOException cause) {
            super(cause);
        }
    }
}
