package io.hydrant.cli.convert;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

/// Reads documents and writes nothing: for a run that only tries.
final class TriedFormats implements RowFormats {
    private final RowFormats formats;

    TriedFormats(RowFormats formats) {
        this.formats = formats;
    }

    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        return formats.reader(schema, dialect);
    }

    @Override
    public Writers writers() {
        return (_, _, _) -> new NoFile();
    }

    /// Takes rows and forgets them.
    private static final class NoFile implements RowFileWriter {
        @Override
        public void write(RowBatch rows) {
            // Nobody wants them.
        }

        @Override
        public long bytesHeld() {
            return 0;
        }

        @Override
        public void finish() {
            // There is no file.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
