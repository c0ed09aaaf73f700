package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.schema.UnsupportedType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/// A thread for each lane. Blocks are handed to lanes in turn, so that the same input always comes
/// to the same lanes; there is a bounded number of blocks, so reading waits for converting.
///
/// The thread that starts is the one that hands blocks and closes.
final class LaneThreads implements AutoCloseable {
    private static final int BLOCKS_PER_LANE = 3;
    private static final int FINISH_LOOK_MILLIS = 100;
    private static final Block END = new Block();

    private final BlockingQueue<Block> free;
    private final List<BlockingQueue<Block>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;
    private int next;
    private boolean ended;

    private LaneThreads(int lanes) {
        this.free = new ArrayBlockingQueue<>(lanes * BLOCKS_PER_LANE);
        for (int i = 0; i < lanes * BLOCKS_PER_LANE; i++) {
            free.add(new Block());
        }
    }

    static LaneThreads start(List<Lane> lanes) {
        LaneThreads threads = new LaneThreads(lanes.size());
        for (int number = 0; number < lanes.size(); number++) {
            Lane lane = lanes.get(number);
            // One place more than there are blocks: the end must never have to wait.
            BlockingQueue<Block> queue =
                    new ArrayBlockingQueue<>(lanes.size() * BLOCKS_PER_LANE + 1);
            threads.queues.add(queue);
            Thread thread = new Thread(() -> threads.work(lane, queue), "convert-" + number);
            threads.threads.add(thread);
            thread.start();
        }
        return threads;
    }

    /// A block to fill; waits for one.
    ///
    /// @throws CommandFailed if a lane failed
    Block free() throws InterruptedException {
        Block block = free.take();
        checkFailure();
        return block;
    }

    /// Hands a block to the lane whose turn it is.
    void hand(Block block) {
        queues.get(next).add(block);
        next = (next + 1) % queues.size();
    }

    /// Waits until all is converted and written.
    ///
    /// @throws CommandFailed if a lane failed
    void finish(Conversion.Progressing progress, long readBytes) throws InterruptedException {
        end();
        for (Thread thread : threads) {
            while (!thread.join(Duration.ofMillis(FINISH_LOOK_MILLIS))) {
                progress.reached(readBytes);
            }
        }
        checkFailure();
    }

    /// Stops lanes that have not finished and waits for them.
    @Override
    public void close() {
        stopping = true;
        end();
        boolean interrupted = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    // Files that are open must be closed before they are removed.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            queues.forEach(queue -> queue.add(END));
        }
    }

    private void work(Lane lane, BlockingQueue<Block> queue) {
        try (lane) {
            Block block = queue.take();
            while (block != END) {
                if (!stopping) {
                    convert(lane, block);
                }
                free.add(block);
                block = queue.take();
            }
            if (!stopping) {
                lane.finish();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /// After a failure blocks are taken and given back, so that nobody waits for ever.
    private void convert(Lane lane, Block block) {
        try {
            lane.convert(block);
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        failure.compareAndSet(null, e);
        stopping = true;
    }

    private void checkFailure() {
        switch (failure.get()) {
            case null -> {
                // All is well.
            }
            case IOException e ->
                    throw new CommandFailed("a file cannot be written: " + e.getMessage(), e);
            case UnsupportedType e -> throw new CommandFailed(e.getMessage(), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
