package io.hydrant.cli.producer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns the signal to stop (Ctrl-C) into an interrupt of the thread that works, and gives it time
/// to say how far it came before the process ends.
public final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private StopSignal(Thread worker) {
        this.hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            await();
                        },
                        "stop producer");
    }

    /// From now on the signal interrupts the thread that calls this.
    public static StopSignal interruptingThisThread() {
        StopSignal signal = new StopSignal(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process ends already: the hook runs.
        }
    }

    private void await() {
        try {
            boolean _ = finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
