package io.hydrant.server;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.value.TimestampFormats;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import java.io.OutputStream;

/// What record format conversion works with: the tables of the catalog, and the readers and writers
/// of rows. The only place where the server says which they are.
public record ConversionOpening(TableLookup tables, RowFormats formats) {
    public static ConversionOpening open(TableLookup tables) {
        return new ConversionOpening(tables, new EngineFormats());
    }

    private static final class EngineFormats implements RowFormats {
        @Override
        public RowReader reader(TableSchema schema, JsonDialect dialect) {
            return RowReaders.of(schema, dialect);
        }

        @Override
        public Writers writers() {
            RowFiles files = new RowFiles();
            return new Writers() {
                @Override
                public RowFileWriter begin(
                        FileFormat format, TableSchema schema, OutputStream out) {
                    return files.begin(format, schema, out);
                }

                @Override
                public long bytesHeld() {
                    return files.bytesHeld();
                }
            };
        }

        @Override
        public boolean readsTimestamps(String format) {
            try {
                TimestampFormats.requireReadable(format);
                return true;
            } catch (InvalidArgument _) {
                return false;
            }
        }
    }
}
