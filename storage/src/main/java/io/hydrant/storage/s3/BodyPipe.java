package io.hydrant.storage.s3;

import io.hydrant.storage.object.ObjectBody;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Turns a body that writes into a stream that is read, through 64 KiB of memory.
///
/// A virtual thread writes; closing the stream ends it. A failure of the body shows as a failure to
/// read, never as an early end. Read by one thread.
final class BodyPipe extends InputStream {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final byte[] ring = new byte[CAPACITY_BYTES];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int start;
    private int filled;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    private BodyPipe() {}

    static BodyPipe open(ObjectBody body) {
        BodyPipe pipe = new BodyPipe();
        Thread.ofVirtual().name("body-writer").start(() -> pipe.run(body));
        return pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (filled == 0 && !ended) {
                await();
            }
            if (filled == 0) {
                if (failure != null) {
                    throw new IOException("the body could not be produced: " + failure, failure);
                }
                return -1;
            }
            int taken = Math.min(Math.min(count, filled), CAPACITY_BYTES - start);
            System.arraycopy(ring, start, target, offset, taken);
            start = (start + taken) % CAPACITY_BYTES;
            filled -= taken;
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run(ObjectBody body) {
        Throwable thrown = null;
        try {
            body.writeTo(new Writer());
        } catch (IOException | RuntimeException | Error e) {
            // The reader throws it on.
            thrown = e;
        }
        lock.lock();
        try {
            failure = thrown;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await() throws InterruptedIOException {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a body was passed on");
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            int done = 0;
            lock.lock();
            try {
                while (done < count) {
                    while (filled == CAPACITY_BYTES && !closed) {
                        await();
                    }
                    if (closed) {
                        throw new EOFException("nobody reads the body any more");
                    }
                    int end = (start + filled) % CAPACITY_BYTES;
                    int room = Math.min(CAPACITY_BYTES - filled, CAPACITY_BYTES - end);
                    int put = Math.min(room, count - done);
                    System.arraycopy(source, offset + done, ring, end, put);
                    filled += put;
                    done += put;
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
