package io.hydrant.formats.infer;

import io.hydrant.formats.schema.TableSchema;

import java.util.List;
import java.util.Map;

/// A schema that fits a sample.
///
/// @param keysByColumn the JSON keys of columns that had to be named differently
/// @param remarks what a person should know: fields that became text because their values differ in
///   kind, keys that cannot be columns
public record InferredSchema(
        TableSchema schema, Map<String, String> keysByColumn, List<String> remarks) {
    public InferredSchema {
        keysByColumn = Map.copyOf(keysByColumn);
        remarks = List.copyOf(remarks);
    }
}
