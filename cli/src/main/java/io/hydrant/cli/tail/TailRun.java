package io.hydrant.cli.tail;

import io.hydrant.cli.terminal.CommandFailed;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// All flows at once, each on a virtual thread, until they are done or somebody stops them.
public final class TailRun {
    private static final Duration SUMMARY_TIME = Duration.ofSeconds(2);

    private final TailReport report;
    private final Duration shutdownTimeout;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch finished;
    private final CountDownLatch summarised = new CountDownLatch(1);
    private final List<FlowRun> runs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /// @param shutdownTimeout how long a stop waits for what is buffered to be sent
    public TailRun(
            List<FlowTail> flows,
            Destinations destinations,
            TailReport report,
            Duration shutdownTimeout) {
        this.report = report;
        this.shutdownTimeout = shutdownTimeout;
        this.finished = new CountDownLatch(flows.size());
        for (FlowTail flow : flows) {
            FlowRun run =
                    new FlowRun(
                            flow, destinations.of(flow.flow()), InstantSource.system(), stopping);
            runs.add(run);
            threads.add(
                    Thread.ofVirtual().name("flow " + flow.flow().id()).unstarted(counted(run)));
        }
    }

    /// Returns when all flows have ended, and says on the way how far they are.
    ///
    /// @throws CommandFailed when a flow ended before its time; the others went on
    public void run() throws InterruptedException {
        try {
            threads.forEach(Thread::start);
            while (!finished.await(report.period().toMillis(), TimeUnit.MILLISECONDS)) {
                report.progress(total());
            }
            report.summary(total());
            List<String> failures = runs.stream().flatMap(run -> run.failure().stream()).toList();
            if (!failures.isEmpty()) {
                throw new CommandFailed(String.join("\nhydrant: ", failures));
            }
        } finally {
            summarised.countDown();
        }
    }

    /// Sends what is buffered, as far as there is time, and waits until all is written down.
    public void stop() {
        stopping.countDown();
        try {
            if (!finished.await(shutdownTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.forEach(Thread::interrupt);
            }
            summarised.await(SUMMARY_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable counted(FlowRun run) {
        return () -> {
            try {
                run.run();
                run.failure().ifPresent(reason -> report.failed(run.tail().flow(), reason));
            } finally {
                finished.countDown();
            }
        };
    }

    private FlowCounts.Snapshot total() {
        FlowCounts.Snapshot total = new FlowCounts().snapshot();
        for (FlowRun run : runs) {
            total = total.plus(run.tail().counts().snapshot());
        }
        return total;
    }
}
