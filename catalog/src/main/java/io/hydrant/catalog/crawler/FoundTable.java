package io.hydrant.catalog.crawler;

import io.hydrant.formats.schema.TableSchema;

import java.util.List;

/// A table that files look like.
///
/// @param root its folder
/// @param partitionKeys names; empty when all files lie in the root
/// @param parts folders with files and the values they stand for; the root itself without keys
/// @param files what all files together look like
record FoundTable(Folder root, List<String> partitionKeys, List<Part> parts, FileSchema files) {
    FoundTable {
        partitionKeys = List.copyOf(partitionKeys);
        parts = List.copyOf(parts);
    }

    /// @param values as many as there are keys
    record Part(Folder folder, List<String> values) {
        Part {
            values = List.copyOf(values);
        }
    }

    TableSchema schema() {
        return files.schema();
    }

    long fileCount() {
        return parts.stream().mapToLong(part -> part.folder().files()).sum();
    }

    long bytes() {
        return parts.stream().mapToLong(part -> part.folder().bytes()).sum();
    }
}
