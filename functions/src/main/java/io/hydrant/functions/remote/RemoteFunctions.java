package io.hydrant.functions.remote;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.functions.function.FunctionReference;
import io.hydrant.functions.refusal.TooManyRequests;
import io.hydrant.functions.runtime.FunctionMeters;
import io.hydrant.kernel.telemetry.Telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Which functions run elsewhere, and the ways there. Safe for use by many threads.
///
/// Of several mappings that cover a function, the one with its qualifier comes before the one with
/// its name, and that before the one of all functions.
public final class RemoteFunctions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Way> ways;
    private final Optional<RemoteHttp> http;
    private final FunctionMeters meters;
    private final Map<FunctionName, AtomicInteger> running = new ConcurrentHashMap<>();

    private record Way(RemoteMapping mapping, Admission admission, RemoteTarget target) {}

    private RemoteFunctions(List<Way> ways, Optional<RemoteHttp> http, Telemetry telemetry) {
        this.ways = ways;
        this.http = http;
        this.meters = new FunctionMeters(telemetry, this::running);
    }

    public static RemoteFunctions none(Telemetry telemetry) {
        return new RemoteFunctions(List.of(), Optional.empty(), telemetry);
    }

    public static RemoteFunctions open(List<RemoteMapping> mappings, Telemetry telemetry) {
        return open(mappings, telemetry, PATIENCE);
    }

    /// @param patience how long a caller waits for room before it is throttled
    static RemoteFunctions open(
            List<RemoteMapping> mappings, Telemetry telemetry, Duration patience) {
        if (mappings.isEmpty()) {
            return none(telemetry);
        }
        RemoteHttp http = new RemoteHttp();
        List<Way> ways = new ArrayList<>();
        for (RemoteMapping mapping : mappings) {
            ways.add(
                    new Way(
                            mapping,
                            new Admission(mapping.concurrency(), patience),
                            target(http, mapping)));
        }
        ways.sort(
                Comparator.comparingInt((Way way) -> way.mapping().scope().precision()).reversed());
        return new RemoteFunctions(List.copyOf(ways), Optional.of(http), telemetry);
    }

    private static RemoteTarget target(RemoteHttp http, RemoteMapping mapping) {
        return switch (mapping.place()) {
            case RemotePlace.Emulator emulator ->
                    new EmulatorTarget(http, emulator.url(), mapping.timeout());
            case RemotePlace.Aws aws -> new AwsTarget(http, mapping, aws);
        };
    }

    /// What covers a function; empty when nothing does.
    public Optional<RemoteScope> covering(FunctionReference function) {
        return way(function).map(way -> way.mapping().scope());
    }

    /// Runs a function that is covered, and waits for what becomes of it.
    ///
    /// @throws TooManyRequests when too many run already, here or there
    /// @throws io.hydrant.functions.refusal.FunctionsException when it is refused there, or is not
    ///   reached
    public RemoteAnswer invoke(RemoteInvocation invocation) throws InterruptedException {
        FunctionReference function = invocation.function();
        Way way =
                way(function)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                function.arn() + " does not run elsewhere"));
        FunctionMeters.OfFunction counted = meters.of(function.name());
        try {
            way.admission().enter();
            try {
                RemoteAnswer answer = counted(way, invocation, counted);
                counted.invocations().add(1);
                answer.outcome().failure().ifPresent(_ -> counted.errors().add(1));
                return answer;
            } finally {
                way.admission().leave();
            }
        } catch (TooManyRequests e) {
            counted.throttles().add(1);
            throw e;
        }
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        http.ifPresent(RemoteHttp::close);
        for (Way way : ways) {
            if (way.target() instanceof AwsTarget aws) {
                aws.close();
            }
        }
    }

    private RemoteAnswer counted(
            Way way, RemoteInvocation invocation, FunctionMeters.OfFunction counted)
            throws InterruptedException {
        AtomicInteger here =
                running.computeIfAbsent(invocation.function().name(), _ -> new AtomicInteger());
        here.incrementAndGet();
        long began = System.nanoTime();
        try {
            return way.target().invoke(invocation);
        } finally {
            counted.duration().recordNanos(System.nanoTime() - began);
            here.decrementAndGet();
        }
    }

    private Optional<Way> way(FunctionReference function) {
        return ways.stream().filter(way -> way.mapping().scope().covers(function)).findFirst();
    }

    private int running(FunctionName function) {
        return Optional.ofNullable(running.get(function)).map(AtomicInteger::get).orElse(0);
    }
}
