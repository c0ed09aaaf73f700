package io.hydrant.conformance.kill;

import io.hydrant.conformance.process.Await;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// Kills processes that a server has started, one after the other, spread over the work.
final class FunctionKiller implements Runnable {
    private static final int LOOK_MILLIS = 5;

    private final LongSupplier serverPid;
    private final Workload work;
    private final FunctionKillOptions options;
    private final SplittableRandom random;
    private volatile int killed;

    /// @param serverPid of the server that runs at present
    FunctionKiller(
            LongSupplier serverPid,
            Workload work,
            FunctionKillOptions options,
            SplittableRandom random) {
        this.serverPid = serverPid;
        this.work = work;
        this.options = options;
        this.random = random;
    }

    int killCount() {
        return killed;
    }

    @Override
    public void run() {
        for (int kill = 0; kill < options.functionKillCount(); kill++) {
            double share = (kill + random.nextDouble()) / (options.functionKillCount() + 0.5);
            int accepted = (int) (share * options.run().recordCount());
            while (work.acceptedCount() < accepted && !work.failed() && !work.complete()) {
                Await.pause(LOOK_MILLIS);
            }
            killOne();
        }
    }

    /// An interpreter, or a process around it.
    private void killOne() {
        List<ProcessHandle> processes =
                ProcessHandle.of(serverPid.getAsLong())
                        .map(server -> server.descendants().toList())
                        .orElse(List.of());
        if (processes.isEmpty()) {
            return; // the server starts at present, and has no functions yet
        }
        if (processes.get(random.nextInt(processes.size())).destroyForcibly()) {
            killed++;
        }
    }
}
