/// JSON records into rows, as Hive's and OpenX's readers understand them.
///
/// There are two ways that must agree: a fast one from the record's bytes into the columns, and a
/// general one for whatever is unusual, which also says why a record is rejected. A record is taken
/// as a whole or not at all.
package io.hydrant.formats.json;
