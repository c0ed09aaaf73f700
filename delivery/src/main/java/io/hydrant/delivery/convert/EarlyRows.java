package io.hydrant.delivery.convert;

import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.row.RowCodec;
import io.hydrant.formats.row.VarInt;

import java.nio.ByteBuffer;

/// Makes rows of records when they arrive, to be kept instead of the records until their file is
/// written.
///
/// ```
/// row      1, the record's length as VarInt, the row as RowCodec lays it out
/// record   0, the record: it has not one row, or would take less than that, or is large
/// ```
///
/// For one thread.
public final class EarlyRows {
    /// Bytes of records in the batch: emptying it costs as much for one row as for a hundred.
    private static final int BATCH_BYTES_MAX = 32 << 10;

    /// Kept for the next rows; few bytes of a record may be many values.
    private static final long IDLE_BATCH_BYTES_MAX = 1 << 20;

    /// Larger records would leave large arrays behind.
    private static final int RECORD_BYTES_MAX = 256 << 10;

    private static final byte RECORD = 0;
    private static final byte ROW = 1;

    private final RowFormats formats;
    private final RecordForm.Rows form;
    private RowBatch rows;
    private final RowCodec codec;
    private RowReader reader;
    private byte[] bytes = new byte[0];
    private byte[] kept = new byte[0];
    private ByteBuffer view = ByteBuffer.wrap(kept);
    private int batchBytes;

    EarlyRows(RowFormats formats, RecordForm.Rows form) {
        this.formats = formats;
        this.form = form;
        this.rows = new RowBatch(form.schema());
        this.codec = new RowCodec(form.schema());
        this.reader = formats.reader(form.schema(), form.dialect());
    }

    public RecordForm.Rows form() {
        return form;
    }

    /// What is kept of a record; valid until the next call.
    public ByteBuffer copy(SplitFrame frame, int record) {
        ByteBuffer data = frame.data(record);
        int length = data.remaining();
        if (length > RECORD_BYTES_MAX) {
            return ByteBuffer.allocate(1 + length).put(RECORD).put(data).flip();
        }
        reserve(length);
        data.get(bytes, 0, length);
        if (hasOneRow(length)) {
            int row = rows.rowCount() - 1;
            int start = 1 + VarInt.bytes(length);
            if (start + codec.size(rows, row) <= length) {
                kept[0] = ROW;
                VarInt.put(kept, 1, length);
                return view.limit(codec.write(rows, row, kept, start)).position(0);
            }
        }
        kept[0] = RECORD;
        System.arraycopy(bytes, 0, kept, 1, length);
        return view.limit(1 + length).position(0);
    }

    private void reserve(int length) {
        if (bytes.length < length + RowReader.SLACK_BYTES) {
            bytes = new byte[length + length / 2 + RowReader.SLACK_BYTES];
            kept = new byte[bytes.length];
            view = ByteBuffer.wrap(kept);
        }
    }

    private boolean hasOneRow(int length) {
        if (batchBytes > BATCH_BYTES_MAX) {
            rows.clear();
            rows = rows.bytesHeld() > IDLE_BATCH_BYTES_MAX ? new RowBatch(form.schema()) : rows;
            batchBytes = 0;
        }
        batchBytes += length;
        int before = rows.rowCount();
        try {
            return reader.read(bytes, 0, length, rows).isEmpty() && rows.rowCount() == before + 1;
        } catch (RuntimeException | StackOverflowError _) {
            // The conversion meets it again, and says so.
            rows.truncate(before);
            reader = formats.reader(form.schema(), form.dialect());
            return false;
        }
    }

    /// Whether a row was kept of a record, which can be had by [#readRow] then. Else the record
    /// itself was, behind one byte.
    static boolean isRow(byte[] copy, int offset) {
        return copy[offset] == ROW;
    }

    /// The length of the record.
    static int recordBytes(byte[] copy, int offset, int length) {
        return isRow(copy, offset) ? VarInt.get(copy, offset + 1) : length - 1;
    }

    /// Appends the row that was kept.
    ///
    /// @param codec of the schema
    static void readRow(byte[] copy, int offset, RowCodec codec, RowBatch into) {
        int recordBytes = VarInt.get(copy, offset + 1);
        codec.read(copy, offset + 1 + VarInt.bytes(recordBytes), into);
    }
}
