package io.hydrant.conformance.kill;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A user record that says which attempt to put it this is.
///
/// ```
/// {"channel":17,"attempt":4711,"place":3,"n":1234,"pad":"0f3a…"}
/// ```
///
/// @param attempt number of the attempt, over all channels
/// @param place in the aggregate; 0 when it is not in one
/// @param number of the record in its channel: the same in every attempt to put it
record ChannelRecord(int channel, int attempt, int place, int number) {
    private static final Pattern HEAD =
            Pattern.compile(
                    "\\{\"channel\":(\\d{1,6}),\"attempt\":(\\d{1,9}),\"place\":(\\d{1,4}),\"n\":(\\d{1,9}),");

    /// The line, without its end.
    String line() {
        StringBuilder line = new StringBuilder(Padding.CHARS_MAX + 80);
        line.append("{\"channel\":").append(channel);
        line.append(",\"attempt\":").append(attempt);
        line.append(",\"place\":").append(place);
        line.append(",\"n\":").append(number);
        line.append(",\"pad\":\"");
        Padding.append(number, line);
        return line.append("\"}").toString();
    }

    /// What the first record anywhere in a text says of itself. Its padding is not looked at.
    static Optional<ChannelRecord> find(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new ChannelRecord(
                        Integer.parseInt(head.group(1)),
                        Integer.parseInt(head.group(2)),
                        Integer.parseInt(head.group(3)),
                        Integer.parseInt(head.group(4))));
    }

    /// The record of a delivered line; empty when it is not one, to the last byte.
    static Optional<ChannelRecord> parse(String line) {
        return find(line).filter(found -> found.line().equals(line));
    }
}
