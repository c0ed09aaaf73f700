package io.hydrant.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {
    private static final Meters METERS =
            Meters.of(
                    """
                    # TYPE polled counter
                    polled{mapping="a"} 12.0
                    polled{mapping="b"} 7.0
                    polled{mapping="a",shard="2"} 30
                    polled_total{mapping="a"} 1
                    up 1
                    """);

    @Test
    void addsTheSeriesThatHaveALabel() {
        assertThat(METERS.total("polled", "mapping", "a")).isEqualTo(42);
        assertThat(METERS.total("polled", "mapping", "b")).isEqualTo(7);
    }

    @Test
    void whatIsNotCountedYetIsZero() {
        assertThat(METERS.total("polled", "mapping", "c")).isZero();
        assertThat(METERS.total("up", "mapping", "a")).isZero();
    }
}
