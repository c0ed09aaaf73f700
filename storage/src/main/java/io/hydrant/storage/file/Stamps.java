package io.hydrant.storage.file;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Times of change, each given once. Safe for use by many threads.
final class Stamps {
    private final InstantSource clock;
    private final AtomicLong lastMicros = new AtomicLong(Long.MIN_VALUE);

    Stamps(InstantSource clock) {
        this.clock = clock;
    }

    Instant next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long micros = lastMicros.accumulateAndGet(now, (last, asked) -> Math.max(last + 1, asked));
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
