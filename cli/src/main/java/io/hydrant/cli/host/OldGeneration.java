package io.hydrant.cli.host;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Optional;

/// Has the old generation of the heap collected before it takes all the memory it may.
///
/// The serial collector leaves what died there until nothing more fits in. So the resident memory
/// would grow to the largest heap allowed, however little is alive. A burst still gets all of it.
public final class OldGeneration {
    private static final String NAME = "Tenured Gen";
    private static final Duration EVERY = Duration.ofMillis(100);

    /// Of all it may become: below that it is left alone.
    private static final double SHARE = 0.4;

    /// It is left alone until it is so many times what was alive the last time: where much lives,
    /// collecting more often would cost much and give little.
    private static final double GROWTH = 1.25;

    private final MemoryPoolMXBean pool;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /// That of the serial collector; other collectors look after themselves.
    static Optional<OldGeneration> find() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(NAME))
                .findFirst()
                .map(OldGeneration::new);
    }

    /// Watches over it until this process ends, if there is one.
    public static void watch() {
        find().ifPresent(it -> Thread.ofVirtual().name("old-generation").start(it::watchOver));
    }

    /// Collects it if it is time.
    void collectIfDue() {
        if (isDue(pool.getUsage(), pool.getCollectionUsage())) {
            System.gc();
        }
    }

    /// What it holds, dead or alive.
    long bytes() {
        return pool.getUsage().getUsed();
    }

    /// @param now what is in it
    /// @param left what was left by its last collection
    static boolean isDue(MemoryUsage now, MemoryUsage left) {
        return now.getUsed() > Math.max(SHARE * now.getMax(), GROWTH * left.getUsed());
    }

    private void watchOver() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                collectIfDue();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
