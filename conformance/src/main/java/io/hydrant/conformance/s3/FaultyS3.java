package io.hydrant.conformance.s3;

import io.hydrant.conformance.process.Await;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An S3 on a loopback port that fails as its [Weather] says, and whose puts are atomic: an object
/// is there as a whole or not at all, and only after all that its upload told about it held.
///
/// It knows buckets of any name, single and multipart uploads, and reads; signatures it does not
/// look at. One virtual thread per connection.
public final class FaultyS3 implements AutoCloseable {
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OUTAGE_EVERY_MILLIS_MAX = 4_000;
    private static final int OUTAGE_MILLIS_MAX = 1_500;
    private static final int SLOW_MILLIS_MAX = 1_500;

    private final Weather weather;
    private final int port;
    private final StoredObjects objects = new StoredObjects();
    private final MultipartUploads multiparts = new MultipartUploads(objects);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Map<Fault, AtomicInteger> faults = new EnumMap<>(Fault.class);
    private final AtomicInteger outages = new AtomicInteger();
    private final AtomicInteger uploadsOpen = new AtomicInteger();
    private final AtomicInteger answersOpen = new AtomicInteger();
    private volatile ServerSocket listener;
    private volatile boolean closed;

    private FaultyS3(Weather weather, ServerSocket listener) {
        this.weather = weather;
        this.listener = listener;
        this.port = listener.getLocalPort();
        for (Fault fault : Fault.values()) {
            faults.put(fault, new AtomicInteger());
        }
    }

    public static FaultyS3 start(Weather weather) {
        FaultyS3 s3 = new FaultyS3(weather, listen(0));
        Thread.ofVirtual().name("faulty s3").start(s3::acceptAll);
        Thread.ofVirtual().name("outages").start(s3::makeOutages);
        return s3;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public StoredObjects objects() {
        return objects;
    }

    /// How often each fault struck; [Fault#NONE] counts what went well.
    public Map<Fault, Integer> faults() {
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        faults.forEach((fault, count) -> counts.put(fault, count.get()));
        return counts;
    }

    /// How often nobody listened for a while.
    public int outages() {
        return outages.get();
    }

    /// Uploads whose body is on its way.
    public int uploadsOpen() {
        return uploadsOpen.get();
    }

    /// Uploads that are stored and not answered yet.
    public int answersOpen() {
        return answersOpen.get();
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(listener);
        connections.forEach(FaultyS3::closeQuietly);
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("the port " + port + " cannot be had", e);
        }
    }

    private void acceptAll() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                Await.pause(5); // an outage: the port is closed just now
            }
        }
    }

    /// Nobody listens for a while, and whoever is connected is thrown out.
    private void makeOutages() {
        while (!closed) {
            Await.pause(weather.between(500, OUTAGE_EVERY_MILLIS_MAX));
            if (!weather.isCalm() && !closed) {
                outages.incrementAndGet();
                closeQuietly(listener);
                connections.forEach(FaultyS3::reset);
                Await.pause(weather.between(50, OUTAGE_MILLIS_MAX));
                if (!closed) {
                    listener = listen(port);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            Optional<S3Call> call = S3Call.read(in);
            while (call.isPresent() && answer(call.get(), in, socket)) {
                call = S3Call.read(in);
            }
        } catch (IOException _) {
            reset(socket); // the client is gone, or sent what nobody can believe
        } finally {
            connections.remove(socket);
        }
    }

    /// @return whether the connection can be used again
    private boolean answer(S3Call call, InputStream in, Socket socket) throws IOException {
        boolean upload = call.method().equals("PUT") || call.method().equals("POST");
        Fault fault = upload ? weather.next() : Fault.NONE;
        if (upload) {
            faults.get(fault).incrementAndGet();
        }
        if (call.header("expect").orElse("").equalsIgnoreCase("100-continue")) {
            socket.getOutputStream().write(CONTINUE);
        }
        if (fault == Fault.CUT_IN_BODY) {
            long bytes = call.contentLengthBytes();
            in.skipNBytes(weather.between(0, (int) Math.max(0, bytes - 1)));
            reset(socket);
            return false;
        }
        byte[] body = receive(call, in);
        answersOpen.incrementAndGet();
        try {
            return finish(call, body, fault, socket);
        } finally {
            answersOpen.decrementAndGet();
        }
    }

    private byte[] receive(S3Call call, InputStream in) throws IOException {
        uploadsOpen.incrementAndGet();
        try {
            return UploadBody.read(call, in);
        } finally {
            uploadsOpen.decrementAndGet();
        }
    }

    private boolean finish(S3Call call, byte[] body, Fault fault, Socket socket)
            throws IOException {
        S3Answer answer =
                switch (fault) {
                    case SLOW_DOWN ->
                            S3Answer.error(503, "SlowDown", "Please reduce your request rate.");
                    case INTERNAL_ERROR ->
                            S3Answer.error(500, "InternalError", "We encountered an error.");
                    case NONE, SLOW_ANSWER, LOST_ANSWER, CUT_IN_BODY -> carryOut(call, body);
                };
        if (fault == Fault.LOST_ANSWER) {
            reset(socket);
            return false;
        }
        if (fault == Fault.SLOW_ANSWER) {
            Await.pause(weather.between(50, SLOW_MILLIS_MAX));
        }
        answer.write(socket.getOutputStream(), !call.method().equals("HEAD"));
        return true;
    }

    private S3Answer carryOut(S3Call call, byte[] body) {
        if (call.has("uploads") || call.has("uploadId")) {
            return multiparts.carryOut(call, body);
        }
        return switch (call.method()) {
            case "PUT" -> {
                if (!call.key().isEmpty()) {
                    objects.put(call.bucket(), call.key(), body);
                }
                yield S3Answer.stored(body);
            }
            case "HEAD", "GET" -> read(call);
            default -> S3Answer.error(501, "NotImplemented", call.method());
        };
    }

    private S3Answer read(S3Call call) {
        if (call.key().isEmpty()) {
            return S3Answer.empty(200);
        }
        return objects.has(call.bucket(), call.key())
                ? new S3Answer(200, "", objects.get(call.bucket(), call.key()))
                : S3Answer.error(404, "NoSuchKey", "The specified key does not exist.");
    }

    /// Closes so that the other side sees an error and not an end.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // closed already
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket cannot be closed", e);
        }
    }
}
