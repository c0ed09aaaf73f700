/// Tables as relations of the engine.
///
/// A scan finds the partitions that a query can need (in the catalog, or by projection), lists
/// their objects, gives each a name in the folder of the running statement and defines a view over
/// these files that has the table's columns and types. The names hold the values of the partition
/// keys, so that the engine reads them off a file's path, once for the file.
package io.hydrant.query.engine.scan;
