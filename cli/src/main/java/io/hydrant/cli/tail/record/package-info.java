/// Cuts the bytes of files into records: by line, by the pattern a record begins with, or many
/// lines together.
///
/// Nothing here knows where records go, or reads a clock.
package io.hydrant.cli.tail.record;
