package io.hydrant.cli.tail.file;

import java.time.Duration;

/// How the files of a flow are followed.
///
/// @param fromStart whether files that are there when the flow first begins are sent; later ones
///   are always sent whole
/// @param skipHeaderLines how many lines at the start of a file are no records
/// @param once whether files are read as they are now, and not followed
/// @param refreshMax the longest time between two looks at the folder
/// @param quietTime how long a rotated file must be quiet until a last line without end is a record
public record Following(
        boolean fromStart,
        int skipHeaderLines,
        boolean once,
        Duration refreshMax,
        Duration quietTime) {}
