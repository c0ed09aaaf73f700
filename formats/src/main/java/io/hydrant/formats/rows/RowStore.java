package io.hydrant.formats.rows;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of one file that is going to be written.
///
/// One thread appends; then any one thread writes, more than once if the file must be made again;
/// then one closes. Meanwhile other threads may move rows to staging files, which nobody notices.
/// The monitor is never held during I/O.
public final class RowStore implements Closeable {
    /// Chunks go to staging files in pieces of at most so many bytes; only a row that is larger
    /// makes a larger one.
    static final int EXTENT_BYTES_MAX = 1 << 20;

    private static final int NOT_READING = -1;

    private final RowMemory memory;
    private final RowCodec codec;
    private final List<Segment> segments = new ArrayList<>();
    private TableSchema acceptedSchema;
    private Chunk tail = Chunk.NONE;
    private long rowCount;
    private long bytes;
    private long bytesInMemory;

    /// The segments that are being staged: from the first one to the one behind the last.
    private int leavingFrom;

    private int leavingTo;

    /// The segment that is being read.
    private int reading = NOT_READING;

    private State state = State.OPEN;

    private enum State {
        OPEN,
        READ,
        CLOSED
    }

    RowStore(RowCodec codec, RowMemory memory) {
        this.acceptedSchema = codec.schema();
        this.codec = codec;
        this.memory = memory;
    }

    public TableSchema schema() {
        return codec.schema();
    }

    public synchronized long rowCount() {
        return rowCount;
    }

    /// What the rows take, in memory and in staging files.
    public synchronized long bytes() {
        return bytes;
    }

    /// Memory held.
    public synchronized long bytesInMemory() {
        return bytesInMemory;
    }

    /// Appends a row. A row that could not be appended leaves no trace.
    ///
    /// @param rows may have more columns behind those of this store's schema
    /// @throws IOException if memory was short and rows could not be staged
    public void append(RowBatch rows, int row) throws IOException {
        append(rows, row, row + 1);
    }

    /// Appends rows in their order: several at once cost less than one by one.
    ///
    /// @param to the row behind the last one
    /// @throws IOException if memory was short and rows could not be staged; those before are in
    public void append(RowBatch rows, int from, int to) throws IOException {
        requireColumns(rows);
        int next = appendToTail(rows, from, to);
        while (next < to) {
            int length = RowCodec.bytes(codec.head(rows, next));
            Chunk chunk = memory.take(Chunks.bytesOfNext(bytesInMemory(), length));
            next = appendTo(chunk, rows, next, to);
        }
    }

    private void requireColumns(RowBatch rows) {
        TableSchema given = rows.schema();
        if (given == acceptedSchema) {
            return;
        }
        List<Column> columns = schema().columns();
        int count = columns.size();
        if (given.columns().size() < count || !given.columns().subList(0, count).equals(columns)) {
            throw new InvalidArgument(
                    "rows must begin with the columns " + columns + " but had " + given.columns());
        }
        acceptedSchema = given;
    }

    /// Returns the first row that has no room; `to` if all have.
    private synchronized int appendToTail(RowBatch rows, int from, int to) {
        if (state != State.OPEN) {
            throw new IllegalStateException("a row store that is " + state + " takes no rows");
        }
        for (int row = from; row < to; row++) {
            int head = codec.head(rows, row);
            int length = RowCodec.bytes(head);
            if (tail.room() < length) {
                return row;
            }
            int at = tail.use(length);
            LittleEndian.putInt(tail.bytes(), at, head);
            codec.write(rows, row, tail.bytes(), at);
            rowCount++;
            bytes += length;
        }
        return to;
    }

    private synchronized int appendTo(Chunk chunk, RowBatch rows, int from, int to) {
        segments.add(chunk);
        tail = chunk;
        bytesInMemory += chunk.bytes().length;
        return appendToTail(rows, from, to);
    }

