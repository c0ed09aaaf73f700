package io.hydrant.functions.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that answers as a test says, also in ways that no server should.
public final class ScriptedServer implements AutoCloseable {
    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    public final AtomicInteger connectionCount = new AtomicInteger();
    private final ServerSocket listener;
    private final Script script;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /// A request that came in.
    public record Asked(String line, List<String> headers, byte[] body) {
        public String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .findFirst()
                    .map(header -> header.substring(start.length()))
                    .orElse("");
        }

        public String text() {
            return new String(body, UTF_8);
        }
    }

    /// What is written for a request. The connection ends when it throws or returns false.
    @FunctionalInterface
    public interface Script {
        boolean answer(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    public ScriptedServer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Always the same answer.
    ///
    /// @param headers lines, each with its end
    public static ScriptedServer answering(int status, String headers, String body) {
        return new ScriptedServer((_, out) -> write(out, status, headers, body.getBytes(UTF_8)));
    }

    public static boolean write(OutputStream out, int status, String headers, byte[] body)
            throws IOException {
        String head =
                "HTTP/1.1 "
                        + status
                        + " X\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
        return true;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                connectionCount.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException _) {
            return; // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            boolean open = true;
            while (open) {
                Asked request = read(in);
                asked.add(request);
                open = script.answer(request, connection.getOutputStream());
            }
        } catch (IOException _) {
            return; // the client went, or the script ends the connection
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no more requests");
            }
            head.append((char) next);
        }
        List<String> lines = head.toString().lines().filter(line -> !line.isEmpty()).toList();
        Asked without = new Asked(lines.getFirst(), lines.subList(1, lines.size()), new byte[0]);
        String length = without.header("content-length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Asked(without.line(), without.headers(), body);
    }
}
