package io.hydrant.functions.mapping.engine;

import java.util.concurrent.Semaphore;

/// How many places of records all batches together may remember, beyond a few that each always may.
/// Safe for use by many threads.
///
/// A batch of records that came in frames of their own remembers a place for each. When there is no
/// room for that, batches are smaller; none waits.
final class SpanBudget {
    /// What every batch may remember.
    static final int FREE = 128;

    private final Semaphore left;

    SpanBudget(int spansMax) {
        left = new Semaphore(spansMax);
    }

    /// @param wanted most that the batch can need
    Share share(int wanted) {
        int more = Math.max(0, wanted - FREE);
        return left.tryAcquire(more) ? new Share(more) : new Share(0);
    }

    /// Close it once nothing of the batch is left. For one thread.
    final class Share implements AutoCloseable {
        private int more;

        private Share(int more) {
            this.more = more;
        }

        int spans() {
            return FREE + more;
        }

        @Override
        public void close() {
            left.release(more);
            more = 0;
        }
    }
}
