package io.hydrant.streams.log.segmented;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Brings the files of a round to the disk side by side: a file system that is asked for many at
/// once commits its journal for all of them together, not for each in turn.
///
/// For one thread, the committer's.
final class ParallelSyncs implements AutoCloseable {
    private static final int THREADS_MAX = 16;
    private static final int THREAD_IDLE_SECONDS = 30;

    /// With fewer files, handing them over costs more than it brings.
    private static final int FILES_MIN = 8;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS_MAX,
                    THREADS_MAX,
                    THREAD_IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("log-sync-", 0).factory());

    ParallelSyncs() {
        threads.allowCoreThreadTimeOut(true);
    }

    /// Forces the files of these partitions when there are many; returns when all are done.
    void forceAhead(Collection<PartitionWriter> writers) {
        if (writers.size() < FILES_MIN) {
            return;
        }
        List<Future<?>> running = new ArrayList<>(writers.size());
        for (PartitionWriter writer : writers) {
            running.add(threads.submit(writer::forceAhead));
        }
        running.forEach(ParallelSyncs::await);
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static void await(Future<?> sync) {
        boolean interrupted = false;
        while (true) {
            try {
                sync.get();
                break;
            } catch (InterruptedException _) {
                interrupted = true; // the file must not be touched while another thread has it
            } catch (ExecutionException e) {
                throw new IllegalStateException("a file could not be brought to the disk", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
