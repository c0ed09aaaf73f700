package io.hydrant.conformance.kill;

import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.ServerProcess;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Keeps a server running and ends it at random moments.
final class Killer implements AutoCloseable {
    private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(3);
    private static final int MOMENT_MILLIS_MAX = 1_200;
    private static final Duration MOMENT_LIMIT = Duration.ofSeconds(4);

    /// How long after the beginning of the moment the kill may come.
    private static final int AIM_MILLIS_MAX = 6;

    private static final int START_MILLIS_MAX = 1_500;
    private static final int SIGTERM_EXIT = 143;

    private final Launch launch;
    private final KillOptions options;
    private final SplittableRandom random;
    private final Map<String, Integer> killsByPhase = new TreeMap<>();
    private Runnable afterStart = () -> {};

    /// Others look at it while this thread replaces it.
    private volatile ServerProcess server;

    Killer(Launch launch, KillOptions options, SplittableRandom random) {
        this.launch = launch;
        this.options = options;
        this.random = random;
        this.server = ServerProcess.start(launch);
    }

    /// Has something done each time that the server was started again.
    void afterEachStart(Runnable action) {
        afterStart = action;
    }

    ServerProcess server() {
        return server;
    }

    Map<String, Integer> killsByPhase() {
        return Map.copyOf(killsByPhase);
    }

    /// Ends the server as often as asked, spread over the work; leaves it running.
    ///
    /// @param moments that a kill should hit
    void killOften(Workload work, Supplier<String> phase, List<BooleanSupplier> moments) {
        for (int kill = 0; kill < options.killCount(); kill++) {
            double share = (kill + random.nextDouble()) / (options.killCount() + 0.5);
            int accepted = (int) (share * options.recordCount());
            Await.until(
                    "the acceptance of " + accepted + " records",
                    PROGRESS_LIMIT,
                    () -> work.acceptedCount() >= accepted || work.failed());
            if (work.failed()) {
                return;
            }
            awaitMoment(moments);
            boolean atStart = random.nextInt(6) == 0;
            if (atStart && kill + 1 < options.killCount()) {
                end(phase);
                server = ServerProcess.begin(launch);
                Await.pause(random.nextInt(START_MILLIS_MAX));
                end(() -> "starting");
                kill++;
            } else {
                end(phase);
            }
            server = ServerProcess.start(launch);
            afterStart.run();
        }
    }

    /// Any moment, or one at which something special is going on, if that comes in time.
    private void awaitMoment(List<BooleanSupplier> moments) {
        int chosen = random.nextInt(moments.size() + 1);
        if (chosen == moments.size()) {
            Await.pause(random.nextInt(MOMENT_MILLIS_MAX));
            return;
        }
        long deadlineNanos = System.nanoTime() + MOMENT_LIMIT.toNanos();
        while (!moments.get(chosen).getAsBoolean() && System.nanoTime() - deadlineNanos < 0) {
            Await.pause(1);
        }
        Await.pause(random.nextInt(AIM_MILLIS_MAX));
    }

    /// A kill that must change nothing: all is delivered.
    void killOnceMore() {
        end(() -> "all delivered");
        server = ServerProcess.start(launch);
        afterStart.run();
    }

    @Override
    public void close() {
        server.close();
    }

    private void end(Supplier<String> phase) {
        boolean gently =
                switch (options.signal()) {
                    case KILL -> false;
                    case TERM -> true;
                    case MIXED -> random.nextBoolean();
                };
        killsByPhase.merge(phase.get(), 1, Integer::sum);
        if (!gently) {
            server.kill();
            return;
        }
        server.askToStop();
        int exit = server.awaitExit();
        if (exit != 0 && exit != SIGTERM_EXIT) {
            throw new IllegalStateException(
                    "the server ended with " + exit + ": " + server.standardError());
        }
    }
}
