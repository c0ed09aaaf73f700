package io.hydrant.server.http;

import io.hydrant.wire.http.RoomClaim;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many bytes of request bodies all connections together may hold in memory.
///
/// Bytes are charged as they arrive, and all that a large body will need at once when its reader
/// claims it: were each charged piece by piece, many half-read bodies could fill the budget and
/// wait for each other. At the bound a reader waits for others to finish, in order, and then fails
/// with [BodyFailure.OverBudget]. So does a body that holds what it claimed and dawdles while
/// others wait. Safe for use by many threads.
public final class BodyBudget {
    private static final int UNIT_BYTES = 4096;

    /// How long a body may hold what it claimed while others wait: this, and a second per MiB.
    private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(1);

    private static final long CLAIM_BYTES_PER_SECOND = 1 << 20;

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
    private final class ChargedBody extends FilterInputStream implements RoomClaim {
        private int chargedUnits;
        private long readBytes;
        private boolean claimed;
        private long claimedNanos;

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

        @Override
        public void claimRoom(long bytes) throws IOException {
            holdRoom(Math.min(bytes, budgetBytes));
            claimed = true;
            claimedNanos = System.nanoTime();
        }

        private long charged(int count, long result) throws IOException {
            readBytes += count;
            holdRoom(readBytes);
            if (claimed && units.hasQueuedThreads() && dawdles()) {
                throw new BodyFailure.OverBudget(budgetBytes);
            }
            return result;
        }

        private boolean dawdles() {
            double seconds = (double) readBytes / CLAIM_BYTES_PER_SECOND;
            long allowedNanos = CLAIM_PATIENCE.toNanos() + (long) (seconds * 1e9);
            return System.nanoTime() - claimedNanos > allowedNanos;
        }

        private void holdRoom(long bytes) throws IOException {
            int missing = (int) ((bytes + UNIT_BYTES - 1) / UNIT_BYTES) - chargedUnits;
            if (missing > 0) {
                acquire(missing);
                chargedUnits += missing;
            }
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
