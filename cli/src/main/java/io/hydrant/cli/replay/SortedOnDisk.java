package io.hydrant.cli.replay;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// Puts all events of a source in the order of their times, however many there are: sorts pieces
/// that fit into memory, writes them to temporary files, and merges those. Events of one time keep
/// their order. For one thread.
///
/// A temporary file holds for each event, in order: time (8 bytes), 1 for a trip else 0 (1 byte),
/// length (4 bytes), text. The files are removed at the end; after a kill they stay behind in the
/// system's temporary folder.
final class SortedOnDisk implements Events {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final String place;
    private final PriorityQueue<Piece> pieces =
            new PriorityQueue<>(
                    Comparator.comparingLong((Piece piece) -> piece.head.timeMillis())
                            .thenComparingInt(piece -> piece.number));

    /// Bounds of memory and of open files.
    ///
    /// @param pieceBytes of the records that are sorted in memory at once
    /// @param piecesMax so many are merged at once
    record Bounds(long pieceBytes, int piecesMax) {
        static final Bounds DEFAULT = new Bounds(64L << 20, 256);
    }

    private SortedOnDisk(Path folder, String place) {
        this.folder = folder;
        this.place = place;
    }

    /// Reads the whole source and closes it.
    static SortedOnDisk sort(Events source, Bounds bounds) {
        try (source) {
            Path folder = Files.createTempDirectory("hydrant-sort-");
            SortedOnDisk sorted = new SortedOnDisk(folder, source.place());
            try {
                sorted.read(source, bounds);
                return sorted;
            } catch (IOException | RuntimeException e) {
                sorted.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<Event> next() {
        Piece earliest = pieces.poll();
        if (earliest == null) {
            return Optional.empty();
        }
        Event event = earliest.head;
        try {
            if (earliest.advance()) {
                pieces.add(earliest);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        return Optional.of(event);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() {
        try {
            for (Piece piece : pieces) {
                piece.close();
            }
            pieces.clear();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void read(Events source, Bounds bounds) throws IOException {
        int number = 0;
        List<Event> piece = new ArrayList<>();
        long bytes = 0;
        for (Optional<Event> next = source.next(); next.isPresent(); next = source.next()) {
            piece.add(next.get());
            bytes += next.get().text().length;
            if (bytes >= bounds.pieceBytes()) {
                write(number, piece);
                number++;
                piece.clear();
                bytes = 0;
                if (pieces.size() == bounds.piecesMax()) {
                    mergeAll(number);
                    number++;
                }
            }
        }
        write(number, piece);
    }

    private void write(int number, List<Event> piece) throws IOException {
        piece.sort(Comparator.comparingLong(Event::timeMillis));
        Path file = folder.resolve("piece-" + number);
        try (DataOutputStream out = create(file)) {
            for (Event event : piece) {
                write(out, event);
            }
        }
        open(number, file);
    }

    /// Merges all pieces into one, which keeps its place before those that follow.
    private void mergeAll(int number) throws IOException {
        List<Path> merged = pieces.stream().map(piece -> piece.file).toList();
        Path file = folder.resolve("piece-" + number);
        try (DataOutputStream out = create(file)) {
            for (Optional<Event> next = next(); next.isPresent(); next = next()) {
                write(out, next.get());
            }
        }
        for (Path old : merged) {
            Files.delete(old);
        }
        open(number, file);
    }

    private void open(int number, Path file) throws IOException {
        Piece piece = new Piece(number, file);
        if (piece.advance()) {
            pieces.add(piece);
        }
    }

    private static DataOutputStream create(Path file) throws IOException {
        return new DataOutputStream(
                new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), BUFFER_BYTES));
    }

    private static void write(DataOutputStream out, Event event) throws IOException {
        out.writeLong(event.timeMillis());
        out.writeBoolean(event.trip());
        out.writeInt(event.text().length);
        out.write(event.text());
    }

    private static CommandFailed failure(IOException e) {
        return new CommandFailed(
                "the source cannot be sorted in the temporary folder: " + e.getMessage(), e);
    }

    /// A sorted file, and the next event in it.
    private static final class Piece {
        private final int number;
        private final Path file;
        private final DataInputStream in;
        private Event head = new Event(0, new byte[0], false);

        Piece(int number, Path file) throws IOException {
            this.number = number;
            this.file = file;
            this.in =
                    new DataInputStream(
                            new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        /// Reads the next event; closes the file when there is none.
        boolean advance() throws IOException {
            try {
                long time = in.readLong();
                boolean trip = in.readBoolean();
                byte[] text = new byte[in.readInt()];
                in.readFully(text);
                head = new Event(time, text, trip);
                return true;
            } catch (EOFException _) {
                close();
                return false;
            }
        }

        void close() throws IOException {
            in.close();
        }
    }
}
