package io.hydrant.delivery.gather;

import io.hydrant.formats.row.VarInt;
import io.hydrant.kernel.error.InvalidArgument;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of one object that is going to be written.
///
/// One thread appends; then any one thread visits, more than once if the object must be made again.
/// Any thread closes, also during a visit, which then goes on to its end. Meanwhile other threads
/// may move records to staging files, which nobody notices. The monitor is never held during I/O.
///
/// ```
/// OPEN -- visit --> READ -- visit --> READ -- close --> CLOSED
///   '------------------'---- given up ----> LOST -- close --> CLOSED
/// ```
///
/// A store that is lost or closed holds nothing and says so at each call; nothing brings it back.
public final class RecordStore implements AutoCloseable {
    /// Chunks go to staging files in pieces of at most so many bytes; only a record that is larger
    /// makes a larger one.
    static final int EXTENT_BYTES_MAX = 1 << 20;

    /// Far beyond what any source takes.
    static final int RECORD_BYTES_MAX = 1 << 30;

    private static final int CACHE_LINE_BYTES = 64;

    /// What follows is fetched while it is written.
    private static final int LOOK_BYTES_MAX = 1 << 10;

    private static final int NOT_READING = -2;
    private static final int BEFORE_FIRST = -1;

    private final RecordMemory memory;
    private final RecordForm form;
    private final List<Segment> segments = new ArrayList<>();
    private Chunk tail = Chunk.NONE;
    private long recordCount;

    /// Of the last record, with its length in front.
    private int lastBytes;

    private long bytes;
    private long bytesInMemory;

    /// The segments that are being staged: from the first one to the one behind the last.
    private int leavingFrom;

    private int leavingTo;

    /// The segment that is being read.
    private int reading = NOT_READING;

    /// The store was closed while it was being read.
    private boolean closing;

    private State state = State.OPEN;

    private enum State {
        OPEN,
        READ,
        LOST,
        CLOSED
    }

    private enum Appended {
        KEPT,
        NO_ROOM,
        LOST
    }

    private record Held(List<Chunk> chunks, List<Extent> extents) {}

    RecordStore(RecordMemory memory, RecordForm form) {
        this.memory = memory;
        this.form = form;
    }

    /// What its records are.
    public RecordForm form() {
        return form;
    }

    /// How many records were appended, also when they are lost by now.
    public synchronized long recordCount() {
        return recordCount;
    }

    /// What the records take with their lengths, in memory and in staging files; 0 once the store
    /// is lost or closed.
    public synchronized long bytes() {
        return bytes;
    }

    /// Memory held.
    public synchronized long bytesInMemory() {
        return bytesInMemory;
    }

    /// Whether the records must be read from the log.
    public synchronized boolean isLost() {
        return state == State.LOST;
    }

    /// Appends a record. It may be empty.
    ///
    /// @param record is left as it is
    /// @return false if the store is lost with all its records: others that are appended will be
    ///   lost as well
    public boolean append(ByteBuffer record) {
        int length = record.remaining();
        if (length > RECORD_BYTES_MAX) {
            throw new InvalidArgument(
                    "a record must have at most %d bytes but had %d"
                            .formatted(RECORD_BYTES_MAX, length));
        }
        Appended appended = appendToTail(record);
        if (appended == Appended.NO_ROOM) {
            int needed = VarInt.bytes(length) + length;
            Optional<Chunk> chunk = memory.take(bytesInMemory(), needed);
            if (chunk.isEmpty()) {
                lose();
                return false;
            }
            appended = appendTo(chunk.get(), record);
            if (appended == Appended.LOST) {
                memory.giveBack(List.of(chunk.get()), List.of());
            }
        }
        return appended == Appended.KEPT;
    }

    /// Looks at what [#append] touches, and changes nothing; what it returns means nothing. Takes
    /// no monitor, which would keep the processor from looking at the next store meanwhile: what is
    /// seen may be old.
    public int look() {
        return (int) recordCount + tail.used();
    }

    /// Looks at where the next record will lie; as [#look].
    public int lookAtEnd() {
        Chunk into = tail;
        byte[] chunk = into.bytes();
        int bytes = Math.min(lastBytes, LOOK_BYTES_MAX);
        int end = Math.min(chunk.length, into.used() + bytes);
        int seen = 0;
        for (int at = into.used(); at < end; at += CACHE_LINE_BYTES) {
            seen += chunk[at];
        }
        return seen;
    }

    private synchronized Appended appendToTail(ByteBuffer record) {
        if (state == State.LOST) {
            return Appended.LOST;
        }
        if (state != State.OPEN) {
            throw new IllegalStateException(
                    "a record store that is " + state + " takes no records");
        }
        int length = record.remaining();
        int needed = VarInt.bytes(length) + length;
        if (tail.room() < needed) {
            return Appended.NO_ROOM;
        }
        int at = VarInt.put(tail.bytes(), tail.use(needed), length);
        record.get(record.position(), tail.bytes(), at, length);
        recordCount++;
        lastBytes = needed;
        bytes += needed;
        return Appended.KEPT;
    }

