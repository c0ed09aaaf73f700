package io.hydrant.observability.logs;

import io.hydrant.observability.logs.run.EventLine;
import io.hydrant.observability.logs.run.StreamIdentity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The streams of a group as a file of lines, in which streams come and go:
///
/// ```
/// + 3f0c5b7a11d2e4f6 1795258291000 s 2026/11/21/[$LATEST]0af5...
/// - 3f0c5b7a11d2e4f6
/// ```
///
/// A line holds id, creation time, `s` for a stream of the server or `c` for a client's, and the
/// name, escaped as messages are. A line that a crash tore is the last, and skipped.
final class StreamList {
    private static final Pattern CREATED =
            Pattern.compile("\\+ ([0-9a-f]{16}) ([0-9]{1,18}) ([sc]) (.+)", Pattern.DOTALL);
    private static final Pattern DELETED = Pattern.compile("- ([0-9a-f]{16})");

    private final Path file;

    StreamList(Path file) {
        this.file = file;
    }

    /// One line of the list.
    record Entry(StreamIdentity identity, long createdAt, boolean ofServer) {
        private String line() {
            return "+ %016x %d %s %s\n"
                    .formatted(
                            identity.id(),
                            createdAt,
                            ofServer ? "s" : "c",
                            EventLine.escaped(identity.name()));
        }
    }

    /// What a file says.
    ///
    /// @param entries of the streams that are there
    /// @param deletedIds of those that are gone; files of theirs may be left
    record Content(Collection<Entry> entries, Set<String> deletedIds) {}

    Content open() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Set<String> deletedIds = new HashSet<>();
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.split("\n")) {
                read(line, entries, deletedIds);
            }
            if (whole.length() < text.length()) {
                append("\n"); // what comes next must not continue the torn line
            }
        }
        return new Content(entries.values(), deletedIds);
    }

    private static void read(String line, Map<String, Entry> entries, Set<String> deletedIds) {
        Matcher created = CREATED.matcher(line);
        Matcher deleted = DELETED.matcher(line);
        if (created.matches()) {
            long id = Long.parseUnsignedLong(created.group(1), 16);
            String name = EventLine.unescaped(created.group(4));
            entries.put(
                    created.group(1),
                    new Entry(
                            new StreamIdentity(id, name),
                            Long.parseLong(created.group(2)),
                            created.group(3).equals("s")));
        } else if (deleted.matches()) {
            entries.remove(deleted.group(1));
            deletedIds.add(deleted.group(1));
        }
    }

    /// Writes the file anew, without those that are gone. On the disk when this returns: were the
    /// list lost, so were the names of its streams.
    void compact(Collection<Entry> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry.line()));
        DurableFile.write(file, text.toString());
    }

    void created(Entry entry) throws IOException {
        append(entry.line());
    }

    void deleted(StreamIdentity identity) throws IOException {
        append("- %016x\n".formatted(identity.id()));
    }

    private void append(String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
