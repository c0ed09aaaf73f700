package io.hydrant.cli.tail.checkpoint;

import java.nio.file.Path;
import java.time.Instant;

/// How far a file was sent.
///
/// @param number names the file within its flow, whatever its path
/// @param key the file system's name of the file: its inode
/// @param path where it was last
/// @param at when this was written down
public record FileCheckpoint(
        long number, String key, Path path, FilePosition position, Instant at) {}
