package io.hydrant.delivery.pipeline;

import java.time.Instant;
import java.util.List;

/// Takes batches of records to their function and keeps the answers. For one thread, the lane's.
interface Processing extends AutoCloseable {
    /// For lanes whose records never go to a function.
    Processing NONE = new None();

    /// Takes closed batches, in the order of their records.
    void add(List<OpenBatch.Closed> batches);

    /// Does what can be done now.
    ///
    /// @throws io.hydrant.streams.log.LogException when not all of it could be done; nothing is
    ///   lost, and it is called again
    void step(Instant now);

    /// Whether records were done since the last call.
    boolean takeDone();

    /// Whether batches wait for their turn.
    boolean hasWaiting();

    /// Whether there is room for what is read on.
    ///
    /// @param closed batches that were not handed over yet
    boolean hasRoomBeside(int closed);

    /// Nothing is left to be done.
    boolean isIdle();

    /// Arrival of the oldest record that is not done; `Instant.MAX` when there is none.
    Instant oldest();

    /// Abandons what is on its way.
    @Override
    void close();

    /// Takes nothing.
    final class None implements Processing {
        private None() {}

        @Override
        public void add(List<OpenBatch.Closed> batches) {
            if (!batches.isEmpty()) {
                throw new IllegalStateException("this lane takes records to no function");
            }
        }

        @Override
        public void step(Instant now) {
            // There is nothing to do.
        }

        @Override
        public boolean takeDone() {
            return false;
        }

        @Override
        public boolean hasWaiting() {
            return false;
        }

        @Override
        public boolean hasRoomBeside(int closed) {
            return true;
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public Instant oldest() {
            return Instant.MAX;
        }

        @Override
        public void close() {
            // There is nothing to abandon.
        }
    }
}
