package io.hydrant.streams.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ShardLimitsTest {
    private static final int MIB = 1 << 20;

    private final SimulatedClock clock = SimulatedClock.at("2026-03-01T12:00:00Z");
    private final ShardLimits limits = new ShardLimits(clock);

    private int written(int recordBytes) {
        int count = 0;
        while (limits.write(recordBytes)) {
            count++;
        }
        return count;
    }

    @Test
    void takesAThousandRecordsASecond() {
        assertThat(written(1)).isEqualTo(1000);
        clock.advance(Duration.ofMillis(500));
        assertThat(written(1)).isEqualTo(500);
        clock.advance(Duration.ofHours(1));
        assertThat(written(1)).isEqualTo(1000);
    }

    @Test
    void takesAMebibyteASecond() {
        assertThat(written(100 << 10)).isEqualTo(10);
        clock.advance(Duration.ofMillis(250));
        assertThat(written(100 << 10)).isEqualTo(2);
    }

    @Test
    void takesALargeRecordFromTheBurstCapacity() {
        assertThat(limits.write(10 * MIB)).isTrue();
        assertThat(limits.write(1)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(limits.write(10 * MIB)).isFalse();
        assertThat(limits.write(MIB)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(limits.write(10 * MIB)).isTrue();
    }

    @Test
    void takesFiveReadsASecond() {
        for (int i = 0; i < 5; i++) {
            assertThat(limits.read()).isTrue();
        }
        assertThat(limits.read()).isFalse();
        clock.advance(Duration.ofMillis(200));
        assertThat(limits.read()).isTrue();
        assertThat(limits.read()).isFalse();
    }

    @Test
    void refusesReadsUntilMoreThanTheRateIsPaidFor() {
        assertThat(limits.read()).isTrue();
        limits.readBytes(2 * MIB);
        assertThat(limits.read()).isTrue();
        limits.readBytes(8 * MIB);
        clock.advance(Duration.ofMillis(4_999));
        assertThat(limits.read()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(limits.read()).isTrue();
    }

    @Test
    void staysAsItIsWhenTheClockGoesBack() {
        assertThat(written(MIB)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(-10));
        assertThat(written(MIB)).isZero();
    }
}
