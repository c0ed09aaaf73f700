package io.hydrant.conformance.kill;

/// What fills a record. It follows from the record's number, so a damaged one is told.
final class Padding {
    static final int CHARS_MAX = 700;
    private static final String HEX = "0123456789abcdef";

    private Padding() {}

    static void append(int number, StringBuilder line) {
        long mixed = mix(number);
        int chars = (int) Math.floorMod(mixed, (long) CHARS_MAX);
        while (chars > 0) {
            line.append(HEX.charAt((int) (mixed & 15)));
            mixed = mix(mixed);
            chars--;
        }
    }

    /// One step of SplitMix64.
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
