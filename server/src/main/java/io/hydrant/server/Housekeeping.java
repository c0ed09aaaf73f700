package io.hydrant.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Runs a chore at the start and then again and again, on a virtual thread of its own.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Thread thread;

    private Housekeeping(Duration every, Runnable chore) {
        this.thread = Thread.ofVirtual().name("housekeeping").unstarted(() -> run(every, chore));
    }

    static Housekeeping start(Duration every, Runnable chore) {
        Housekeeping housekeeping = new Housekeeping(every, chore);
        housekeeping.thread.start();
        return housekeeping;
    }

    /// Does not wait for a chore that is under way: it may be cut off at any time.
    @Override
    public void close() {
        thread.interrupt();
    }

    private static void run(Duration every, Runnable chore) {
        try {
            while (true) {
                runOnce(chore);
                Thread.sleep(every);
            }
        } catch (InterruptedException _) {
            // the server stops
        }
    }

    private static void runOnce(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.error("a chore failed and is tried again at its next turn", e);
        }
    }
}
