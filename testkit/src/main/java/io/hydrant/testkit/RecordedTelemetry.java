package io.hydrant.testkit;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/// Telemetry that tests can read back by meter name, summed over all labels.
public final class RecordedTelemetry implements Telemetry {
    private record Key(String name, Labels labels) {}

    private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<Key, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, String help, Labels labels) {
        return counters.computeIfAbsent(new Key(name, labels), _ -> new LongAdder())::add;
    }

    @Override
    public void gauge(String name, String help, Labels labels, DoubleSupplier value) {
        gauges.put(new Key(name, labels), value);
    }

    @Override
    public Timer timer(String name, String help, Labels labels) {
        Counter count = counter(name + "_count", help, labels);
        return _ -> count.add(1);
    }

    @Override
    public void forget(String labelName, String labelValue) {
        counters.keySet().removeIf(key -> carries(key, labelName, labelValue));
        gauges.keySet().removeIf(key -> carries(key, labelName, labelValue));
    }

    public long count(String name) {
        return counters.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    public double gauge(String name) {
        return gauges.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToDouble(entry -> entry.getValue().getAsDouble())
                .sum();
    }

    private static boolean carries(Key key, String labelName, String labelValue) {
        int index = key.labels().names().indexOf(labelName);
        return index >= 0 && key.labels().values().get(index).equals(labelValue);
    }
}
