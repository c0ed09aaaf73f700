package io.hydrant.observability.metrics;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// Meters kept for Prometheus, beside those of the Java virtual machine. Safe for use by many
/// threads; counting takes nanoseconds and no lock.
public final class PrometheusTelemetry implements Telemetry {
    /// The `Content-Type` of [#exposition].
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusTelemetry.class);
    private static final double NANOS_PER_SECOND = 1e9;

    /// From a tenth of a millisecond to minutes.
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        10, 30, 60, 300
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Family<io.prometheus.metrics.core.metrics.Counter>> counters =
            new ConcurrentHashMap<>();
    private final Map<String, Family<Histogram>> timers = new ConcurrentHashMap<>();
    private final Map<String, GaugeFamily> gauges = new ConcurrentHashMap<>();
    private boolean virtualMachineShown;

    /// All meters of one name.
    private record Family<M extends StatefulMetric<?, ?>>(List<String> labelNames, M metric) {
        void forget(String labelName, String labelValue) {
            int index = labelNames.indexOf(labelName);
            if (index >= 0) {
                metric.removeIf(values -> values.get(index).equals(labelValue));
            }
        }
    }

    private record GaugeFamily(
            List<String> labelNames, Map<List<String>, DoubleSupplier> suppliers) {
        void forget(String labelName, String labelValue) {
            int index = labelNames.indexOf(labelName);
            if (index >= 0) {
                suppliers.keySet().removeIf(values -> values.get(index).equals(labelValue));
            }
        }
    }

    @Override
    public Counter counter(String name, String help, Labels labels) {
        return counters.computeIfAbsent(
                                name,
                                _ ->
                                        new Family<>(
                                                labels.names(),
                                                io.prometheus.metrics.core.metrics.Counter.builder()
                                                        .name(name)
                                                        .help(help)
                                                        .labelNames(array(labels.names()))
                                                        .register(registry)))
                        .metric()
                        .labelValues(array(labels.values()))
                ::inc;
    }

    @Override
    public void gauge(String name, String help, Labels labels, DoubleSupplier value) {
        GaugeFamily family =
                gauges.computeIfAbsent(name, _ -> gaugeFamily(name, help, labels.names()));
        if (!family.labelNames().equals(labels.names())) {
            throw new IllegalArgumentException(
                    name + " has labels " + family.labelNames() + " but was given " + labels);
        }
        family.suppliers().put(labels.values(), value);
    }

    @Override
    public Timer timer(String name, String help, Labels labels) {
        io.prometheus.metrics.core.datapoints.DistributionDataPoint point =
                timers.computeIfAbsent(
                                name,
                                _ ->
                                        new Family<>(
                                                labels.names(),
                                                Histogram.builder()
                                                        .name(name)
                                                        .help(help)
                                                        .labelNames(array(labels.names()))
                                                        .classicOnly()
                                                        .classicUpperBounds(SECONDS)
                                                        .register(registry)))
                        .metric()
                        .labelValues(array(labels.values()));
        return nanos -> point.observe(nanos / NANOS_PER_SECOND);
    }

    @Override
    public void forget(String labelName, String labelValue) {
        counters.values().forEach(family -> family.forget(labelName, labelValue));
        timers.values().forEach(family -> family.forget(labelName, labelValue));
        gauges.values().forEach(family -> family.forget(labelName, labelValue));
    }

    /// Every meter as it stands, in the Prometheus text format.
    public byte[] exposition() {
        showVirtualMachine();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create()
                    .write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Only when somebody looks: loading these takes longer than starting the rest of the server.
    private synchronized void showVirtualMachine() {
        if (!virtualMachineShown) {
            virtualMachineShown = true;
            JvmMetrics.builder().register(registry);
        }
    }

    private GaugeFamily gaugeFamily(String name, String help, List<String> labelNames) {
        Map<List<String>, DoubleSupplier> suppliers = new ConcurrentHashMap<>();
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(array(labelNames))
                .callback(
                        shown ->
                                suppliers.forEach(
                                        (values, value) ->
                                                shown.call(read(name, value), array(values))))
                .register(registry);
        return new GaugeFamily(labelNames, suppliers);
    }

    /// A broken gauge must not hide all others.
    private static double read(String name, DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (RuntimeException e) {
            LOG.warn("gauge {} cannot be read", name, e);
            return Double.NaN;
        }
    }

    private static String[] array(List<String> strings) {
        return strings.toArray(String[]::new);
    }
}
