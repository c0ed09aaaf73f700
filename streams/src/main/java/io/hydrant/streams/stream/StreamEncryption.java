package io.hydrant.streams.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The server-side encryption that a user asked for: kept, described and told with records. The log
/// itself is not encrypted by us; data at rest is as safe as the disk it lies on.
///
/// @param keyId as it was given; absent when not encrypted
/// @param starts when a key was applied in the last 24 hours, oldest first
/// @param stops when encryption was ended in the last 24 hours, oldest first
public record StreamEncryption(Optional<String> keyId, List<Instant> starts, List<Instant> stops) {
    static final StreamEncryption NONE =
            new StreamEncryption(Optional.empty(), List.of(), List.of());

    public StreamEncryption {
        starts = List.copyOf(starts);
        stops = List.copyOf(stops);
    }
}
