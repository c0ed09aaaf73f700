package io.hydrant.cli.tail;

import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.producer.RecordDestination;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Steps one flow on a thread of its own until it is done or told to stop.
final class FlowRun implements Runnable {
    private final FlowTail tail;
    private final RecordDestination destination;
    private final InstantSource clock;
    private final CountDownLatch stopping;
    private volatile Optional<String> failure = Optional.empty();

    FlowRun(
            FlowTail tail,
            RecordDestination destination,
            InstantSource clock,
            CountDownLatch stopping) {
        this.tail = tail;
        this.destination = destination;
        this.clock = clock;
        this.stopping = stopping;
    }

    FlowTail tail() {
        return tail;
    }

    /// Why the flow ended before its time.
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void run() {
        try (tail) {
            follow();
            Optional<Batch> rest = tail.drain(clock.instant());
            if (rest.isPresent()) {
                send(rest.get());
            }
        } catch (InterruptedException _) {
            // Nothing is lost: what was not acknowledged is sent by the next run.
            Thread.currentThread().interrupt();
        } catch (WireFailure | CommandFailed e) {
            failure = Optional.of(e.getMessage());
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(e.toString());
        }
    }

    private void follow() throws InterruptedException {
        while (stopping.getCount() > 0) {
            switch (tail.step(clock.instant())) {
                case FlowTail.Step.Send(Batch batch) -> send(batch);
                case FlowTail.Step.Rest(Duration time) ->
                        stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
                case FlowTail.Step.Done() -> {
                    return;
                }
            }
        }
    }

    private void send(Batch batch) throws InterruptedException {
        int resent = batch.records().isEmpty() ? 0 : destination.send(batch.records()).resent();
        tail.acknowledge(batch, resent);
    }
}
