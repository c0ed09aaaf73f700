package io.hydrant.delivery.plan;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.json.JsonDialect;

/// How JSON records become the rows of a columnar file.
///
/// @param table gives the columns
/// @param format as configured; parameters of the table may change it
public record Conversion(TableReference table, JsonDialect dialect, FileFormat format) {}
