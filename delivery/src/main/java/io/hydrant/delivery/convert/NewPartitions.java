package io.hydrant.delivery.convert;

import io.hydrant.delivery.plan.TableReference;
import io.hydrant.storage.object.ObjectAddress;

/// Hears of the files that are put into tables' folders. Safe for any thread.
@FunctionalInterface
public interface NewPartitions {
    /// Nobody needs to know.
    NewPartitions UNTOLD = (_, _) -> {};

    /// A file lies where it belongs. Does not throw: a file is delivered whatever becomes of its
    /// partition.
    void delivered(TableReference table, ObjectAddress file);
}
