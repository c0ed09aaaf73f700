package io.hydrant.storage.file;

import java.util.List;

/// From which multipart upload an object came: a client that lost the answer may complete again,
/// and readers may ask for a part by its number.
public record UploadTrace(String uploadId, List<UploadedPart> parts) {
    public static final UploadTrace NONE = new UploadTrace("", List.of());

    public UploadTrace {
        parts = List.copyOf(parts);
    }
}
