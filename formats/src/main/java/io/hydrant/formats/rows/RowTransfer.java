package io.hydrant.formats.rows;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;

import java.io.IOException;

/// Gives rows to a writer in batches. For one thread.
///
/// Where a batch ends depends on nothing but the rows, so that the same rows make the same file
/// wherever they were kept.
final class RowTransfer {
    static final int BATCH_ROWS = 1024;
    static final int BATCH_BYTES = 1 << 20;

    private final RowCodec codec;
    private final RowBatch batch;
    private final RowFileWriter writer;
    private final int[] starts = new int[BATCH_ROWS];
    private long batchBytes;

    RowTransfer(RowCodec codec, RowBatch batch, RowFileWriter writer) {
        this.codec = codec;
        this.batch = batch;
        this.writer = writer;
    }

    /// Takes the rows in the first `length` bytes.
    void add(byte[] rows, int length) throws IOException {
        int next = 0;
        while (next < length) {
            int room = BATCH_ROWS - batch.rowCount();
            int count = 0;
            while (next < length && count < room && batchBytes < BATCH_BYTES) {
                int bytes = RowCodec.bytes(LittleEndian.getInt(rows, next));
                starts[count++] = next;
                next += bytes;
                batchBytes += bytes;
            }
            codec.read(rows, starts, count, batch);
            if (batch.rowCount() == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
                flush();
            }
        }
    }

    /// Gives away what is left.
    void finish() throws IOException {
        if (batch.rowCount() > 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        writer.write(batch);
        batch.clear();
        batchBytes = 0;
    }
}
