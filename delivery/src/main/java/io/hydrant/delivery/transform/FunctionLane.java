package io.hydrant.delivery.transform;

import io.hydrant.delivery.transform.BatchWork.Tools;
import io.hydrant.delivery.transform.MemoryBudget.Share;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.streams.log.LogException;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// A lane's batches, each on a thread of its own from when it is submitted until it is ready.
///
/// Source of the number of batches at once: Firehose Developer Guide, data transformation.
final class FunctionLane implements LaneTransforms {
    private static final int BATCHES_MAX = 5;

    private final LaneOutline outline;
    private final Tools tools;
    private final MemoryBudget.Lane memory;
    private final Consumer<FunctionLane> whenClosed;

    /// Changed by the lane's thread; whoever abandons all looks at them.
    private final Queue<Flight> flights = new ConcurrentLinkedQueue<>();

    private volatile boolean abandoned;

    FunctionLane(
            LaneOutline outline,
            Tools tools,
            MemoryBudget.Lane memory,
            Consumer<FunctionLane> whenClosed) {
        this.outline = outline;
        this.tools = tools;
        this.memory = memory;
        this.whenClosed = whenClosed;
    }

    @Override
    public boolean hasRoom() {
        return flights.size() < BATCHES_MAX;
    }

    @Override
    public void submit(TransformBatch batch) {
        if (!hasRoom()) {
            throw new IllegalStateException(
                    "lane %s has %d batches with its function"
                            .formatted(outline.source().name(), flights.size()));
        }
        Flight flight = new Flight(batch, memory.next());
        flights.add(flight);
        flight.start();
        if (abandoned) {
            flight.abandon();
        }
    }

    @Override
    public Optional<TransformedBatch> first() {
        Flight flight = flights.peek();
        if (flight == null || abandoned) {
            return Optional.empty();
        }
        return switch (flight.stage) {
            case Stage.Working _ -> Optional.empty();
            case Stage.Ready(TransformedBatch transformed) -> Optional.of(transformed);
            case Stage.Unreadable(LogException why) -> {
                flight.start();
                throw why;
            }
            case Stage.Broken(Throwable why) ->
                    throw new IllegalStateException(
                            "a batch of lane " + outline.source().name() + " failed", why);
        };
    }

    @Override
    public void done() {
        Flight done = flights.remove();
        done.share.release();
        done.lent.forEach(tools.arrays()::give);
    }

    @Override
    public boolean isEmpty() {
        return flights.isEmpty();
    }

    @Override
    public void close() {
        abandon();
        flights.clear();
        whenClosed.accept(this);
    }

    /// Ends all work, without waiting for it. May be called by any thread.
    void abandon() {
        abandoned = true;
        flights.forEach(Flight::abandon);
    }

    private sealed interface Stage {
        record Working() implements Stage {}

        record Ready(TransformedBatch transformed) implements Stage {}

        record Unreadable(LogException why) implements Stage {}

        record Broken(Throwable why) implements Stage {}
    }

    /// A batch on its way. Begun by the lane's thread.
    private final class Flight implements Runnable {
        private final TransformBatch batch;
        private final Share share;

        /// What the frames of its result lie in.
        private List<byte[]> lent = List.of();

        private volatile Stage stage = new Stage.Working();
        private volatile Optional<Thread> worker = Optional.empty();

        Flight(TransformBatch batch, Share share) {
            this.batch = batch;
            this.share = share;
        }

        /// Asks for memory at once, so that shares are given out in the order of submission.
        void start() {
            stage = new Stage.Working();
            share.ask(BatchWork.bytesNeeded(outline, batch));
            Thread thread =
                    Thread.ofVirtual().name("transform " + outline.source().name()).unstarted(this);
            worker = Optional.of(thread);
            thread.start();
        }

        void abandon() {
            share.release();
            worker.ifPresent(Thread::interrupt);
        }

        @Override
        public void run() {
            try {
                BatchWork work = new BatchWork(outline, tools, batch, share);
                TransformedBatch transformed = work.run();
                lent = work.lent();
                stage = new Stage.Ready(transformed);
            } catch (LogException e) {
                share.rest(0);
                stage = new Stage.Unreadable(e);
            } catch (InterruptedException | RuntimeException | Error e) {
                share.rest(0);
                stage = new Stage.Broken(e);
            }
            if (!abandoned && flights.peek() == this) {
                outline.wake().run();
            }
        }
    }
}
