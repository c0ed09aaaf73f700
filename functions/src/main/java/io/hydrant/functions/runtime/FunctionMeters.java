package io.hydrant.functions.runtime;

import io.hydrant.functions.function.FunctionName;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Counter;
import io.hydrant.kernel.telemetry.Telemetry.Timer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// What is counted of functions: Invocations, Errors, Throttles, Duration, ConcurrentExecutions.
/// Safe for use by many threads.
public final class FunctionMeters {
    private final Telemetry telemetry;
    private final ToIntFunction<FunctionName> running;
    private final Map<FunctionName, OfFunction> functions = new ConcurrentHashMap<>();

    /// @param running how many invocations of a function run now
    public FunctionMeters(Telemetry telemetry, ToIntFunction<FunctionName> running) {
        this.telemetry = telemetry;
        this.running = running;
    }

    /// @param errors of those: failed, for whatever reason
    public record OfFunction(
            Counter invocations, Counter errors, Counter throttles, Timer duration) {}

    public OfFunction of(FunctionName function) {
        return functions.computeIfAbsent(function, this::create);
    }

    private OfFunction create(FunctionName function) {
        Labels labels = Labels.of("function", function.name());
        telemetry.gauge(
                "hydrant_function_concurrent_executions",
                "Invocations that run now",
                labels,
                () -> running.applyAsInt(function));
        return new OfFunction(
                telemetry.counter(
                        "hydrant_function_invocations_total",
                        "Invocations that reached their function",
                        labels),
                telemetry.counter(
                        "hydrant_function_errors_total", "Invocations that failed", labels),
                telemetry.counter(
                        "hydrant_function_throttles_total",
                        "Invocations refused because too many ran",
                        labels),
                telemetry.timer(
                        "hydrant_function_duration_seconds",
                        "How long invocations ran, starts not included",
                        labels));
    }
}
