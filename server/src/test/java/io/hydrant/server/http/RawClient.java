package io.hydrant.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Speaks to a port byte by byte, as no well-behaved client would.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket("127.0.0.1", port));
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /// One response: its head, and the body that `content-length` announces.
    String response() throws IOException {
        String head = head();
        return head + new String(in().readNBytes(bodyBytes(head)), StandardCharsets.ISO_8859_1);
    }

    /// Status line and headers of the next response, with the empty line.
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int value = in().read();
            if (value < 0) {
                throw new IOException("closed after: " + head);
            }
            head.write(value);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// Everything until the server closes the connection.
    String untilClosed() throws IOException {
        return new String(in().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    byte[] read(int count) throws IOException {
        return in().readNBytes(count);
    }

    /// Leaves without a word.
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private InputStream in() throws IOException {
        return socket.getInputStream();
    }

    private static int bodyBytes(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).trim());
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
