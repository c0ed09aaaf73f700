package io.hydrant.functions.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.api.Zips;
import io.hydrant.functions.refusal.InvalidParameter;
import io.hydrant.testkit.SimulatedClock;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Packages good and bad: nothing is left of the bad ones, and nothing outside their folder.
class CodeStoreTest {
    private static final int LINK = 0120777;

    @TempDir Path folder;
    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private CodeStore store;

    @BeforeEach
    void open() throws IOException {
        store = CodeStore.open(folder.resolve("code"), clock);
    }

    /// @param mode of a Unix file, with its type
    private record Entry(String name, int mode, String text) {}

    private static byte[] zip(Entry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Entry entry : entries) {
                ZipArchiveEntry head = new ZipArchiveEntry(entry.name());
                head.setUnixMode(entry.mode());
                zip.putArchiveEntry(head);
                zip.write(entry.text().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Entry file(String name) {
        return new Entry(name, 0100644, "text of " + name);
    }

    private static Entry link(String name, String target) {
        return new Entry(name, LINK, target);
    }

    private void assertRefused(byte[] archive) throws IOException {
        assertThatThrownBy(() -> store.add(archive))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(
                        "Could not unzip uploaded file. Please check your file, then try to upload"
                                + " again.");
        assertThat(children(folder.resolve("code"))).isEmpty();
        assertThat(children(folder)).containsExactly("code");
    }

    private static List<String> children(Path of) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsThePackageAndItsFilesWithTheirPermissions() throws IOException {
        byte[] archive =
                zip(
                        new Entry("bootstrap", 0100755, "#!/bin/sh"),
                        new Entry("lib/", 0040755, ""),
                        new Entry("lib/a.txt", 0100600, "a"),
                        link("lib/b.txt", "a.txt"));
        StoredCode stored = store.add(archive);
        Path root = store.unpacked(stored.sha());
        assertThat(Files.readAllBytes(store.file(stored.sha()))).isEqualTo(archive);
        assertThat(stored.packedBytes()).isEqualTo(archive.length);
        assertThat(stored.unpackedBytes()).isEqualTo(10);
        assertThat(store.unpackedBytes(stored.sha())).isEqualTo(10);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(root.resolve("bootstrap"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(root.resolve("lib/a.txt"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(root.resolve("lib/b.txt"))).isEqualTo("a");
        assertThat(store.add(archive)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out.txt", "a/../../out.txt", "a/..", "/out.txt", "\\out.txt", "a\0b"})
    void refusesNamesThatLeadOut(String name) throws IOException {
        assertRefused(zip(file("good.txt"), new Entry(name, 0100644, "bad")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "../../../../etc/passwd",
                "..",
                "missing.txt",
                "../unpacked2"
            })
    void refusesLinksThatLeadOutOrNowhere(String target) throws IOException {
        assertRefused(zip(file("good.txt"), link("bad", target)));
    }

    @Test
    void refusesLinksBehindLinks() throws IOException {
        assertRefused(
                zip(
                        file("a/b/c.txt"),
                        link("a/b/root", "../.."),
                        link("out", "a/b/root/../package.zip")));
        assertRefused(zip(file("d/x.txt"), link("l", "d"), link("l/inner", "x.txt")));
    }

    @Test
    void writesNoFileThroughALink() throws IOException {
        assertRefused(zip(link("l", "d"), file("d/x.txt"), file("l/y.txt")));
        assertRefused(zip(link("x", "/tmp"), file("x/y.txt")));
    }

    @Test
    void refusesAFileWhereAFolderIs() throws IOException {
        assertRefused(zip(file("a/b.txt"), file("a")));
        assertRefused(zip(file("a"), file("a/b.txt")));
    }

    @Test
    void refusesWhatIsNoArchiveOrBroken() throws IOException {
        byte[] good = Zips.of("a.txt", "text");
        assertRefused("hello".getBytes(StandardCharsets.UTF_8));
        for (int length = 1; length < good.length; length += 7) {
            assertRefused(Arrays.copyOf(good, length));
        }
    }

    @Test
    void refusesEmptyArchives() {
        assertThatThrownBy(() -> store.add(zip()))
                .hasMessage("Uploaded file must be a non-empty zip");
        assertThatThrownBy(() -> store.add(new byte[0]))
                .hasMessage("Uploaded file must be a non-empty zip");
    }

    @Test
    void countsTheBytesThatComeOut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            zip.putArchiveEntry(new ZipArchiveEntry("zeros"));
            for (int mib = 0; mib <= 250; mib++) {
                zip.write(zeros);
            }
            zip.closeArchiveEntry();
        }
        assertThatThrownBy(() -> store.add(bytes.toByteArray()))
                .hasMessage("Unzipped size must be smaller than 262144000 bytes");
        assertThat(children(folder.resolve("code"))).isEmpty();
    }

    @Test
    void removesPackagesThatNobodyHasNeededForAWhile() throws IOException {
        String used = store.add(Zips.of("used.txt", "u")).sha();
        String unused = store.add(Zips.of("unused.txt", "u")).sha();
        clock.advance(CodeStore.PATIENCE.minus(Duration.ofSeconds(1)));
        store.sweep(Set.of(used));
        assertThat(children(folder.resolve("code"))).containsExactlyInAnyOrder(used, unused);
        clock.advance(Duration.ofSeconds(1));
        store.sweep(Set.of(used));
        assertThat(children(folder.resolve("code"))).containsExactly(used);
        store.sweep(Set.of());
        assertThat(children(folder.resolve("code"))).containsExactly(used);
        clock.advance(CodeStore.PATIENCE);
        store.sweep(Set.of());
        assertThat(children(folder.resolve("code"))).isEmpty();
    }

    @Test
    void clearsDraftsOfAnEarlierProcess() throws IOException {
        Path draft = Files.createDirectories(folder.resolve("code/draft-1/unpacked/deep"));
        Files.writeString(draft.resolve("file"), "x");
        CodeStore.open(folder.resolve("code"), clock);
        assertThat(Files.exists(folder.resolve("code/draft-1"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }
}
