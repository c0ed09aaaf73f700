package io.hydrant.streams.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class CallRatesTest {
    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private final CallRates rates = new CallRates(clock);

    @Test
    void letsSoManyCallsPassAtOnce() {
        assertThat(take(7)).isEqualTo(5);
    }

    @Test
    void givesBackWithTime() {
        take(5);
        clock.advance(Duration.ofMillis(399));
        assertThat(take(3)).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(take(1)).isEqualTo(1);
    }

    @Test
    void neverGivesBackMoreThanASecondsWorth() {
        take(5);
        clock.advance(Duration.ofHours(1));
        assertThat(take(20)).isEqualTo(5);
    }

    @Test
    void callersDoNotShareTheirRate() {
        take(5);
        assertThat(rates.take("other", 5)).isTrue();
    }

    @Test
    void aClockThatGoesBackGivesNothing() {
        take(5);
        clock.advance(Duration.ofSeconds(-5));
        assertThat(take(1)).isZero();
    }

    @Test
    void remembersABoundedNumberOfCallers() {
        for (int i = 0; i < 30_000; i++) {
            assertThat(rates.take("caller-" + i, 1)).isTrue();
        }
        assertThat(rates.callers()).isLessThanOrEqualTo(10_000);
    }

    private int take(int calls) {
        int passed = 0;
        for (int i = 0; i < calls; i++) {
            passed += rates.take("caller", 5) ? 1 : 0;
        }
        return passed;
    }
}
