package io.hydrant.cli.generate;

/// What one record draws from: chance, its number and its time. For one thread.
///
/// Chance is SplitMix64 seeded by the number of the record: the next record's does not depend on
/// how much this one takes.
///
/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
final class Draw {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;
    private long number;
    private long timeMillis;

    Draw(long seed) {
        this.seed = seed;
    }

    /// Turns to a record.
    ///
    /// @param recordNumber from 1
    void begin(long recordNumber, long millis) {
        number = recordNumber;
        timeMillis = millis;
        state = mix(seed + GOLDEN) ^ mix(recordNumber * GOLDEN);
    }

    long number() {
        return number;
    }

    long timeMillis() {
        return timeMillis;
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /// From 0 to less than a bound.
    int below(int bound) {
        return (int) Math.multiplyHigh(bits() >>> 1, (long) bound << 1);
    }

    /// Both ends can come.
    long between(long min, long max) {
        long span = max - min + 1;
        return span <= 0 ? bits() : min + Math.unsignedMultiplyHigh(bits(), span);
    }

    /// From 0 to less than 1.
    double share() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
