package io.hydrant.benchmarks.conversion;

import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.io.OutputStream;

/// Which reader and writer are measured. For one thread.
final class Formats {
    private final RowFiles files = new RowFiles();

    RowReader reader(TableSchema schema) {
        return RowReaders.of(schema, JsonDialect.OpenX.DEFAULTS);
    }

    RowFileWriter writer(TableSchema schema, OutputStream output) {
        return files.begin(Parquet.DEFAULTS, schema, output);
    }
}
