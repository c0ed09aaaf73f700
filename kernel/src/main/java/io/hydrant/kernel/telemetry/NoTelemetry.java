package io.hydrant.kernel.telemetry;

import java.util.function.DoubleSupplier;

final class NoTelemetry implements Telemetry {
    @Override
    public Counter counter(String name, String help, Labels labels) {
        return amount -> {};
    }

    @Override
    public void gauge(String name, String help, Labels labels, DoubleSupplier value) {}

    @Override
    public Timer timer(String name, String help, Labels labels) {
        return nanos -> {};
    }

    @Override
    public void forget(String labelName, String labelValue) {}
}
