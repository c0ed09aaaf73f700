package io.hydrant.conformance.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for conditions, with a deadline.
public final class Await {
    private static final long LOOK_EVERY_MILLIS = 20;

    private Await() {}

    /// @throws IllegalStateException when it does not come true in time
    public static void until(String what, Duration limit, BooleanSupplier condition) {
        value(what, limit, () -> condition.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    /// The value, as soon as there is one.
    ///
    /// @throws IllegalStateException when there is none in time
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> source) {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        Optional<T> found = source.get();
        while (found.isEmpty()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IllegalStateException(what + " did not happen within " + limit);
            }
            pause(LOOK_EVERY_MILLIS);
            found = source.get();
        }
        return found.get();
    }

    /// Lets time pass between two attempts at something.
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
