package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The current configuration of a stream's destination and the older ones that objects begun by
/// their rules still need.
///
/// @param current the current version id; 1 at first, one more with every update
/// @param kept the configurations by version id, the current one among them
public record DestinationVersions(
        long current, SortedMap<Long, ExtendedS3DestinationDescription> kept) {
    /// Older versions kept until [PlanHistory#release] says that they are done with.
    static final int KEPT_MAX = 250;

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
        return new DestinationVersions(current + 1, all);
    }

    DestinationVersions withoutBelow(long versionId) {
        return new DestinationVersions(current, kept.tailMap(Math.min(versionId, current)));
    }
}
