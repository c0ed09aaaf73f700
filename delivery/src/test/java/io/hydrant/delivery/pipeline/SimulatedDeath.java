package io.hydrant.delivery.pipeline;

/// Ends a simulated process in the middle of what it does.
final class SimulatedDeath extends RuntimeException {
    private static final long serialVersionUID = 1;
}
