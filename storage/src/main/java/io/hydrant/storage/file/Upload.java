package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;

import java.time.Instant;

/// An open multipart upload.
///
/// @param metadata what the object will have; its ETag is empty
/// @param checksumAlgorithm empty when none was asked for
/// @param checksumType `FULL_OBJECT`, `COMPOSITE` or empty
public record Upload(
        String id,
        ObjectAddress address,
        ObjectMetadata metadata,
        Instant initiated,
        String checksumAlgorithm,
        String checksumType) {}
