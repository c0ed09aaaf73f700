package io.hydrant.cli.replay;

import io.hydrant.cli.source.Documents;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The events of a source in the order in which they are stored. For one thread.
///
/// Each document is JSON lines if it begins with `{`, else CSV with a header. Blank lines are left
/// out.
final class SourceEvents implements Events {
    private final Documents documents;
    private final Reading reading;
    private Optional<Open> open = Optional.empty();
    private long brokenCount;
    private String place = "";

    /// @param timeField where the time of an event stands
    /// @param skipBroken whether lines that cannot be read are left out and counted
    record Reading(String timeField, boolean skipBroken) {}

    private record Open(String name, Lines lines, LineFormat format, Optional<byte[]> first) {}

    SourceEvents(Source source, Reading reading) {
        this.documents = new Documents(source);
        this.reading = reading;
    }

    @Override
    public Optional<Event> next() {
        while (true) {
            if (open.isEmpty() && !openNext()) {
                return Optional.empty();
            }
            Open current = open.orElseThrow();
            try {
                byte[] line = line(current);
                if (line == Lines.END) {
                    open = Optional.empty();
                } else if (!isBlank(line)) {
                    return Optional.of(current.format().read(line));
                }
            } catch (BrokenLine broken) {
                reportOrSkip(current, broken);
            } catch (IOException e) {
                throw Documents.unreadable(current.name(), e);
            }
        }
    }

    @Override
    public String place() {
        return open.map(SourceEvents::placeOf).orElse(place);
    }

    /// How many lines were left out.
    long brokenCount() {
        return brokenCount;
    }

    /// Bytes of the source as it is stored.
    long readBytes() {
        return documents.readBytes();
    }

    @Override
    public void close() {
        documents.close();
    }

    private static String placeOf(Open document) {
        return document.name() + ", line " + document.lines().number();
    }

    private byte[] line(Open document) throws IOException {
        if (document.first().isPresent()) {
            open =
                    Optional.of(
                            new Open(
                                    document.name(),
                                    document.lines(),
                                    document.format(),
                                    Optional.empty()));
            return document.first().get();
        }
        byte[] line = document.lines().next();
        while (line != Lines.END && document.format().isOpen(line)) {
            byte[] more = document.lines().next();
            if (more == Lines.END) {
                return line;
            }
            byte[] joined = Arrays.copyOf(line, line.length + 1 + more.length);
            joined[line.length] = '\n';
            System.arraycopy(more, 0, joined, line.length + 1, more.length);
            line = joined;
        }
        return line;
    }

    private boolean openNext() {
        Optional<Documents.Document> next = documents.next();
        while (next.isPresent()) {
            String name = next.get().name();
            Lines lines = new Lines(next.get().text());
            try {
                byte[] line = lines.next();
                while (line != Lines.END && isBlank(line)) {
                    line = lines.next();
                }
                if (line != Lines.END) {
                    open = Optional.of(document(name, lines, line));
                    place = name;
                    return true;
                }
            } catch (BrokenLine broken) {
                throw new CommandFailed(name + ": " + broken.getMessage());
            } catch (IOException e) {
                throw Documents.unreadable(name, e);
            }
            next = documents.next();
        }
        return false;
    }

    private Open document(String name, Lines lines, byte[] first) throws BrokenLine {
        char beginning =
                new String(first, 0, Math.min(64, first.length), StandardCharsets.UTF_8)
                        .strip()
                        .charAt(0);
        if (beginning == '[') {
            throw new BrokenLine(
                    "the document is one JSON array; JSON lines have one object on each line");
        }
        return beginning == '{'
                ? new Open(name, lines, new JsonFormat(reading.timeField()), Optional.of(first))
                : new Open(name, lines, CsvFormat.of(first, reading.timeField()), Optional.empty());
    }

    private void reportOrSkip(Open document, BrokenLine broken) {
        if (!reading.skipBroken()) {
            throw new CommandFailed(
                    placeOf(document)
                            + ": "
                            + broken.getMessage()
                            + "; --skip-broken leaves such lines out");
        }
        brokenCount++;
    }

    private static boolean isBlank(byte[] line) {
        for (byte letter : line) {
            if (letter != ' ' && letter != '\t') {
                return false;
            }
        }
        return true;
    }
}
