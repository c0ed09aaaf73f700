package io.hydrant.observability.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of one log stream, in order of their names. Appending is for one thread at a time;
/// reading may go on beside it.
///
/// ```
/// <data>/logs/<group>/<stream>/2026-11-20.0001.log
///
/// 2026-11-20T11:04:31.120Z {"deliveryStreamARN":"…","errorCode":"…"}\n
/// ```
final class StreamFiles {
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final String SUFFIX = ".log";
    private static final int READ_BYTES_MAX = 1 << 20;

    private final Path folder;

    StreamFiles(Path folder) {
        this.folder = folder;
    }

    /// Where a reader stands: everything before `offset` in `file` and all earlier files is read.
    record Position(String file, long offset) {
        static final Position START = new Position("", 0);
    }

    /// A line and the position after it.
    record Line(Instant time, String message, Position after) {}

    /// @return whether a new file was begun
    boolean append(Instant time, String message, long fileBytesMax) throws IOException {
        Files.createDirectories(folder);
        String text = TIME.format(time) + " " + oneLine(message) + "\n";
        String day = LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
        List<String> names = names();
        String current = names.isEmpty() ? "" : names.getLast();
        boolean fresh =
                current.compareTo(day) < 0 || Files.size(folder.resolve(current)) >= fileBytesMax;
        String name = fresh ? following(day, current) : current;
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
        return fresh;
    }

    /// Lines after a position, as many as there are up to `countMax`. An unfinished last line is
    /// left for the next time.
    List<Line> read(Position after, int countMax) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String name : names()) {
            int order = name.compareTo(after.file());
            if (order >= 0 && lines.size() < countMax) {
                readFile(name, order == 0 ? after.offset() : 0, countMax, lines);
            }
        }
        return lines;
    }

    /// Deletes files not written to since `oldest`, and the oldest above `bytesMax` in all.
    void expire(Instant oldest, long bytesMax) throws IOException {
        long keptBytes = 0;
        List<String> names = names();
        for (String name : names.reversed()) {
            Path file = folder.resolve(name);
            keptBytes += Files.size(file);
            boolean newest = name.equals(names.getLast());
            boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
            if (old || keptBytes > bytesMax && !newest) {
                Files.delete(file);
            }
        }
    }

    private void readFile(String name, long offset, int countMax, List<Line> lines)
            throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "r")) {
            long position = offset;
            while (lines.size() < countMax && position < file.length()) {
                byte[] block = new byte[(int) Math.min(READ_BYTES_MAX, file.length() - position)];
                file.seek(position);
                file.readFully(block);
                int used = parse(name, position, block, countMax, lines);
                if (used == 0) {
                    return;
                }
                position += used;
            }
        }
    }

    private static int parse(
            String name, long position, byte[] block, int countMax, List<Line> lines) {
        int start = 0;
        for (int i = 0; i < block.length && lines.size() < countMax; i++) {
            if (block[i] == '\n') {
                String text = new String(block, start, i - start, StandardCharsets.UTF_8);
                start = i + 1;
                lines.add(line(text, new Position(name, position + start)));
            }
        }
        // A line longer than a block is nothing this class wrote: step over it.
        return start == 0 && block.length == READ_BYTES_MAX ? block.length : start;
    }

    private static Line line(String text, Position after) {
        int blank = text.indexOf(' ');
        try {
            Instant time = Instant.parse(text.substring(0, Math.max(blank, 0)));
            return new Line(time, text.substring(blank + 1), after);
        } catch (DateTimeParseException _) {
            return new Line(Instant.EPOCH, text, after); // torn by a crash: shown as it is
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static String following(String day, String current) {
        int number = current.startsWith(day) ? number(current) + 1 : 1;
        return String.format("%s.%04d%s", day, number, SUFFIX);
    }

    private static int number(String name) {
        int start = name.indexOf('.') + 1;
        return Integer.parseInt(name.substring(start, name.length() - SUFFIX.length()));
    }

    private static String oneLine(String message) {
        return message.replace('\n', ' ').replace('\r', ' ');
    }
}
