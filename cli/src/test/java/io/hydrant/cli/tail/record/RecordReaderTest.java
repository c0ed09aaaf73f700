package io.hydrant.cli.tail.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

class RecordReaderTest {
    private static final RecordCutter MULTI = new MultiLines(Pattern.compile("\\["));

    @TempDir private Path folder;

    private final List<FileChannel> channels = new ArrayList<>();

    @AfterEach
    void closeFiles() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }

    /// `;` stands for a newline, `|` separates the records.
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            nullValues = "-",
            textBlock =
                    """
                    lines ! a;b;c ! OPEN ! a;|b;
                    lines ! a;b;c ! AT_REST ! a;|b;
                    lines ! a;b;c ! FINAL ! a;|b;|c
                    lines ! ;; ! OPEN ! ;|;
                    multi ! [a;b;[c; ! OPEN ! [a;b;
                    multi ! [a;b;[c; ! AT_REST ! [a;b;|[c;
                    multi ! [a;b;[c ! AT_REST ! -
                    multi ! [a;b;[c ! FINAL ! [a;b;[c
                    multi ! x;[a; ! AT_REST ! x;|[a;
                    multi ! [a; ! OPEN ! -
                    joined ! aa;bb;cc ! OPEN ! -
                    joined ! aa;bb;cc ! AT_REST ! aa;bb;
                    joined ! aa;bb;cc;d; ! OPEN ! aa;bb;
                    joined ! aa;bb;cc;d; ! AT_REST ! aa;bb;|cc;d;
                    joined ! aaaaaaaaa;b; ! AT_REST ! aaaaaaaaa;|b;
                    joined ! a;END;b; ! AT_REST ! a;|END;|b;
                    joined ! aa;bb;c ! FINAL ! aa;bb;|c
                    """)
    void cutsRecords(String cutter, String content, FileEnd end, String records)
            throws IOException {
        RecordReader reader = new RecordReader(4096);
        FileChannel file = file(content.replace(';', '\n'));

        List<String> found = readAll(reader, file, cutter(cutter), end);

        List<String> expected =
                records == null ? List.of() : List.of(records.replace(';', '\n').split("\\|"));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void multiLineRecordThatIsCompleteIsNotTakenForTwo() throws IOException {
        assertThat(readAll(new RecordReader(4096), file("[a\n b\n"), MULTI, FileEnd.AT_REST))
                .containsExactly("[a\n b\n");
    }

    @Test
    void goesOnWhereALineWasIncomplete() throws IOException {
        RecordReader reader = new RecordReader(4096);
        FileChannel file = file("a\nb");
        assertThat(readAll(reader, file, new Lines(), FileEnd.OPEN)).containsExactly("a\n");

        append("c\nd\n");

        Optional<CutRecord> next = reader.read(source(file, 2, FileEnd.OPEN), new Lines());
        assertThat(text(next.orElseThrow())).isEqualTo("bc\n");
        assertThat(next.orElseThrow().endOffset()).isEqualTo(5);
    }

    @Test
    void cutsARecordThatIsLargerThanTheWindowAndPassesOverTheRestOfIt() throws IOException {
        RecordReader reader = new RecordReader(8);
        FileChannel file = file("0123456789\nnext\n");

        CutRecord huge = reader.read(source(file, 0, FileEnd.OPEN), new Lines()).orElseThrow();

        assertThat(text(huge)).isEqualTo("01234567");
        assertThat(huge.endOffset()).isEqualTo(11);
        assertThat(huge.discardedBytes()).isEqualTo(3);
        CutRecord next = reader.read(source(file, 11, FileEnd.OPEN), new Lines()).orElseThrow();
        assertThat(text(next)).isEqualTo("next\n");
    }

    @Test
    void waitsForTheEndOfAHugeRecord() throws IOException {
        RecordReader reader = new RecordReader(8);
        FileChannel file = file("0123456789");
        assertThat(reader.read(source(file, 0, FileEnd.OPEN), new Lines())).isEmpty();

        append("abc\nnext\n");

        CutRecord huge = reader.read(source(file, 0, FileEnd.OPEN), new Lines()).orElseThrow();
        assertThat(text(huge)).isEqualTo("01234567");
        assertThat(huge.endOffset()).isEqualTo(14);
    }

    @Test
    void aHugeRecordEndsWithItsFile() throws IOException {
        RecordReader reader = new RecordReader(8);

        CutRecord huge =
                reader.read(source(file("0123456789"), 0, FileEnd.FINAL), new Lines())
                        .orElseThrow();

        assertThat(huge.endOffset()).isEqualTo(10);
        assertThat(huge.discardedBytes()).isEqualTo(2);
    }

    @Test
    void growsItsWindowForLongRecords() throws IOException {
        RecordReader reader = new RecordReader(3_000_000);
        String line = "x".repeat(1_000_000) + "\n";

        assertThat(readAll(reader, file(line + line + "y\n"), new Lines(), FileEnd.OPEN))
                .containsExactly(line, line, "y\n");
    }

    @Test
    void forgetsWhatItReadOfAnotherFile() throws IOException {
        RecordReader reader = new RecordReader(4096);
        FileChannel file = file("abc\n");
        reader.read(source(file, 0, FileEnd.OPEN), new Lines());
        Files.writeString(folder.resolve("file"), "def\n");

        Optional<CutRecord> other =
                reader.read(new RecordReader.Source(2, file, 0, FileEnd.OPEN), new Lines());

        assertThat(text(other.orElseThrow())).isEqualTo("def\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    a;b;c ! 0 ! 4
                    a;b; ! 0 ! 4
                    abc ! 0 ! 0
                    a;b;c ! 2 ! 4
                    a;b;c ! 3 ! 0
                    """)
    void findsTheEndOfTheLastLine(String content, int linesMin, long end) throws IOException {
        assertThat(LastLine.end(file(content.replace(';', '\n')), linesMin)).isEqualTo(end);
    }

    @Test
    void findsTheEndOfTheLastLineFarBack() throws IOException {
        assertThat(LastLine.end(file("a\n" + "b".repeat(200_000)), 0)).isEqualTo(2);
    }

    private static RecordCutter cutter(String name) {
        return switch (name) {
            case "lines" -> new Lines();
            case "multi" -> MULTI;
            default -> new AggregatedLines(6, line -> text(line).equals("END\n"));
        };
    }

    private static List<String> readAll(
            RecordReader reader, FileChannel file, RecordCutter cutter, FileEnd end)
            throws IOException {
        List<String> records = new ArrayList<>();
        long offset = 0;
        Optional<CutRecord> next = reader.read(source(file, offset, end), cutter);
        while (next.isPresent()) {
            records.add(text(next.get()));
            offset = next.get().endOffset();
            next = reader.read(source(file, offset, end), cutter);
        }
        return records;
    }

    private static RecordReader.Source source(FileChannel file, long offset, FileEnd end) {
        return new RecordReader.Source(1, file, offset, end);
    }

    private FileChannel file(String content) throws IOException {
        Path path = folder.resolve("file");
        Files.writeString(path, content);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        channels.add(channel);
        return channel;
    }

    private void append(String content) throws IOException {
        Files.writeString(folder.resolve("file"), content, StandardOpenOption.APPEND);
    }

    private static String text(CutRecord record) {
        return text(record.data());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
