package io.hydrant.functions.event;

import io.hydrant.control.ResourceStore;
import io.hydrant.functions.event.EventDestinations.Fate;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.function.StoredFunction;
import io.hydrant.functions.function.StoredFunctions;
import io.hydrant.functions.invoke.Invoker;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.storage.object.ObjectStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// Invocations that nobody waits for. Safe for use by many threads.
///
/// ```
/// accepted ──▶ due ──▶ running ──▶ done, told to OnSuccess
///               ▲          │
///               │          ├── function failed, retries left: in 1, then 2 minutes
///               │          ├── throttled or no runner: in 1 s, doubling up to 5 minutes
///               └──────────┘
///                          └── retries or age exhausted: told to OnFailure
/// ```
///
/// An event is in the store before it is acknowledged and leaves it when it is done: after a crash
/// it is run again, so it runs at least once. The queue holds at most [#EVENTS_MAX] events and
/// [#BYTES_MAX] of payloads; beyond that events are refused.
///
/// Source: Lambda Developer Guide, asynchronous invocation.
public final class EventQueue {
    public static final int EVENTS_MAX = 10_000;
    public static final long BYTES_MAX = 256L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int RUNNING_MAX = 100;
    private static final int RETRIES = 2;
    private static final Duration AGE_MAX = Duration.ofHours(6);
    private static final Duration HINDRANCE_MAX = Duration.ofMinutes(5);

    /// Guards the maps; never held during I/O.
    private final ReentrantLock turn = new ReentrantLock();

    private final Map<String, QueuedEvent> waiting = new TreeMap<>();
    private final Set<String> running = new HashSet<>();
    private long bytes;

    private final EventRows rows;
    private final StoredFunctions functions;
    private final Invoker invoker;
    private final EventDestinations destinations;
    private final Executor executor;
    private final InstantSource clock;

    /// What the queue works with.
    ///
    /// @param executor runs invocations, each to its end
    /// @param objects where buckets of destinations are
    public record Surroundings(
            StoredFunctions functions,
            Invoker invoker,
            ObjectStore objects,
            Executor executor,
            InstantSource clock) {}

    private EventQueue(ResourceStore store, Surroundings surroundings) {
        this.rows = new EventRows(store);
        this.functions = surroundings.functions();
        this.invoker = surroundings.invoker();
        this.destinations = new EventDestinations(surroundings.objects());
        this.executor = surroundings.executor();
        this.clock = surroundings.clock();
    }

    /// Takes up what was not done when the process ended; it is run by [#runDue].
    public static EventQueue open(ResourceStore store, Surroundings surroundings) {
        EventQueue queue = new EventQueue(store, surroundings);
        queue.rows.all().forEach(queue::enter);
        return queue;
    }

    private void enter(QueuedEvent event) {
        turn.lock();
        try {
            waiting.put(event.id(), event);
            bytes += event.payloadBytes();
        } finally {
            turn.unlock();
        }
    }

    /// How many events are not done.
    public int size() {
        turn.lock();
        try {
            return waiting.size();
        } finally {
            turn.unlock();
        }
    }

    /// Keeps an event durably, and runs it as soon as may be.
    ///
    /// @throws TooManyRequests when the queue is full
    public void accept(FunctionReference function, Invoker.Request request) {
        Instant now = clock.instant();
        QueuedEvent event =
                new QueuedEvent(
                        request.requestId(), function, now, 0, 0, now, request.payload().length);
        requireRoom(event);
        rows.add(event, request);
        enter(event);
        runDue();
    }

    private void requireRoom(QueuedEvent event) {
        turn.lock();
        try {
            if (waiting.size() >= EVENTS_MAX || bytes + event.payloadBytes() > BYTES_MAX) {
                throw new TooManyRequests("CallerRateLimitExceeded");
            }
        } finally {
            turn.unlock();
        }
    }

    /// Hands over what is due, as much as may run at once. To be called again and again.
    public void runDue() {
        for (QueuedEvent event : taken(clock.instant())) {
            executor.execute(
                    () -> {
                        try {
                            run(event);
                        } finally {
                            release(event);
                        }
                    });
        }
    }

    private List<QueuedEvent> taken(Instant now) {
        turn.lock();
        try {
            List<QueuedEvent> due =
                    waiting.values().stream()
                            .filter(event -> !running.contains(event.id()))
                            .filter(event -> !event.due().isAfter(now))
                            .sorted(Comparator.comparing(QueuedEvent::due))
                            .limit(Math.max(0, RUNNING_MAX - running.size()))
                            .toList();
            due.forEach(event -> running.add(event.id()));
            return due;
        } finally {
            turn.unlock();
        }
    }

    private void release(QueuedEvent event) {
        turn.lock();
        try {
            running.remove(event.id());
        } finally {
            turn.unlock();
        }
    }

