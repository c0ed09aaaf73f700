/// Follows the files of a pattern through rotation: knows each file again by its inode and by some
/// of its bytes, whatever it is called now.
///
/// Nothing here starts a thread or reads a clock: callers pass `now`.
package io.hydrant.cli.tail.file;
