package io.hydrant.query.engine.rows;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.query.refusal.QueryFailure;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The rows of an ORC file. Columns of the file and the table are the same by position, whatever
/// their names; those that the file has not are null. For one thread.
final class OrcRows implements RowSource, Closeable {
    private static final int ROWS = 1_024;

    private final String name;
    private final TableSchema schema;
    private final Reader file;
    private final RecordReader rows;
    private final VectorizedRowBatch batch;

    private OrcRows(String name, TableSchema schema, Reader file, RecordReader rows)
            throws IOException {
        this.name = name;
        this.schema = schema;
        this.file = file;
        this.rows = rows;
        this.batch = type(schema).createRowBatch(ROWS);
    }

    /// @param name of the object, for messages
    /// @throws QueryFailure when the file is no ORC file, or cannot be read as the table's columns
    static OrcRows open(String name, TableSchema schema, Path path)
            throws IOException, QueryFailure {
        Configuration configuration = new Configuration(false);
        try {
            Reader reader =
                    OrcFile.createReader(
                            new org.apache.hadoop.fs.Path(path.toString()),
                            OrcFile.readerOptions(configuration)
                                    .filesystem(new OneFile(path))
                                    .useUTCTimestamp(true));
            Reader.Options options =
                    reader.options().schema(type(schema)).forcePositionalEvolution(true);
            return new OrcRows(name, schema, reader, reader.rows(options));
        } catch (IOException | RuntimeException e) {
            throw bad(name, e);
        }
    }

    private static TypeDescription type(TableSchema schema) {
        TypeDescription type = TypeDescription.createStruct();
        for (io.hydrant.formats.schema.Column column : schema.columns()) {
            type.addField(
                    column.name(), TypeDescription.fromString(OrcVectors.text(column.type())));
        }
        return type;
    }

    /// The file system of one file.
    private static final class OneFile extends FileSystem {
        private final Path path;

        OneFile(Path path) {
            this.path = path;
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path ignored) throws IOException {
            return new FSDataInputStream(FileChannel.open(path));
        }

        @Override
        public FileStatus getFileStatus(org.apache.hadoop.fs.Path ignored) throws IOException {
            return new FileStatus(Files.size(path));
        }
    }

    @Override
    public boolean next(RowBatch target) throws IOException, QueryFailure {
        try {
            if (!rows.nextBatch(batch)) {
                return false;
            }
        } catch (IOException | RuntimeException e) {
            throw bad(name, e);
        }
        for (int c = 0; c < schema.columns().size(); c++) {
            Vector column = target.column(c);
            for (int r = 0; r < batch.size; r++) {
                OrcVectors.append(schema.columns().get(c).type(), batch.cols[c], r, column);
            }
        }
        for (int r = 0; r < batch.size; r++) {
            target.endRow();
        }
        return true;
    }

    private static QueryFailure bad(String name, Exception e) {
        return new QueryFailure(
                QueryFailure.Cause.USER,
                "HIVE_BAD_DATA: Error reading ORC file %s: %s".formatted(name, e.getMessage()),
                e);
    }

    @Override
    public void close() throws IOException {
        rows.close();
        file.close();
    }
}
