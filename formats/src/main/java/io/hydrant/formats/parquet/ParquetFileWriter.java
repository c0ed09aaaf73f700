package io.hydrant.formats.parquet;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.parquet.Shredder.RowRange;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a Parquet file. For one thread.
///
/// ```
/// PAR1  { row group: { column chunk: [dictionary page] { data page } } }
/// { column index } { offset index }  metadata  length of the metadata  PAR1
/// ```
///
/// Rows are taken apart into columns; a page that is full is encoded and compressed at once, and
/// waits with the others of its row group until that is as large as the options say. So memory is
/// held for the compressed row group and one page per column. After an exception the file is
/// broken, and the writer can only be closed.
///
/// Types and names are those of Hive's ParquetHiveSerDe; see [ParquetSchema].
///
/// Source: Apache Parquet format 2.13, README.md and parquet.thrift.
public final class ParquetFileWriter implements RowFileWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    /// Between rows so far apart the size of the row group is looked at.
    private static final int SLICE_ROWS = ColumnChunk.PAGE_ROWS_MAX;

    /// The same if columns hold others, of which a row may have many.
    private static final int NESTED_SLICE_ROWS = 1024;

    private final TableSchema table;
    private final Parquet options;
    private final OutputStream out;
    private final ParquetBuffers buffers;
    private final ColumnChunks chunks;
    private final List<Footer.RowGroup> groups = new ArrayList<>();
    private long written;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /// Something went wrong while rows were added.
        BROKEN,
        FINISHED,
        CLOSED
    }

    /// A writer with buffers of its own.
    public ParquetFileWriter(TableSchema table, Parquet options, OutputStream out) {
        this(table, options, new ParquetBuffers(), out);
    }

    /// @param buffers of other writers of the same thread
    public ParquetFileWriter(
            TableSchema table, Parquet options, ParquetBuffers buffers, OutputStream out) {
        if (table.columns().isEmpty()) {
            throw new InvalidArgument("a Parquet file needs at least one column");
        }
        this.table = table;
        this.options = options;
        this.out = out;
        this.buffers = buffers;
        this.chunks = buffers.take(table, options);
    }

    @Override
    public void write(RowBatch rows) throws IOException {
        requireOpen();
        if (rows.schema() != table && !rows.schema().equals(table)) {
            throw new InvalidArgument(
                    "rows of " + rows.schema() + " do not belong into a file of " + table);
        }
        state = State.BROKEN;
        int sliceRows = chunks.nested() ? NESTED_SLICE_ROWS : SLICE_ROWS;
        for (int from = 0; from < rows.rowCount(); from += sliceRows) {
            int to = Math.min(from + sliceRows, rows.rowCount());
            chunks.append(rows, new RowRange(from, to));
            if (chunks.bytesBuffered() >= rowGroupBytes()) {
                writeRowGroup();
            }
        }
        state = State.OPEN;
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the file is " + state);
        }
    }

    /// With padding, a row group shall end where a block does.
    private long rowGroupBytes() {
        if (options.paddingBytesMax() <= 0) {
            return options.blockBytes();
        }
        long left = bytesLeftInBlock();
        return left <= options.paddingBytesMax() ? options.blockBytes() : left;
    }

    private long bytesLeftInBlock() {
        return options.blockBytes() - written % options.blockBytes();
    }

    private void writeRowGroup() throws IOException {
        begin();
        long left = bytesLeftInBlock();
        if (left <= options.paddingBytesMax()) {
            byte[] zeros = new byte[(int) left];
            write(zeros, zeros.length);
        }
        Footer.RowGroup group = chunks.writeTo(out, written);
        groups.add(group);
        for (Footer.Chunk chunk : group.chunks()) {
            written += chunk.summary().totals().fileBytes();
        }
    }

    private void begin() throws IOException {
        if (written == 0) {
            write(MAGIC, MAGIC.length);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        written += length;
    }

    @Override
    public long bytesHeld() {
        return state == State.CLOSED ? 0 : chunks.bytesHeld();
    }

    @Override
    public void finish() throws IOException {
        requireOpen();
        state = State.BROKEN;
        if (chunks.rows() > 0) {
            writeRowGroup();
        }
        begin();
        long indexesAt = written;
        written += chunks.indexes().writeTo(out);
        ByteSink footer = new ByteSink();
        chunks.footer().put(groups, chunks.indexes(), indexesAt, footer);
        int length = footer.size;
        footer.putInt(length);
        footer.putBytes(MAGIC, 0, MAGIC.length);
        write(footer.bytes, footer.size);
        out.flush();
        state = State.FINISHED;
    }

    @Override
    public void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            groups.clear();
            buffers.release(chunks);
        }
    }
}
