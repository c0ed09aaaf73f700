package io.hydrant.observability.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.observability.health.HealthCheck.Condition;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class HealthTest {
    private final Health health = new Health();

    private String json() {
        return new String(health.report().toJson(), StandardCharsets.UTF_8);
    }

    @Test
    void isUpWhenEveryComponentIs() {
        health.register("log", () -> HealthCheck.UP);
        assertThat(health.report().serving()).isTrue();
        assertThat(json())
                .isEqualTo("{\"status\":\"up\",\"components\":{\"log\":{\"status\":\"up\"}}}");
    }

    @Test
    void goesOnServingWhenAComponentIsDegraded() {
        health.register("log", () -> HealthCheck.UP);
        health.register("delivery", () -> new Condition.Degraded("clicks: 503 Slow Down"));
        assertThat(health.report().serving()).isTrue();
        assertThat(json())
                .contains("\"status\":\"degraded\"", "\"detail\":\"clicks: 503 Slow Down\"");
    }

    @Test
    void isDownWhenOneComponentIs() {
        health.register("delivery", () -> new Condition.Degraded("slow"));
        health.register("log", () -> new Condition.Down("disk full"));
        assertThat(health.report().serving()).isFalse();
        assertThat(json()).startsWith("{\"status\":\"down\"").contains("disk full");
    }

    @Test
    void takesACheckThatFailsAsDown() {
        health.register(
                "log",
                () -> {
                    throw new IllegalStateException("secret detail");
                });
        assertThat(health.report().serving()).isFalse();
        assertThat(json()).doesNotContain("secret");
    }

    @Test
    void forgetsComponents() {
        health.register("log", () -> new Condition.Down("disk full"));
        health.forget("log");
        assertThat(health.report().serving()).isTrue();
    }
}