    /// Gives all rows to a writer, in their order and in batches of up to 1,024 rows or 1 MiB.
    ///
    /// The rows stay until the store is closed; none can be appended any more. Staged rows need a
    /// buffer of 1 MiB beside the budget, or of the largest row.
    ///
    /// @param scratch of this store's schema; empty afterwards
    public void writeTo(RowBatch scratch, RowFileWriter writer) throws IOException {
        if (!scratch.schema().equals(schema())) {
            throw new InvalidArgument(
                    "scratch must have the schema " + schema() + " but had " + scratch.schema());
        }
        scratch.clear();
        RowTransfer transfer = new RowTransfer(codec, scratch, writer);
        startReading();
        try (StagedInput staged = new StagedInput()) {
            Optional<Segment> next = nextToRead();
            while (next.isPresent()) {
                switch (next.get()) {
                    case Chunk chunk -> transfer.add(chunk.bytes(), chunk.used());
                    case Extent extent -> transfer.add(staged.read(extent), extent.bytes());
                }
                next = nextToRead();
            }
            transfer.finish();
        } finally {
            scratch.clear();
            stopReading();
        }
    }

    private synchronized void startReading() {
        if (state == State.CLOSED || reading != NOT_READING) {
            throw new IllegalStateException("a row store is closed or being written already");
        }
        state = State.READ;
        tail = Chunk.NONE;
    }

    /// The segment behind the one that is being read; it stays where it is until the next call.
    private synchronized Optional<Segment> nextToRead() throws IOException {
        reading++;
        while (reading >= leavingFrom && reading < leavingTo) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while rows were being staged");
            }
        }
        return reading < segments.size() ? Optional.of(segments.get(reading)) : Optional.empty();
    }

    private synchronized void stopReading() {
        reading = NOT_READING;
    }

    /// Chunks that may go to a staging file now, one behind the other; none if there are none. Ends
    /// with [#left] or [#stay]. For one thread at a time.
    synchronized List<Chunk> leave() {
        int from = 0;
        while (from < segments.size() && !mayLeave(from)) {
            from++;
        }
        List<Chunk> leaving = new ArrayList<>();
        long length = 0;
        while (from + leaving.size() < segments.size() && mayLeave(from + leaving.size())) {
            Chunk chunk = (Chunk) segments.get(from + leaving.size());
            length += chunk.used();
            if (!leaving.isEmpty() && length > EXTENT_BYTES_MAX) {
                break;
            }
            leaving.add(chunk);
        }
        leavingFrom = from;
        leavingTo = from + leaving.size();
        if (leaving.contains(tail)) {
            tail = Chunk.NONE;
        }
        return leaving;
    }

    private boolean mayLeave(int index) {
        return index != reading && segments.get(index) instanceof Chunk;
    }

    /// The chunks that left are in a staging file. Returns false if they are not needed any more:
    /// then the extent is not taken.
    synchronized boolean left(Extent extent) {
        int from = leavingFrom;
        int count = leavingTo - leavingFrom;
        if (!stay()) {
            return false;
        }
        List<Segment> gone = segments.subList(from, from + count);
        for (Segment segment : gone) {
            bytesInMemory -= ((Chunk) segment).bytes().length;
        }
        gone.clear();
        segments.add(from, extent);
        if (reading > from) {
            reading -= count - 1;
        }
        return true;
    }

    /// The chunks that were to leave stay. Returns false if they are not needed any more.
    synchronized boolean stay() {
        leavingFrom = 0;
        leavingTo = 0;
        notifyAll();
        return state != State.CLOSED;
    }

    /// Lets go of all rows. Closing again does nothing.
    ///
    /// @throws IOException if a staging file that nobody needs any more could not be deleted
    @Override
    public void close() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        List<Extent> extents = new ArrayList<>();
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            for (int i = 0; i < segments.size(); i++) {
                switch (segments.get(i)) {
                    case Extent extent -> extents.add(extent);
                    case Chunk chunk -> {
                        if (i < leavingFrom || i >= leavingTo) {
                            chunks.add(chunk);
                        }
                    }
                }
            }
            segments.clear();
            tail = Chunk.NONE;
            bytesInMemory = 0;
        }
        memory.forget(this, chunks, extents);
    }
}
