package io.hydrant.cli.convert;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.TableSchema;

import java.util.List;

/// What is made of documents, and how.
///
/// @param schema of the files; columns that are partitioned by are not in it
/// @param partitionBy names of columns or top-level keys whose values become folders
/// @param fromErrors whether documents are error objects that hold records
/// @param lanes how many threads convert
/// @param run tells the files of one run from those of others
public record ConvertPlan(
        TableSchema schema,
        JsonDialect dialect,
        FileFormat format,
        List<String> partitionBy,
        boolean fromErrors,
        Sizes sizes,
        int lanes,
        String run) {

    /// @param fileBytes of documents that become one file
    /// @param memoryBytes that rows may hold until they are in files, all lanes together
    /// @param partitionsMax how many different folders there may be
    public record Sizes(long fileBytes, long memoryBytes, int partitionsMax) {}

    /// How long a document of the sources may be.
    int inputBytesMax() {
        return fromErrors ? DocumentSplitter.ERROR_BYTES_MAX : DocumentSplitter.DOCUMENT_BYTES_MAX;
    }

    public ConvertPlan {
        partitionBy = List.copyOf(partitionBy);
    }
}
