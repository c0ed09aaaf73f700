package io.hydrant.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.snappy.SnappyFramedOutputStream;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class SourceTest {
    private static final String LINES = "{\"at\":1,\"n\":\"a\"}\n{\"at\":2,\"n\":\"b\"}";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gzip", "bzip2", "zstd", "lz4", "snappy"})
    void unpacksWhatTheFirstBytesTellWhateverTheName(String packing) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (packing) {
                    case "gzip" -> new GZIPOutputStream(packed);
                    case "bzip2" -> new BZip2CompressorOutputStream(packed);
                    case "zstd" -> new ZstdOutputStream(packed);
                    case "lz4" -> new FramedLZ4CompressorOutputStream(packed);
                    case "snappy" ->
                            new SnappyFramedOutputStream(SnappyCompressor.create(), packed);
                    default -> packed;
                }) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("data.bin"), packed.toByteArray());

        assertThat(read(file)).containsExactly("a", "b");
    }

    @Test
    void readsAllMembersOfAGzipFile() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String line : LINES.split("\n")) {
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Files.write(folder.resolve("data.gz"), packed.toByteArray());

        assertThat(read(file)).containsExactly("a", "b");
    }

    @Test
    void readsEveryEntryOfAnArchiveWithAHeaderOfItsOwn() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            entry(zip, "README.txt", "not data");
            entry(zip, "a.csv", "at,n\n1,a\n");
            entry(zip, "empty.csv", "");
            entry(zip, "folder/b.csv", "n,at\nb,2\nc,3\n");
        }
        Path file = Files.write(folder.resolve("data.zip"), packed.toByteArray());

        assertThat(read(file)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "fd377a585a0000, packed as xz",
        "377abcaf271c, packed as 7-Zip",
        "50415231, a file of PARQUET",
        "4f5243, a file of ORC",
        "4f626a01, a file of AVRO",
    })
    void refusesByNameWhatItCannotUnpack(String beginning, String reason) throws IOException {
        Path file = Files.write(folder.resolve("data"), HexFormat.of().parseHex(beginning + "00"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(file + " is " + reason);
    }

    @Test
    void saysWhichFileIsCutOff() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        Path file = Files.write(folder.resolve("cut.gz"), half);

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("cut.gz cannot be read");
    }

    @Test
    void readsTheFilesOfAFolderInTheOrderOfTheirNames() throws IOException {
        Files.createDirectories(folder.resolve("day=2"));
        write("day=2/part-0", "c");
        write("b.json", "b");
        write("a.json", "a");
        Files.writeString(folder.resolve("README.md"), "# not data");
        Files.writeString(folder.resolve("_SUCCESS"), "");
        Files.writeString(folder.resolve(".hidden"), "x");

        assertThat(read(folder)).containsExactly("a", "b", "c");
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsEmpty() throws IOException {
        assertThatThrownBy(() -> find(folder.resolve("absent").toString()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is neither a file, nor a folder");
        Files.writeString(folder.resolve("README"), "");
        assertThatThrownBy(() -> find(folder.toString()))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("there is nothing to read at " + folder);
    }

    @Test
    void readsObjectsUnderAPrefixAndOneObjectAlone() {
        try (FakeBucket bucket =
                new FakeBucket()
                        .with("in/README.md", "# not data")
                        .with("in/a b.json", "{\"at\":1,\"n\":\"a\"}\n")
                        .with("in/c.json", "{\"at\":2,\"n\":\"c\"}\n")
                        .with("in/c.json.old", "{\"at\":3,\"n\":\"old\"}\n")) {
            assertThat(names(Source.find("s3://lake/in/", bucket::connect)))
                    .containsExactly("a", "c", "old");
            assertThat(names(Source.find("s3://lake/in/c.json", bucket::connect)))
                    .containsExactly("c");
            assertThatThrownBy(() -> Source.find("s3://lake/absent/", bucket::connect))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessage("there is nothing to read at s3://lake/absent/");
        }
    }

    @Test
    void namesTheBrokenLineOrCountsIt() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("some.json"), "{\"at\":1,\"n\":\"a\"}\n\n{\"n\":2}\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CommandFailed.class)
                .hasMessage(
                        file
                                + ", line 3: there is no at; --time-field names the field with the"
                                + " time of the event; --skip-broken leaves such lines out");
        try (SourceEvents events =
                new SourceEvents(find(file.toString()), new SourceEvents.Reading("at", true))) {
            assertThat(events.next()).isPresent();
            assertThat(events.next()).isEmpty();
            assertThat(events.brokenCount()).isEqualTo(1);
        }
    }

    @Test
    void joinsRowsThatGoOnInTheNextLine() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "at,n\r\n1,\"a\r\nb\"\r\n2,c\r\n");

        assertThat(read(file)).containsExactly("a\\nb", "c");
    }

    @Test
    void refusesAJsonArray() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "[{\"at\":1}]");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("the document is one JSON array");
    }

    @Test
    void changesItsFingerprintWithItsObjects() throws IOException {
        write("a.json", "a");
        String before = find(folder.toString()).fingerprint();

        assertThat(find(folder.toString()).fingerprint()).isEqualTo(before);
        write("a.json", "longer");
        assertThat(find(folder.toString()).fingerprint()).isNotEqualTo(before);
    }

    private void write(String name, String n) throws IOException {
        Files.writeString(folder.resolve(name), "{\"at\":1,\"n\":\"" + n + "\"}\n");
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Source find(String name) {
        return Source.find(name, SourceTest::unused);
    }

    private static List<String> read(Path path) {
        return names(find(path.toString()));
    }

    /// The values of `n` in order.
    private static List<String> names(Source source) {
        List<String> names = new ArrayList<>();
        try (SourceEvents events =
                new SourceEvents(source, new SourceEvents.Reading("at", false))) {
            for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
                String text = new String(next.get().record(1), StandardCharsets.UTF_8);
                names.add(text.replaceAll("(?s).*\"n\":\"(.*?)\".*", "$1"));
            }
        }
        return names;
    }

    private static Buckets unused() {
        throw new IllegalStateException("no server is needed for files");
    }
}
