package io.hydrant.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.telemetry.Labels;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class PrometheusTelemetryTest {
    private final PrometheusTelemetry telemetry = new PrometheusTelemetry();

    private String shown() {
        return new String(telemetry.exposition(), StandardCharsets.UTF_8);
    }

    @Test
    void showsCounters() {
        telemetry.counter("hydrant_x_total", "Things.", Labels.NONE).add(2);
        telemetry.counter("hydrant_x_total", "Things.", Labels.NONE).add(3);
        telemetry.counter("hydrant_y_total", "By stream.", Labels.of("stream", "a\"b")).add(1);
        assertThat(shown())
                .contains("# HELP hydrant_x_total Things.", "hydrant_x_total 5.0")
                .contains("hydrant_y_total{stream=\"a\\\"b\"} 1.0");
    }

    @Test
    void readsGaugesWhenSomebodyLooks() {
        telemetry.gauge("hydrant_g", "A gauge.", Labels.of("k", "v"), () -> 1);
        telemetry.gauge("hydrant_g", "A gauge.", Labels.of("k", "v"), () -> 2);
        assertThat(shown()).contains("hydrant_g{k=\"v\"} 2.0");
    }

    @Test
    void showsTheOthersWhenOneGaugeIsBroken() {
        telemetry.gauge(
                "hydrant_bad",
                "Broken.",
                Labels.NONE,
                () -> {
                    throw new IllegalStateException("broken");
                });
        telemetry.gauge("hydrant_good", "Well.", Labels.NONE, () -> 1);
        assertThat(shown()).contains("hydrant_bad NaN", "hydrant_good 1.0");
    }

    @Test
    void showsTimersAsHistogramsInSeconds() {
        telemetry.timer("hydrant_t_seconds", "Time.", Labels.NONE).recordNanos(2_000_000_000L);
        assertThat(shown())
                .contains("hydrant_t_seconds_bucket{le=\"2.5\"} 1")
                .contains("hydrant_t_seconds_bucket{le=\"1.0\"} 0")
                .contains("hydrant_t_seconds_sum 2.0", "hydrant_t_seconds_count 1");
    }

    @Test
    void forgetsWhatCarriesALabel() {
        telemetry.counter("hydrant_c_total", "C.", Labels.of("stream", "gone")).add(1);
        telemetry.counter("hydrant_c_total", "C.", Labels.of("stream", "kept")).add(1);
        telemetry.gauge("hydrant_g", "G.", Labels.of("stream", "gone"), () -> 1);
        telemetry.timer("hydrant_t_seconds", "T.", Labels.of("stream", "gone")).recordNanos(1);
        telemetry.forget("stream", "gone");
        assertThat(shown()).doesNotContain("gone").contains("stream=\"kept\"");
    }

    @Test
    void showsTheVirtualMachine() {
        assertThat(shown()).contains("jvm_memory_used_bytes");
        assertThat(shown()).contains("process_cpu_seconds_total");
    }

    @Test
    void refusesOtherLabelNamesForTheSameMeter() {
        telemetry.gauge("hydrant_g", "G.", Labels.of("a", "1"), () -> 1);
        assertThatThrownBy(() -> telemetry.gauge("hydrant_g", "G.", Labels.of("b", "1"), () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
