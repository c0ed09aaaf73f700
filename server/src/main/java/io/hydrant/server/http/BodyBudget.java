package io.hydrant.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many bytes of request bodies all connections together may hold in memory.
///
/// Bytes are charged as they arrive, so a slow client holds what it sent and no more. At the bound
/// a reader waits for others to finish, in order, and then fails with [BodyFailure.OverBudget].
/// Safe for use by many threads.
public final class BodyBudget {
    private static final int UNIT_BYTES = 4096;

    private final long budgetBytes;
    private final Duration patience;
    private final int unitCount;
    private final Semaphore units;

    public BodyBudget(long budgetBytes, Duration patience) {
        this.budgetBytes = budgetBytes;
        this.patience = patience;
        this.unitCount = Math.clamp(budgetBytes / UNIT_BYTES, 1, Integer.MAX_VALUE);
        this.units = new Semaphore(unitCount, true);
    }

    /// Bytes charged now, in whole units.
    public long heldBytes() {
        return (long) (unitCount - units.availablePermits()) * UNIT_BYTES;
    }

    /// Charges what is read from `body` until the result is closed.
    public InputStream charge(InputStream body) {
        return new ChargedBody(body);
    }

    /// Refunds on close, and only once; closing does not end the connection's own stream.
    private final class ChargedBody extends FilterInputStream {
        private int chargedUnits;
        private long readBytes;

        private ChargedBody(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            return value < 0 ? value : (int) charged(1, value);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            return count <= 0 ? count : (int) charged(count, count);
        }

        @Override
        public void close() {
            units.release(chargedUnits);
            chargedUnits = 0;
        }

        private long charged(int count, long result) throws IOException {
            readBytes += count;
            int missing = (int) ((readBytes + UNIT_BYTES - 1) / UNIT_BYTES) - chargedUnits;
            if (missing > 0) {
                acquire(missing);
                chargedUnits += missing;
            }
            return result;
        }

        private void acquire(int count) throws IOException {
            try {
                if (!units.tryAcquire(count, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new BodyFailure.OverBudget(budgetBytes);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BodyFailure.OverBudget(budgetBytes);
            }
        }
    }
}
