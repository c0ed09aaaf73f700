package io.hydrant.conformance.kill;

/// A record that says which attempt to put it this is, and which partition is its own.
///
/// ```
/// {"id":"17-3","c":"c42","n":123456,"pad":"0f3a…"}
/// ```
///
/// @param attempt number of the request
/// @param place of the record in the request
/// @param number of the record: the same in every attempt to put it
record PartitionRecord(int attempt, int place, int number) {
    private static final int KEYLESS_EVERY = 89;
    private static final int MISFIT_EVERY = 31;
    private static final int SPREAD = 7_919;

    String id() {
        return attempt + "-" + place;
    }

    /// The value that a query finds; empty when there is none.
    String key() {
        return number % KEYLESS_EVERY == 0
                ? ""
                : "c" + Math.floorMod(number * SPREAD, PartitionLane.KEYS);
    }

    /// Whether a table takes it.
    boolean fits() {
        return number % MISFIT_EVERY != 0;
    }

    /// The line, without its end. Its padding follows from its number, so a damaged one is told.
    String line() {
        StringBuilder line = new StringBuilder(Padding.CHARS_MAX + 80);
        line.append("{\"id\":\"").append(id());
        line.append("\",\"c\":\"").append(key());
        line.append("\",\"n\":").append(fits() ? Integer.toString(number) : "\"none\"");
        line.append(",\"pad\":\"");
        Padding.append(number, line);
        return line.append("\"}").toString();
    }
}
