package io.hydrant.delivery.convert;

import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.row.RowCodec;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.TableSchema;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Reads records into a batch of rows, for files. Kept from one object to the next of the same
/// schema. For one thread at a time.
final class Converter {
    private static final Logger LOG = LoggerFactory.getLogger(Converter.class);
    private static final int ROWS_MAX = 16_384;
    private static final int ROWS_MIN = 64;

    /// Rows times columns of a batch, nested ones counted: 8 bytes each, whatever the records hold.
    private static final int SLOTS_MAX = 1 << 20;

    /// Bytes of records in a batch: what strings and binaries hold cannot be more.
    private static final int INPUT_BYTES_MAX = 8 << 20;

    private final RowFormats formats;
    private final TableSchema schema;
    private final JsonDialect dialect;
    private final RowBatch rows;
    private final RowCodec codec;
    private final RowFormats.Writers writers;
    private final int rowsMax;
    private RowReader reader;
    private byte[] bytes = new byte[0];
    private long inputBytes;

    Converter(RowFormats formats, TableSchema schema, JsonDialect dialect) {
        this.formats = formats;
        this.schema = schema;
        this.dialect = dialect;
        this.rows = new RowBatch(schema);
        this.codec = new RowCodec(schema);
        this.writers = formats.writers();
        this.rowsMax = Math.clamp(SLOTS_MAX / slots(schema), ROWS_MIN, ROWS_MAX);
        this.reader = formats.reader(schema, dialect);
    }

    boolean isFor(TableSchema otherSchema, JsonDialect otherDialect) {
        return schema.equals(otherSchema) && dialect.equals(otherDialect);
    }

    /// Of the files that its rows go to. What small files need is made once.
    RowFormats.Writers writers() {
        return writers;
    }

    /// The rows that were read since [#clear()].
    RowBatch rows() {
        return rows;
    }

    /// The rows are worth being written. Depends on nothing but what was read.
    boolean isFull() {
        return rows.rowCount() >= rowsMax || inputBytes >= INPUT_BYTES_MAX;
    }

    void clear() {
        rows.clear();
        inputBytes = 0;
    }

    /// Takes records of a frame to be read one by one. Frames of whole records are copied at once.
    void load(SplitFrame frame, int first, int end) {
        if (frame.isWhole() && first < end) {
            int start = frame.frame().recordStart(first);
            int length =
                    frame.frame().recordStart(end - 1) + frame.frame().recordBytes(end - 1) - start;
            ByteBuffer payload = frame.frame().payload();
            copy(payload, payload.position() + start, length);
        }
    }

    /// Reads record `index` of the frame that was loaded from `first` on.
    ///
    /// @return why it has no rows, if so
    Optional<Reason> read(SplitFrame frame, int first, int index) {
        if (frame.isWhole()) {
            int start = frame.frame().recordStart(index) - frame.frame().recordStart(first);
            return read(bytes, start, frame.frame().recordBytes(index));
        }
        ByteBuffer data = frame.data(index);
        copy(data, data.position(), data.remaining());
        return read(bytes, 0, data.remaining());
    }

    /// Memory held.
    long bytesHeld() {
        return bytes.length + rows.bytesHeld() + writers.bytesHeld();
    }

    /// Reads one record.
    ///
    /// @param record holds it at `offset`, with [RowReader#SLACK_BYTES] behind it
    /// @return why it has no rows, if so
    Optional<Reason> read(byte[] record, int offset, int length) {
        int before = rows.rowCount();
        inputBytes += length;
        try {
            Optional<Rejection> rejection = reader.read(record, offset, length, rows);
            return rejection.isEmpty() ? Optional.empty() : rejection.map(Reason::of);
        } catch (RuntimeException | StackOverflowError e) {
            // One record must not stand in the way of all others.
            LOG.error("a record could not be read by {}", schema, e);
            rows.truncate(before);
            reader = formats.reader(schema, dialect);
            return Optional.of(Reason.failure(e));
        }
    }

    /// Reads what [EarlyRows] kept of one record: with the same outcome as the record itself.
    ///
    /// @param copy as [#read(byte[],int,int)] takes a record
    Optional<Reason> readEarly(byte[] copy, int offset, int length) {
        if (!EarlyRows.isRow(copy, offset)) {
            return read(copy, offset + 1, length - 1);
        }
        inputBytes += EarlyRows.recordBytes(copy, offset, length);
        EarlyRows.readRow(copy, offset, codec, rows);
        return Optional.empty();
    }

    private void copy(ByteBuffer from, int position, int length) {
        if (bytes.length < length + RowReader.SLACK_BYTES) {
            bytes = Arrays.copyOf(bytes, Math.max(length + RowReader.SLACK_BYTES, 64 << 10));
        }
        from.get(position, bytes, 0, length);
    }

    private static int slots(TableSchema schema) {
        int slots = 0;
        for (Column column : schema.columns()) {
            slots += slots(column.type());
        }
        return Math.max(1, slots);
    }

    private static int slots(HiveType type) {
        return switch (type) {
            case HiveType.Primitive _ -> 1;
            case HiveType.Decimal _ -> 1;
            case HiveType.Char _ -> 1;
            case HiveType.Varchar _ -> 1;
            case HiveType.Array(HiveType element) -> 1 + slots(element);
            case HiveType.Mapping(HiveType key, HiveType value) -> 1 + slots(key) + slots(value);
            case HiveType.Struct(var members) ->
                    1 + members.stream().mapToInt(m -> slots(m.type())).sum();
        };
    }
}
