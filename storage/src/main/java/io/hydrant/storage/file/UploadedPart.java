package io.hydrant.storage.file;

import java.util.Optional;

/// A part of a multipart upload, or of the object it became.
///
/// @param number 1-10,000
/// @param etag without quotes
public record UploadedPart(
        int number, long bytes, String etag, Optional<ObjectChecksum> checksum) {}
