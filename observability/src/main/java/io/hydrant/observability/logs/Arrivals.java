package io.hydrant.observability.logs;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Numbers events as they come. A reader who follows arrivals goes no further than what is settled:
/// with a lower number nothing will appear any more. Safe for use by many threads, without a lock.
final class Arrivals {
    private final AtomicLong last = new AtomicLong();
    private final Set<Arrival> open = ConcurrentHashMap.newKeySet();

    /// Events being written: all their numbers are above the floor.
    final class Arrival implements AutoCloseable {
        private final long floor;

        private Arrival(long floor) {
            this.floor = floor;
        }

        long number() {
            return last.incrementAndGet();
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }

    /// Must be closed when the events can be read.
    Arrival begin() {
        Arrival arrival = new Arrival(last.get());
        open.add(arrival); // before any number is taken: who sees the number sees the arrival
        return arrival;
    }

    /// Goes on after what an earlier process wrote.
    void continueAfter(long number) {
        last.accumulateAndGet(number, Math::max);
    }

    long settled() {
        long settled = last.get();
        for (Arrival arrival : open) {
            settled = Math.min(settled, arrival.floor);
        }
        return settled;
    }
}
