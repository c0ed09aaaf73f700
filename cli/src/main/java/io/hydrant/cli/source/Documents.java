package io.hydrant.cli.source;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The texts of a source, unpacked, one after another: one an object, or one an entry of an
/// archive.
///
/// Only one is open at a time, and none is held whole. For one thread.
public final class Documents implements AutoCloseable {
    private final Iterator<SourceObject> objects;
    private Optional<InputStream> open = Optional.empty();
    private Optional<Archive> archive = Optional.empty();
    private long readBytes;

    private record Archive(String name, ZipInputStream entries) {}

    /// @param text must be read before the next document is asked for
    public record Document(String name, InputStream text) {}

    public Documents(Source source) {
        this.objects = source.objects().iterator();
    }

    /// The next document; empty at the end.
    public Optional<Document> next() {
        while (true) {
            Optional<Document> entry = nextEntry();
            if (entry.isPresent()) {
                return entry;
            }
            close();
            if (!objects.hasNext()) {
                return Optional.empty();
            }
            SourceObject object = objects.next();
            try {
                InputStream stored = new Counting(object.opening().open());
                open = Optional.of(stored);
                Unpacking.Opened unpacked = Unpacking.open(object.name(), stored);
                if (unpacked.unpacking() != Unpacking.ZIP) {
                    return Optional.of(new Document(object.name(), unpacked.bytes()));
                }
                archive =
                        Optional.of(
                                new Archive(object.name(), new ZipInputStream(unpacked.bytes())));
            } catch (IOException e) {
                throw unreadable(object.name(), e);
            }
        }
    }

    /// Bytes of the objects as they are stored.
    public long readBytes() {
        return readBytes;
    }

    @Override
    public void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException e) {
            throw new CommandFailed("the source cannot be closed: " + e.getMessage(), e);
        }
        open = Optional.empty();
        archive = Optional.empty();
    }

    public static CommandFailed unreadable(String name, IOException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return new CommandFailed(name + " cannot be read: " + reason, e);
    }

    private Optional<Document> nextEntry() {
        if (archive.isEmpty()) {
            return Optional.empty();
        }
        Archive from = archive.get();
        try {
            ZipEntry entry = from.entries().getNextEntry();
            while (entry != null && !isData(entry)) {
                entry = from.entries().getNextEntry();
            }
            return Optional.ofNullable(entry)
                    .map(
                            found ->
                                    new Document(
                                            from.name() + "!" + found.getName(), from.entries()));
        } catch (IOException e) {
            throw unreadable(from.name(), e);
        }
    }

    private static boolean isData(ZipEntry entry) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        return !entry.isDirectory()
                && !name.startsWith("README")
                && !name.startsWith(".")
                && !entry.getName().startsWith("__MACOSX/");
    }

    /// Counts what is read.
    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            readBytes += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            readBytes += Math.max(0, count);
            return count;
        }
    }
}
