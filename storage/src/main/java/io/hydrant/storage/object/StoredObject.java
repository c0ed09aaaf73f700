package io.hydrant.storage.object;

import java.time.Instant;

/// What a store knows of an object.
///
/// @param etag without quotes
public record StoredObject(ObjectAddress address, long bytes, String etag, Instant lastModified) {}
