package io.hydrant.server.http;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts connections and closes those that begin a request and never complete its headers.
///
/// Connections above the bound stay open just long enough to be told so; twice as many are closed
/// before a byte is read. Safe for use by many threads.
final class ConnectionWatch implements SelectorManager.AcceptListener, Connection.Listener {
    private final int countMax;
    private final Duration headerTimeout;
    private final Duration stopPatience;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Object> surplus = ConcurrentHashMap.newKeySet();

    /// Since when each connection is in the state it is in.
    private final Map<Connection, Long> beginningNanos = new ConcurrentHashMap<>();

    ConnectionWatch(HttpLimits limits) {
        this.countMax = limits.connectionCountMax();
        this.headerTimeout = limits.headerTimeout();
        this.stopPatience = limits.stopPatience();
    }

    int openCount() {
        return open.get();
    }

    /// Whether this connection is one too many.
    boolean isSurplus(EndPoint endPoint) {
        if (surplus.isEmpty()) {
            return false;
        }
        EndPoint inner = endPoint;
        while (inner instanceof EndPoint.Wrapper wrapper) {
            inner = wrapper.unwrap(); // below TLS
        }
        return surplus.contains(inner.getTransport());
    }

    @Override
    public void onAccepted(SelectableChannel channel) {
        int count = open.incrementAndGet();
        if (count > 2L * countMax) {
            close(channel);
        } else if (count > countMax) {
            surplus.add(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        surplus.remove(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        open.decrementAndGet();
        surplus.remove(channel);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection) && !(connection instanceof HTTP2Connection)) {
            beginningNanos.put(connection, System.nanoTime());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        beginningNanos.remove(connection);
    }

    /// Looks at all connections again and again, until the scheduler stops.
    void watch(Scheduler scheduler) {
        long everyMillis = Math.clamp(headerTimeout.toMillis() / 4, 10, 5_000);
        scheduler.schedule(
                () -> {
                    closeOverdue(System.nanoTime());
                    if (scheduler.isRunning()) {
                        watch(scheduler);
                    }
                },
                Duration.ofMillis(everyMillis));
    }

    private void closeOverdue(long nowNanos) {
        for (Map.Entry<Connection, Long> entry : beginningNanos.entrySet()) {
            Connection connection = entry.getKey();
            if (!isReceivingHeaders(connection)) {
                beginningNanos.replace(connection, nowNanos);
            } else if (nowNanos - entry.getValue() > headerTimeout.toNanos()) {
                connection.getEndPoint().close();
            }
        }
    }

    /// A request that has begun may take as long as the server waits, even if its client pauses.
    void beginStopping() {
        for (Connection connection : beginningNanos.keySet()) {
            if (connection instanceof HttpConnection http && !http.getParser().isStart()) {
                EndPoint endPoint = connection.getEndPoint();
                endPoint.setIdleTimeout(stopPatience.toMillis());
                while (endPoint instanceof EndPoint.Wrapper wrapper) {
                    endPoint = wrapper.unwrap(); // below TLS
                    endPoint.setIdleTimeout(stopPatience.toMillis());
                }
            }
        }
    }

    /// An HTTP/1.1 connection between requests may stay idle; whatever else is watched is still
    /// shaking hands.
    private static boolean isReceivingHeaders(Connection connection) {
        if (connection instanceof HttpConnection http) {
            return http.getParser().inHeaderState() && !http.getParser().isStart();
        }
        return true;
    }

    private static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
