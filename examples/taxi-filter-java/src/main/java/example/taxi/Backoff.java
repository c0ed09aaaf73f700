package example.taxi;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/// Waits before retries: twice the seed to the power of the retry's number in milliseconds, of
/// which the second half is left to chance, so that functions which failed together do not return
/// together. Never longer than the function still has, less the time of a request.
///
/// @param retriesMax none when negative
/// @param remainingMillis how long the function may still run
record Backoff(int seed, int retriesMax, IntSupplier remainingMillis, Waiting waiting) {
    /// What a request needs once the wait before it is over.
    static final int PUT_MILLIS = 500;

    /// How time passes, and what is left to chance.
    ///
    /// @param chance 0 to 1
    record Waiting(Sleep sleep, DoubleSupplier chance) {
        static final Waiting REAL =
                new Waiting(Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
    }

    interface Sleep {
        void millis(long count) throws InterruptedException;
    }

    /// @return whether there is time for another request
    boolean waitBefore(int retry) {
        int left = remainingMillis.getAsInt() - PUT_MILLIS;
        if (left <= 0) {
            return false;
        }
        double whole = Math.min(2 * Math.pow(seed, retry), left);
        try {
            waiting.sleep().millis(Math.round(whole * (0.5 + waiting.chance().getAsDouble() / 2)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
