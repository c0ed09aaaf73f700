package io.hydrant.query.workgroup;

import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupState;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// A work group as it is kept.
///
/// @param shape as the service shows it
/// @param revision of its row
public record StoredWorkGroup(WorkGroup shape, SortedMap<String, String> tags, long revision) {
    public StoredWorkGroup {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public String name() {
        return shape.name();
    }

    public boolean disabled() {
        return shape.state() == WorkGroupState.DISABLED;
    }

    /// Whether its settings stand before those of clients.
    public boolean enforced() {
        return Boolean.TRUE.equals(shape.configuration().enforceWorkGroupConfiguration());
    }

    /// What one query may read, in bytes; empty for any number.
    public OptionalLong scannedBytesMax() {
        Long cutoff = shape.configuration().bytesScannedCutoffPerQuery();
        return cutoff == null ? OptionalLong.empty() : OptionalLong.of(cutoff);
    }

    StoredWorkGroup with(WorkGroup next) {
        return new StoredWorkGroup(next, tags, revision);
    }

    StoredWorkGroup with(SortedMap<String, String> next) {
        return new StoredWorkGroup(shape, next, revision);
    }
}
