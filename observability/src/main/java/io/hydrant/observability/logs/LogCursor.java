package io.hydrant.observability.logs;

import io.hydrant.kernel.error.InvalidArgument;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a reader of a log group stands, as text: `stream=file:offset`, separated by `;`. Names are
/// as on disk, so no separator occurs in them.
final class LogCursor {
    private static final Pattern ENTRY = Pattern.compile("([^=;:/]+)=([0-9.a-z-]*):([0-9]{1,18})");

    private LogCursor() {}

    static Map<String, StreamFiles.Position> parse(String text) {
        Map<String, StreamFiles.Position> positions = new TreeMap<>();
        if (text.isEmpty()) {
            return positions;
        }
        for (String entry : text.split(";")) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                throw new InvalidArgument("'" + text + "' is no position in a log group");
            }
            positions.put(
                    matcher.group(1),
                    new StreamFiles.Position(matcher.group(2), Long.parseLong(matcher.group(3))));
        }
        return positions;
    }

    static String format(Map<String, StreamFiles.Position> positions) {
        StringBuilder text = new StringBuilder();
        positions.forEach(
                (stream, position) -> {
                    text.append(text.isEmpty() ? "" : ";").append(stream);
                    text.append('=').append(position.file()).append(':').append(position.offset());
                });
        return text.toString();
    }
}