    private synchronized Appended appendTo(Chunk chunk, ByteBuffer record) {
        if (state == State.LOST) {
            return Appended.LOST;
        }
        segments.add(chunk);
        tail = chunk;
        bytesInMemory += chunk.bytes().length;
        return appendToTail(record);
    }

    /// Gives all records to a visitor, in their order, until it has enough.
    ///
    /// The records stay until the store is closed; none can be appended any more. Staged records
    /// need a buffer of 1 MiB beside the budget, or of the largest record.
    ///
    /// @throws IOException what the visitor throws; the store can be visited again
    /// @throws LostRecords if there are no records any more: the visitor may have got some of them
    public void visit(RecordVisitor visitor) throws IOException, LostRecords {
        startReading();
        try (StagedInput staged = new StagedInput()) {
            Optional<Segment> next = nextToRead();
            while (next.isPresent() && visit(next.get(), staged, visitor)) {
                next = nextToRead();
            }
        } finally {
            stopReading();
        }
    }

    private boolean visit(Segment segment, StagedInput staged, RecordVisitor visitor)
            throws IOException, LostRecords {
        return switch (segment) {
            case Chunk chunk -> visit(chunk.bytes(), chunk.used(), visitor);
            case Extent extent -> visit(read(extent, staged), extent.bytes(), visitor);
        };
    }

    private static boolean visit(byte[] records, int end, RecordVisitor visitor)
            throws IOException {
        int next = 0;
        while (next < end) {
            int length = VarInt.get(records, next);
            int from = next + VarInt.bytes(length);
            if (!visitor.visit(records, from, length)) {
                return false;
            }
            next = from + length;
        }
        return true;
    }

    private byte[] read(Extent extent, StagedInput staged) throws LostRecords {
        try {
            return staged.read(extent);
        } catch (IOException e) {
            lose();
            throw new LostRecords("%d records cannot be read back".formatted(recordCount()), e);
        }
    }

    private synchronized void startReading() throws LostRecords {
        if (state == State.LOST) {
            throw new LostRecords(
                    "%d records were given up as they could not be staged".formatted(recordCount));
        }
        if (state == State.CLOSED || closing) {
            throw new LostRecords(
                    "%d records were let go of, their store is closed".formatted(recordCount));
        }
        if (reading != NOT_READING) {
            throw new IllegalStateException("a record store is being visited already");
        }
        state = State.READ;
        tail = Chunk.NONE;
        reading = BEFORE_FIRST;
    }

    /// The segment behind the one that is being read; it stays where it is until the next call.
    private synchronized Optional<Segment> nextToRead() throws IOException {
        reading++;
        while (reading >= leavingFrom && reading < leavingTo) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while records were being staged");
            }
        }
        return reading < segments.size() ? Optional.of(segments.get(reading)) : Optional.empty();
    }

    private void stopReading() {
        synchronized (this) {
            reading = NOT_READING;
            if (!closing) {
                return;
            }
        }
        close();
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
        return state == State.OPEN || state == State.READ;
    }

    /// Gives up all records, unless they are being read.
    void discard() {
        Held held;
        synchronized (this) {
            if (reading != NOT_READING) {
                return;
            }
            held = end(State.LOST);
        }
        memory.giveBack(held.chunks(), held.extents());
    }

    /// Gives up all records; the caller is the thread that appends, or reads a staging file.
    private void lose() {
        Held held = end(State.LOST);
        memory.giveBack(held.chunks(), held.extents());
    }

    /// What is free now; nothing if all was let go before. Chunks that are leaving are let go when
    /// they have left.
    private synchronized Held end(State next) {
        Held held = new Held(new ArrayList<>(), new ArrayList<>());
        if (next == State.LOST && (state == State.OPEN || state == State.READ)) {
            memory.lost();
        }
        if (state != State.CLOSED) {
            state = next;
        }
        for (int i = 0; i < segments.size(); i++) {
            switch (segments.get(i)) {
                case Extent extent -> held.extents().add(extent);
                case Chunk chunk -> {
                    if (i < leavingFrom || i >= leavingTo) {
                        held.chunks().add(chunk);
                    }
                }
            }
        }
        segments.clear();
        tail = Chunk.NONE;
        bytes = 0;
        bytesInMemory = 0;
        return held;
    }

    /// Lets go of all records, once nobody reads them any more. Closing again does nothing.
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            if (reading != NOT_READING) {
                return;
            }
        }
        Held held = end(State.CLOSED);
        memory.forget(this);
        memory.giveBack(held.chunks(), held.extents());
    }
}
