package io.hydrant.formats.footer;

import io.hydrant.formats.schema.TableSchema;

/// What a columnar file holds.
///
/// @param schema names are in lower case
/// @param rows how many
public record ColumnarFooter(TableSchema schema, long rows) {}
