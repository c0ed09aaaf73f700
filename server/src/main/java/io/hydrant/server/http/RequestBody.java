package io.hydrant.server.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The body of one request, copied once: from the connection's buffer into the reader's array.
///
/// Waiting holds a virtual thread and no buffer. Only the time spent waiting for the client counts
/// against its patience, so a reader that is slow itself (a disk) punishes nobody. For one thread.
final class RequestBody extends InputStream {
    private final Request request;
    private final HttpLimits limits;
    private final Semaphore arrivals = new Semaphore(0);
    private final Runnable onArrival =
            Invocable.from(InvocationType.NON_BLOCKING, arrivals::release);
    private Content.Chunk chunk = Content.Chunk.EMPTY;
    private Optional<BodyFailure> failure = Optional.empty();
    private long receivedBytes;
    private long waitedNanos;
    private boolean ended;

    RequestBody(Request request, HttpLimits limits) {
        this.request = request;
        this.limits = limits;
    }

    Optional<BodyFailure> failure() {
        return failure;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk.getByteBuffer().get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        ByteBuffer buffer = chunk.getByteBuffer();
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        if (!buffer.hasRemaining()) {
            releaseChunk(); // an idle body must not keep the connection's buffer
        }
        return count;
    }

    @Override
    public int available() {
        return chunk.remaining();
    }

    /// Reads and drops what is left, so that the client can finish sending and read the answer.
    ///
    /// @return whether the end was reached within the bound
    boolean drain(long bytesMax) throws IOException {
        long dropped = 0;
        while (fill()) {
            dropped += chunk.remaining();
            releaseChunk();
            if (dropped > bytesMax) {
                return false;
            }
        }
        return true;
    }

    void releaseChunk() {
        chunk.release();
        chunk = chunk.isLast() ? Content.Chunk.EOF : Content.Chunk.EMPTY;
    }

    private boolean fill() throws IOException {
        while (!ended && !chunk.hasRemaining()) {
            if (chunk.isLast()) {
                releaseChunk();
                ended = true;
                break;
            }
            releaseChunk();
            next();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return !ended;
    }

    private void next() throws IOException {
        Content.Chunk read = request.read();
        while (read == null) {
            await();
            read = request.read();
        }
        if (Content.Chunk.isFailure(read)) {
            throw fail(new BodyFailure.Broken(receivedBytes, read.getFailure()));
        }
        chunk = read;
        receivedBytes += read.remaining();
    }

    private void await() throws IOException {
        long started = System.nanoTime();
        request.demand(onArrival);
        boolean arrived;
        try {
            arrived = arrivals.tryAcquire(allowedNanos() - waitedNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fail(new BodyFailure.Broken(receivedBytes, e));
        }
        waitedNanos += System.nanoTime() - started;
        if (!arrived) {
            throw fail(new BodyFailure.TooSlow(receivedBytes));
        }
    }

    private long allowedNanos() {
        double seconds = (double) receivedBytes / limits.bodyBytesPerSecondMin();
        return limits.bodyPatience().toNanos() + (long) (seconds * 1e9);
    }

    private BodyFailure fail(BodyFailure cause) {
        failure = Optional.of(cause);
        ended = true;
        return cause;
    }
}
