package io.hydrant.delivery.stream;

/// The process dies here. An Error, so that nothing handles it.
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("simulated crash");
    }
}
