package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// One content of a file, told apart from those before and after by size and time of change, which
/// backups keep (unlike an inode's number).
///
/// @param modified to the microsecond; the store never uses one twice
record FileVersion(Path path, long bytes, Instant modified) {
    FileVersion {
        modified = modified.truncatedTo(ChronoUnit.MICROS);
    }

    /// The file that is there now; links are not followed, so no path leads out of a bucket.
    static Optional<FileVersion> of(Path path) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            Instant modified = attributes.lastModifiedTime().toInstant();
            return Optional.of(new FileVersion(path, attributes.size(), modified));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (isNotThere(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    long modifiedMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, modified);
    }

    boolean sameContent(FileVersion other) {
        return bytes == other.bytes && modified.equals(other.modified);
    }

    /// A file where the path needs a folder, or a path longer than the system allows, means that
    /// nothing is there.
    private static boolean isNotThere(FileSystemException e) {
        String reason = Optional.ofNullable(e.getReason()).orElse("");
        return reason.contains("Not a directory") || reason.contains("too long");
    }
}
