/// Partitions of tables: created and changed in batches, found by their values, listed by
/// expressions over them.
///
/// Values are texts compared exactly. A listing looks at the names of rows, which hold the values,
/// and reads only the partitions it returns: a table may have any number of them.
package io.hydrant.catalog.partition;
