package io.hydrant.cli.convert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Counts what was rejected by cause, and keeps it if that is wanted: as lines of error objects,
/// which `hydrant convert --from-errors` reads. Safe for any thread.
final class Rejections implements AutoCloseable {
    /// Causes that are told apart; a hostile input could make up any number of them.
    private static final int KINDS_MAX = 100;

    private static final String OTHERS = "other causes";
    private static final JsonFactory JSON = new JsonFactory();

    private final InstantSource clock;
    private final Optional<Keeping> keeping;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private Optional<OpenLines> open = Optional.empty();
    private long count;

    /// Where rejected documents are kept.
    ///
    /// @param path of the file in the target; with `.gz` at its end it is packed
    record Keeping(Target target, String path) {}

    /// Rejections with one cause.
    ///
    /// @param example the first of them
    record Kind(long count, Rejected example) {}

    private record OpenLines(Target.StagedFile file, JsonGenerator json, OutputStream stream) {}

    Rejections(InstantSource clock, Optional<Keeping> keeping) {
        this.clock = clock;
        this.keeping = keeping;
    }

    /// Notes a rejection.
    synchronized void add(Rejected rejected, Document document) throws IOException {
        count++;
        String kind = rejected.kind();
        kinds.merge(
                kinds.containsKey(kind) || kinds.size() < KINDS_MAX ? kind : OTHERS,
                new Kind(1, rejected),
                (before, _) -> new Kind(before.count() + 1, before.example()));
        if (keeping.isPresent()) {
            write(keeping.get(), rejected, document);
        }
    }

    synchronized long count() {
        return count;
    }

    /// The causes, the most frequent first.
    synchronized List<Kind> kinds() {
        return kinds.values().stream()
                .sorted(Comparator.comparingLong(Kind::count).reversed())
                .toList();
    }

    /// Completes the file and shows it.
    synchronized void commit() throws IOException {
        if (open.isPresent()) {
            open.get().json().close();
            open.get().stream().close();
            open.get().file().complete();
            keeping.orElseThrow().target().commit();
        }
    }

    @Override
    public synchronized void close() {
        open.ifPresent(lines -> lines.file().close());
        keeping.ifPresent(kept -> kept.target().close());
    }

    private void write(Keeping into, Rejected rejected, Document document) throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(lines(into));
        }
        JsonGenerator json = open.get().json();
        json.writeStartObject();
        json.writeNumberField("attemptsMade", 1);
        json.writeStringField("lastErrorCode", rejected.code());
        json.writeStringField("lastErrorMessage", rejected.message());
        json.writeNumberField("attemptEndingTimestamp", clock.millis());
        json.writeStringField("input", rejected.place().input());
        json.writeNumberField("line", rejected.place().line());
        json.writeFieldName("rawData");
        json.writeBinary(document.bytes(), document.offset(), document.length());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static OpenLines lines(Keeping into) throws IOException {
        Target.StagedFile file = into.target().create(into.path());
        // Ending the lines must not end the file below: that happens when it is complete.
        OutputStream stream = new Unclosed(file.stream());
        if (into.path().endsWith(".gz")) {
            stream = new GZIPOutputStream(stream);
        }
        JsonGenerator json =
                JSON.createGenerator(stream, JsonEncoding.UTF8)
                        .setPrettyPrinter(new MinimalPrettyPrinter(""));
        return new OpenLines(file, json, stream);
    }

    /// Leaves the stream below open.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
