package io.hydrant.conformance.kill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A record that says which attempt to put it this is.
///
/// ```
/// {"lane":"raw","attempt":17,"place":3,"n":123456,"pad":"0f3a…"}
/// ```
///
/// @param attempt number of the request
/// @param place of the record in the request
/// @param number of the record: the same in every attempt to put it
record NumberedRecord(Lane lane, int attempt, int place, int number) {
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\{\"lane\":\"[a-z-]+\",\"attempt\":(\\d+),\"place\":(\\d+),\"n\":(\\d+),.*");
    private static final int PAD_CHARS_MAX = 700;
    private static final String HEX = "0123456789abcdef";

    /// The line, without its end. Its padding follows from its number, so a damaged one is told.
    String line() {
        StringBuilder line = new StringBuilder(PAD_CHARS_MAX + 80);
        line.append("{\"lane\":\"").append(lane.label());
        line.append("\",\"attempt\":").append(attempt);
        line.append(",\"place\":").append(place);
        line.append(",\"n\":").append(number);
        line.append(",\"pad\":\"");
        long mixed = mix(number);
        int padChars = (int) Math.floorMod(mixed, (long) PAD_CHARS_MAX);
        while (padChars > 0) {
            line.append(HEX.charAt((int) (mixed & 15)));
            mixed = mix(mixed);
            padChars--;
        }
        return line.append("\"}").toString();
    }

    /// The record of a delivered line; empty when it is not one, to the last byte.
    static Optional<NumberedRecord> parse(Lane lane, String line) {
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            return Optional.empty();
        }
        NumberedRecord record =
                new NumberedRecord(
                        lane,
                        Integer.parseInt(head.group(1)),
                        Integer.parseInt(head.group(2)),
                        Integer.parseInt(head.group(3)));
        return Optional.of(record).filter(found -> found.line().equals(line));
    }

    /// One step of SplitMix64.
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
