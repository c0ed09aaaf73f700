/// ORC files, written by Apache ORC's own writer.
///
/// Rows go from our vectors into ORC's in bulk; streams, encodings, indexes and statistics are
/// orc-core's. It links classes of Hadoop, for which a few of our own stand in: this is the only
/// package that knows of either.
package io.hydrant.formats.orc;
