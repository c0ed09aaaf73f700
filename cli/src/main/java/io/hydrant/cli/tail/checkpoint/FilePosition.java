package io.hydrant.cli.tail.checkpoint;

/// A place in a file between two records, with what proves that it is the same file.
///
/// @param offset what comes before it is done
/// @param ended whether nothing after it counts
/// @param beginning the file's first bytes
/// @param before the bytes just before the offset
public record FilePosition(long offset, boolean ended, Fingerprint beginning, Fingerprint before) {
    /// The beginning of any file.
    public static final FilePosition START =
            new FilePosition(0, false, Fingerprint.NONE, Fingerprint.NONE);
}
