package io.hydrant.delivery.convert;

import io.hydrant.catalog.table.TableVersion;

/// A table that records are read into rows by as soon as they arrive, before their object is
/// settled.
public record EarlyTable(TableVersion version, ServableTable servable) {
    /// Whether another version of the table makes the same file of records.
    public boolean makesTheSame(EarlyTable other) {
        return servable.equals(other.servable);
    }
}
