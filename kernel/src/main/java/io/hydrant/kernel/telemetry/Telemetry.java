package io.hydrant.kernel.telemetry;

import java.util.function.DoubleSupplier;

/// Hands out meters. Names follow Prometheus: `hydrant_log_append_bytes_total`, base units only.
///
/// Asking twice for the same name and labels gives the same meter. Safe for use by many threads.
public interface Telemetry {
    /// Counts nothing; for tools and for tests that are not about telemetry.
    Telemetry NONE = new NoTelemetry();

    /// A count that only rises. The name ends in `_total`.
    Counter counter(String name, String help, Labels labels);

    /// A value read whenever somebody looks. Asking again replaces the supplier.
    void gauge(String name, String help, Labels labels, DoubleSupplier value);

    /// How long something took, as a histogram. The name ends in `_seconds`.
    Timer timer(String name, String help, Labels labels);

    /// Forgets every meter that carries this label, because its subject is gone.
    void forget(String labelName, String labelValue);

    /// A count that only rises.
    interface Counter {
        void add(long amount);
    }

    /// Records durations.
    interface Timer {
        void recordNanos(long nanos);
    }
}
