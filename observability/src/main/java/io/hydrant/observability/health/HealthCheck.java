package io.hydrant.observability.health;

/// Asks one component how it is. Quick, free of I/O, safe for use by many threads.
@FunctionalInterface
public interface HealthCheck {
    Condition check();

    /// How a component is.
    sealed interface Condition {
        /// It does its work.
        record Up() implements Condition {}

        /// It goes on, but somebody should look: a destination that fails, a disk that fills.
        record Degraded(String detail) implements Condition {}

        /// It cannot do its work: the log has failed, the disk is full.
        record Down(String detail) implements Condition {}
    }

    Condition UP = new Condition.Up();
}
