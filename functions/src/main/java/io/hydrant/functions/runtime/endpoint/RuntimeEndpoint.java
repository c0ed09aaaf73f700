package io.hydrant.functions.runtime.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Serves the Runtime API to one runtime, on a free port of the loopback interface.
///
/// A server of its own rather than the JDK's: that one refuses chunked bodies with trailers, and
/// keeps a thread per environment. One virtual thread accepts, one serves each connection.
public final class RuntimeEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeEndpoint.class);
    private static final int CONNECTIONS_MAX = 64;

    private final ServerSocket listener;
    private final RuntimeSession session;
    private final RuntimeCalls calls;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private RuntimeEndpoint(ServerSocket listener) {
        this.listener = listener;
        this.session = new RuntimeSession();
        this.calls = new RuntimeCalls(session);
    }

    public static RuntimeEndpoint open() throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException e) {
            listener.close();
            throw new IOException("no port of the loopback interface is free: " + e, e);
        }
        RuntimeEndpoint endpoint = new RuntimeEndpoint(listener);
        Thread.ofVirtual().name("runtime-api " + listener.getLocalPort()).start(endpoint::accept);
        return endpoint;
    }

    public RuntimeSession session() {
        return session;
    }

    /// For `AWS_LAMBDA_RUNTIME_API`: host and port.
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /// Breaks all connections: a runtime that waits for work learns that there is none.
    @Override
    public void close() {
        session.close();
        closeQuietly(listener);
        connections.forEach(RuntimeEndpoint::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                if (connections.size() > CONNECTIONS_MAX || listener.isClosed()) {
                    forget(connection);
                } else {
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("Runtime API at {} accepts no more: {}", address(), e.toString());
                    close();
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 16 << 10);
            RequestReader reader =
                    new RequestReader(connection.getInputStream(), out, session::arrayForBody);
            boolean open = true;
            while (open) {
                open = serveNext(reader, out);
            }
        } catch (IOException e) {
            LOG.debug("Runtime API at {}: {}", address(), e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            forget(connection);
        }
    }

    /// @return whether more requests may come
    private boolean serveNext(RequestReader reader, OutputStream out)
            throws IOException, InterruptedException {
        Optional<EndpointRequest> request;
        try {
            request = reader.read();
        } catch (TruncatedRequest _) {
            write(EndpointAnswer.error(400, "TruncatedHTTPRequest", "HTTP request truncated"), out);
            return false;
        }
        if (request.isEmpty()) {
            return false;
        }
        Optional<EndpointAnswer> answer = calls.answer(request.get());
        if (answer.isEmpty()) {
            return false;
        }
        write(answer.get(), out);
        return request.get().keepAlive();
    }

    private static void write(EndpointAnswer answer, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder(512);
        head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(answer.reason());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            head.append("\r\n").append(header.getKey()).append(": ");
            head.append(header.getValue().replace('\r', ' ').replace('\n', ' '));
        }
        head.append("\r\nContent-Length: ").append(answer.body().length()).append("\r\n\r\n");
        out.write(head.toString().getBytes(UTF_8));
        out.write(answer.body().array(), 0, answer.body().length());
        out.flush();
        answer.body().lender().eventIsSent();
    }

    private void forget(Socket connection) {
        connections.remove(connection);
        closeQuietly(connection);
    }

    private static void closeQuietly(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception e) {
            LOG.debug("Closing {}: {}", closed, e.toString());
        }
    }
}
