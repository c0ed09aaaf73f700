package io.hydrant.cli.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that knows only what a load generator needs.
///
/// Answers must carry a content length. Not safe for use by many threads.
final class Connection implements AutoCloseable {
    private static final int ANSWER_LIMIT_MILLIS = 120_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    static Connection open(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Connection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Sends a request and reads its answer whole.
    Answer exchange(PreparedRequest request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        Head head = head();
        byte[] body = in.readNBytes(head.length());
        return new Answer(head.status(), body);
    }

    /// Sends a request whose answer goes on for long, and gives its body as it comes.
    InputStream open(PreparedRequest request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        Head head = head();
        if (head.status() != 200) {
            byte[] said = in.readNBytes(head.length());
            throw new IOException(
                    "the server answered "
                            + head.status()
                            + ": "
                            + new String(said, StandardCharsets.UTF_8));
        }
        return new BufferedInputStream(new ChunkedInput(in), 1 << 16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private record Head(int status, int length) {}

    private Head head() throws IOException {
        String statusLine = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lowerCase = header.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith(LENGTH)) {
                length = Integer.parseInt(lowerCase.substring(LENGTH.length()).strip());
            }
        }
        return new Head(Integer.parseInt(statusLine.split(" ")[1]), length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    /// What the server said.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, byte[] bytes) {
        /// For requests that put: whether every record was taken. Neither JSON nor CBOR hides the
        /// name of a member.
        boolean accepted() {
            return status == 200 && !body().contains("ErrorCode");
        }

        /// Byte by byte: an answer in CBOR is no text.
        String body() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
