package io.hydrant.query.dialect;

import io.hydrant.query.relation.Relation;

import java.util.Optional;
import java.util.Set;

/// One use of a table in a query: the engine must have a relation of that name before it runs.
///
/// The relation has the table's columns, then its partition keys, all with lower-case names and of
/// the table's types, then the hidden columns asked for.
///
/// @param relation a name without need for quotes, unique in the query
/// @param partitionFilter a condition in the engine's dialect over the partition keys alone, which
///   every row that the query uses fulfils: other partitions need not be read. It may only leave
///   out rows that the query would leave out itself
/// @param hidden those of `$path`, `$file_size`, `$file_modified_time`, `$partition` that are used
/// @param partitionsOnly the use is of `table$partitions`: the relation has the partition keys
///   alone, a row for each partition
public record TableScan(
        String relation,
        Relation.FileTable table,
        Optional<String> partitionFilter,
        Set<String> hidden,
        boolean partitionsOnly) {
    public TableScan {
        hidden = Set.copyOf(hidden);
    }
}
