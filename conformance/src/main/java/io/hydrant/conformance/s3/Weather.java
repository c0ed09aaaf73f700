package io.hydrant.conformance.s3;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Decides by seed what goes wrong and how badly. Safe for use by many threads.
///
/// Which upload meets which fault also depends on the order in which uploads arrive, so a seed
/// gives the same mix of faults, not the same run.
public final class Weather {
    private final RandomGenerator random;
    private volatile int faultPercent;

    /// @param faultPercent share of uploads that go wrong
    public Weather(long seed, int faultPercent) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.faultPercent = faultPercent;
    }

    public static Weather calm() {
        return new Weather(0, 0);
    }

    /// From now on this share of the uploads goes wrong.
    public void setFaultPercent(int percent) {
        this.faultPercent = percent;
    }

    boolean isCalm() {
        return faultPercent == 0;
    }

    synchronized Fault next() {
        if (random.nextInt(100) >= faultPercent) {
            return Fault.NONE;
        }
        Fault[] faults = Fault.values();
        return faults[1 + random.nextInt(faults.length - 1)];
    }

    /// A number from `least` to `most`.
    synchronized int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