    private void run(QueuedEvent event) {
        try {
            Optional<StoredFunction> function = functions.find(event.function().name());
            Optional<Invoker.Request> request = rows.request(event);
            boolean gone = function.isEmpty() && !invoker.isElsewhere(event.function());
            if (gone || request.isEmpty()) {
                LOG.warn("an event for {} is dropped: it is gone", event.function().arn());
                done(event);
            } else {
                run(event, request.get(), config(function, event.function()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the server stops; the row stays
        } catch (RuntimeException e) {
            LOG.error("an event for {} is tried again", event.function().arn(), e);
            again(event.hinderedOnce(clock.instant().plus(HINDRANCE_MAX)));
        }
    }

    private void run(QueuedEvent event, Invoker.Request request, FunctionEventInvokeConfig config)
            throws InterruptedException {
        Duration ageMax =
                config.maximumEventAgeInSeconds() == null
                        ? AGE_MAX
                        : Duration.ofSeconds(config.maximumEventAgeInSeconds());
        if (clock.instant().isAfter(event.accepted().plus(ageMax))) {
            failed(event, request, config, new Outcome("EventAgeExceeded", Optional.empty()));
            return;
        }
        Optional<Invoked> reached = reached(event, request);
        if (reached.isEmpty()) {
            long seconds = 1L << Math.min(event.hindrances(), 9);
            Duration pause = Duration.ofSeconds(Math.min(seconds, HINDRANCE_MAX.toSeconds()));
            again(event.hinderedOnce(clock.instant().plus(pause)));
        } else if (reached.get().outcome().failure().isEmpty()) {
            Fate fate = new Fate("Success", event.attempts() + 1, reached, clock.instant());
            tell(event, request, destination(config, true), fate);
            done(event);
        } else {
            int retries = Optional.ofNullable(config.maximumRetryAttempts()).orElse(RETRIES);
            QueuedEvent next =
                    event.failedOnce(
                            clock.instant().plus(Duration.ofMinutes(event.attempts() + 1L)));
            if (next.attempts() <= retries) {
                again(next);
            } else {
                failed(next, request, config, new Outcome("RetriesExhausted", reached));
            }
        }
    }

    /// Why an event is given up.
    private record Outcome(String condition, Optional<Invoked> last) {}

    /// Empty when the function could not be run now.
    private Optional<Invoked> reached(QueuedEvent event, Invoker.Request request)
            throws InterruptedException {
        try {
            return Optional.of(invoker.invoke(event.function(), request));
        } catch (HydrantException e) {
            LOG.debug("an event for {} waits: {}", event.function().arn(), e.getMessage());
            return Optional.empty();
        }
    }

    /// Of a function elsewhere there is none: it is treated by the defaults.
    private static FunctionEventInvokeConfig config(
            Optional<StoredFunction> function, FunctionReference reference) {
        return function.flatMap(
                        stored ->
                                Optional.ofNullable(
                                        stored.settings()
                                                .eventConfigs()
                                                .get(
                                                        reference
                                                                .qualifier()
                                                                .orElse(FunctionReference.LATEST))))
                .orElseGet(() -> FunctionEventInvokeConfig.builder().build());
    }

    private static Optional<String> destination(FunctionEventInvokeConfig config, boolean good) {
        DestinationConfig both = config.destinationConfig();
        if (both == null) {
            return Optional.empty();
        }
        if (good) {
            return Optional.ofNullable(both.onSuccess()).map(one -> one.destination());
        }
        return Optional.ofNullable(both.onFailure()).map(one -> one.destination());
    }

    private void failed(
            QueuedEvent event,
            Invoker.Request request,
            FunctionEventInvokeConfig config,
            Outcome outcome) {
        Optional<String> destination = destination(config, false);
        if (destination.isEmpty()) {
            LOG.warn(
                    "an event for {} is given up after {} attempts: {}",
                    event.function().arn(),
                    event.attempts(),
                    outcome.condition());
        }
        Fate fate =
                new Fate(outcome.condition(), event.attempts(), outcome.last(), clock.instant());
        tell(event, request, destination, fate);
        done(event);
    }

    private void tell(
            QueuedEvent event, Invoker.Request request, Optional<String> destination, Fate fate) {
        String arn = destination.orElse("");
        if (arn.isEmpty()) {
            return;
        }
        byte[] told = EventDestinations.record(event, request, fate);
        try {
            if (EventDestinations.isBucket(arn)) {
                destinations.store(arn, event, told, fate.now());
            } else {
                FunctionReference.Home home =
                        new FunctionReference.Home(
                                event.function().name().account(),
                                event.function().name().region());
                accept(
                        FunctionReference.of(arn, Optional.empty(), home),
                        new Invoker.Request(UUID.randomUUID().toString(), told, Optional.empty()));
            }
        } catch (HydrantException e) {
            LOG.warn("what became of an event cannot be told to {}", arn, e);
        }
    }

    private void again(QueuedEvent event) {
        rows.update(event);
        turn.lock();
        try {
            waiting.put(event.id(), event);
        } finally {
            turn.unlock();
        }
    }

    private void done(QueuedEvent event) {
        rows.remove(event);
        turn.lock();
        try {
            if (waiting.remove(event.id()) != null) {
                bytes -= event.payloadBytes();
            }
        } finally {
            turn.unlock();
        }
    }
}
