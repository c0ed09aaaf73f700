package io.hydrant.cli.tail.file;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file as its folder shows it.
///
/// @param key the inode; the path where the file system has none
record ListedFile(Path path, String key, long sizeBytes, Instant modified) {
    private static final Pattern INODE = Pattern.compile("ino=(\\d+)");

    static ListedFile of(Path path, BasicFileAttributes attributes) {
        return new ListedFile(
                path,
                key(path, attributes),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /// Without the number of the device: that may change when the machine starts again.
    private static String key(Path path, BasicFileAttributes attributes) {
        String whole = Objects.toString(attributes.fileKey(), path.toString());
        Matcher inode = INODE.matcher(whole);
        return inode.find() ? inode.group(1) : whole;
    }
}
