package io.hydrant.cli.tail.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A folder, and a glob for the names of files in it. Compressed files never match.
public final class FilePattern {
    private static final List<String> COMPRESSED = List.of(".gz", ".bz2", ".zip");

    private final Path folder;
    private final String glob;
    private final PathMatcher matcher;

    private FilePattern(Path folder, String glob) {
        this.folder = folder;
        this.glob = glob;
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /// @throws IllegalArgumentException when the pattern names no folder, no file, or is malformed
    public static FilePattern parse(String pattern) {
        Path path = Path.of(pattern);
        if (pattern.endsWith("/") || path.getFileName() == null) {
            throw new IllegalArgumentException("the name of the file is missing");
        }
        if (path.getParent() == null) {
            throw new IllegalArgumentException("the folder is missing");
        }
        if (path.getParent().toString().matches(".*[*?\\[{].*")) {
            throw new IllegalArgumentException(
                    "only the name of the file may hold * ? [ { and not the folder");
        }
        return new FilePattern(path.getParent(), path.getFileName().toString());
    }

    public Path folder() {
        return folder;
    }

    /// Whether the pattern is for this file, be it there or not.
    public boolean covers(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return folder.toAbsolutePath().normalize().equals(absolute.getParent())
                && matches(absolute.getFileName());
    }

    /// Files that match, the one that was modified longest ago first; none when there is no folder.
    List<ListedFile> list() throws IOException {
        List<ListedFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (matches(entry.getFileName())) {
                    attributes(entry)
                            .filter(BasicFileAttributes::isRegularFile)
                            .ifPresent(found -> files.add(ListedFile.of(entry, found)));
                }
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        files.sort(Comparator.comparing(ListedFile::modified).thenComparing(ListedFile::path));
        Set<String> keys = new HashSet<>();
        files.removeIf(file -> !keys.add(file.key()));
        return files;
    }

    private boolean matches(Path name) {
        String lower = name.toString().toLowerCase(Locale.ROOT);
        return matcher.matches(name) && COMPRESSED.stream().noneMatch(lower::endsWith);
    }

    /// Empty when the file has gone since the folder was read.
    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return folder + "/" + glob;
    }
}
