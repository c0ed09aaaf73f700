package io.hydrant.storage.s3;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Takes a request and breaks the connection within its answer.
final class BrokenS3 implements Closeable {
    private static final byte[] BEGINNING =
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 500\r\n\r\n<"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;

    private BrokenS3(ServerSocket listener) {
        this.listener = listener;
    }

    static BrokenS3 start() throws IOException {
        BrokenS3 broken = new BrokenS3(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("broken s3").start(broken::acceptAll);
        return broken;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                readHead(new BufferedInputStream(socket.getInputStream()));
                socket.getOutputStream().write(BEGINNING);
                socket.getOutputStream().flush();
                socket.setSoLinger(true, 0); // a reset, not an end
            } catch (IOException _) {
                // the client is gone, or the test is over
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int ends = 0;
        int read = in.read();
        while (read >= 0 && ends < 4) {
            boolean expected = read == (ends % 2 == 0 ? '\r' : '\n');
            ends = expected ? ends + 1 : 0;
            read = ends == 4 ? -1 : in.read();
        }
    }
}
