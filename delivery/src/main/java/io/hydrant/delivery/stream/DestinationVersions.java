package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The current configuration of a stream's destination and the ones before it, so that what was
/// delivered lately can be explained. Objects begun by an older version do not depend on these: the
/// engine keeps the plans it still needs in its ledger.
///
/// @param current the current version id; 1 at first, one more with every update
/// @param kept the newest configurations by version id, the current one among them
public record DestinationVersions(
        long current, SortedMap<Long, ExtendedS3DestinationDescription> kept) {
    /// The current version and those before it.
    static final int KEPT_MAX = 20;

    public DestinationVersions {
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
        if (!kept.containsKey(current)) {
            throw new IllegalArgumentException("version " + current + " is not in " + kept);
        }
    }

    static DestinationVersions first(ExtendedS3DestinationDescription destination) {
        SortedMap<Long, ExtendedS3DestinationDescription> kept = new TreeMap<>();
        kept.put(1L, destination);
        return new DestinationVersions(1, kept);
    }

    public ExtendedS3DestinationDescription destination() {
        return kept.get(current);
    }

    Optional<ExtendedS3DestinationDescription> destination(long versionId) {
        return Optional.ofNullable(kept.get(versionId));
    }

    DestinationVersions next(ExtendedS3DestinationDescription destination) {
        SortedMap<Long, ExtendedS3DestinationDescription> all = new TreeMap<>(kept);
        all.put(current + 1, destination);
        if (all.size() > KEPT_MAX) {
            all.remove(all.firstKey());
        }
        return new DestinationVersions(current + 1, all);
    }
}
