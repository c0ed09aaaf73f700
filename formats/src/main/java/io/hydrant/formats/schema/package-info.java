/// Hive's types, and the columns of a table.
///
/// Types come as text from a catalog and are parsed once; everything behind works with the typed
/// form.
package io.hydrant.formats.schema;
