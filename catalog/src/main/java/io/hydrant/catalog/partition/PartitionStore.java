package io.hydrant.catalog.partition;

import io.hydrant.catalog.table.TableName;

import java.util.List;
import java.util.Optional;

/// The partitions of tables, for features that read or write their files. Safe for any thread.
///
/// All of these refuse with [io.hydrant.catalog.refusal.EntityNotFound] when there is no such table
/// or database.
public interface PartitionStore {
    /// Adds the partitions that are not there yet, durably and together. A partition without a
    /// location has none either in the catalog; all else is as in the table.
    ///
    /// @param partitions at most 1,000
    /// @return how many were not there
    /// @throws io.hydrant.catalog.refusal.InvalidInput when one has not as many values as the table
    ///   has keys; nothing is added then
    int addMissing(TableName table, List<TablePartition> partitions);

    Optional<TablePartition> find(TableName table, List<String> values);

    /// @throws io.hydrant.catalog.refusal.InvalidInput when the expression is none
    PartitionPage<TablePartition> list(TableName table, PartitionQuery query);

    /// @return whether it was there
    boolean remove(TableName table, List<String> values);
}
