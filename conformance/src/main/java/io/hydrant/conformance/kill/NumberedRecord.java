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

    /// The line, without its end. Its padding follows from its number, so a damaged one is told.
    String line() {
        StringBuilder line = new StringBuilder(Padding.CHARS_MAX + 80);
        line.append("{\"lane\":\"").append(lane.label());
        line.append("\",\"attempt\":").append(attempt);
        line.append(",\"place\":").append(place);
        line.append(",\"n\":").append(number);
        line.append(",\"pad\":\"");
        Padding.append(number, line);
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
}
