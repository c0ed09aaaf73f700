package io.hydrant.delivery.gather;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.TableSchema;

/// What the records of a store are.
public sealed interface RecordForm {
    RecordForm DELIVERED = new Delivered();

    /// As they are delivered.
    record Delivered() implements RecordForm {}

    /// Rows of a columnar file, as far as that takes less.
    record Rows(TableSchema schema, JsonDialect dialect) implements RecordForm {}
}
