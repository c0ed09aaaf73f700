package io.hydrant.catalog.crawler;

import io.hydrant.formats.schema.TableSchema;

import java.util.Map;

/// What the files of a folder look like.
///
/// @param compression of whole files, as tables name it: `none`, `gzip`
/// @param serde parameters of their own, such as a delimiter
/// @param parameters of a table of such files, such as the number of header lines
/// @param recordBytes how large a record is on average; 0 when unknown
record FileSchema(
        FileKind kind,
        TableSchema schema,
        String compression,
        Map<String, String> serde,
        Map<String, String> parameters,
        long recordBytes) {
    FileSchema {
        serde = Map.copyOf(serde);
        parameters = Map.copyOf(parameters);
    }

    FileSchema with(TableSchema merged) {
        return new FileSchema(kind, merged, compression, serde, parameters, recordBytes);
    }
}
