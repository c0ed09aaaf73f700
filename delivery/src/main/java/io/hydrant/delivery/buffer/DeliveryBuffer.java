package io.hydrant.delivery.buffer;

import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Refusals;
import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.source.SplitFrame;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The records that will become the next object of one kind. For one thread.
///
/// It is full when it holds enough bytes, or when its records lie in so many places that naming
/// them takes too much memory.
///
/// Where records are gathered, those taken are copied, so that they need not be read again from
/// everywhere in the log. Copies that are lost are missed by nobody.
public final class DeliveryBuffer implements AutoCloseable {
    /// With an interval of 0 AWS delivers "within seconds"; waiting this long still gathers what
    /// comes together.
    private static final Duration AGE_MIN = Duration.ofSeconds(1);

    /// Records that lie scattered among those of other buffers take memory for each place, a few
    /// dozen bytes.
    private static final int RANGES_MAX = 1 << 17;

    private final BufferingHints hints;
    private final int delimiterBytes;
    private final Optional<Gathering.Copying> copying;
    private Optional<RecordStore> gathered;
    private PositionRanges.Builder positions = new PositionRanges.Builder();
    private final Refusals.Builder refusals = new Refusals.Builder();
    private boolean refusalsFull;
    private long records;
    private long bytes;
    private Instant oldest = Instant.MAX;
    private Instant newest = Instant.MIN;
    private Instant since = Instant.MAX;

    /// @param delimiterBytes what is added to each record in the object
    /// @param gathering into a store that is empty
    public DeliveryBuffer(BufferingHints hints, int delimiterBytes, Optional<Gathering> gathering) {
        this.hints = hints;
        this.delimiterBytes = delimiterBytes;
        this.copying = gathering.map(Gathering::copying);
        this.gathered = gathering.map(Gathering::store);
    }

    /// Takes records of a frame, from `firstRecord` on, until `endRecord` or until the buffer is
    /// full.
    ///
    /// @return index of the first record not taken
    public int take(SplitFrame frame, int firstRecord, int endRecord) {
        int next = firstRecord;
        if (firstRecord == 0 && endRecord == frame.count()) {
            long frameBytes = frame.bytes() + (long) endRecord * delimiterBytes;
            if (bytes + frameBytes < hints.maxBytes()) {
                bytes += frameBytes;
                next = endRecord;
            }
        }
        while (next < endRecord && !isFull()) {
            bytes += frame.bytes(next) + delimiterBytes;
            next++;
        }
        if (next > firstRecord) {
            note(frame, firstRecord, next);
            gather(frame, firstRecord, next);
        }
        return next;
    }

    /// Takes a record that is refused. A buffer takes either such records or others.
    ///
    /// @param reason why
    public void refuse(SplitFrame frame, int record, Refusals.Reason reason) {
        bytes += frame.bytes(record);
        refusals.add(reason);
        refusalsFull = refusals.isFull();
        note(frame, record, record + 1);
    }

    /// Looks at what [#take] of one record touches, and changes nothing. What it returns means
    /// nothing, but that it was looked at.
    public int look() {
        int seen = (int) bytes + positions.look() + oldest.getNano() + newest.getNano();
        return gathered.isPresent() ? seen + gathered.get().look() : seen;
    }

    /// Looks at where the next record and its position will lie; as [#look].
    public int lookAtEnds() {
        int seen = positions.lookAtEnd();
        return gathered.isPresent() ? seen + gathered.get().lookAtEnd() : seen;
    }

    public boolean isFull() {
        return bytes >= hints.maxBytes() || ranges() >= RANGES_MAX || refusalsFull;
    }

    public boolean isEmpty() {
        return records == 0;
    }

    /// When the age limit is reached, which counts from the first record's entry into the log that
    /// it is delivered from; `Instant.MAX` while the buffer is empty. It does not change any more
    /// once there is a record.
    public Instant due() {
        if (isEmpty()) {
            return Instant.MAX;
        }
        Duration age = hints.maxAge().compareTo(AGE_MIN) < 0 ? AGE_MIN : hints.maxAge();
        return since.plus(age);
    }

    /// When the first record entered the log that it is delivered from; `Instant.MAX` while the
    /// buffer is empty.
    public Instant since() {
        return since;
    }

    public Instant oldest() {
        return oldest;
    }

    /// In how many places its records lie.
    public int ranges() {
        return positions.ranges();
    }

    /// What these places take.
    public int positionBytes() {
        return positions.bytes();
    }

    public long records() {
        return records;
    }

    public long bytes() {
        return bytes;
    }

    /// What was collected. The buffer must not be used afterwards.
    public ClosedBuffer roll() {
        ClosedBuffer closed =
                new ClosedBuffer(
                        positions.build(),
                        new Intent.Content(records, bytes, oldest, newest),
                        refusals.build(),
                        gathered);
        positions = new PositionRanges.Builder(); // others may know the buffer for minutes
        return closed;
    }

    /// It will become no object.
    @Override
    public void close() {
        gathered.ifPresent(RecordStore::close);
    }

    private void gather(SplitFrame frame, int firstRecord, int endRecord) {
        for (int i = firstRecord; i < endRecord && gathered.isPresent(); i++) {
            if (!gathered.get().append(copying.orElseThrow().copy(frame, i))) {
                close();
                gathered = Optional.empty();
            }
        }
    }

    private void note(SplitFrame frame, int firstRecord, int endRecord) {
        Position from = frame.boundary(firstRecord);
        positions.add(from, frame.boundary(endRecord));
        since = isEmpty() ? frame.entry() : since;
        records += endRecord - firstRecord;
        Instant arrival = frame.arrival();
        oldest = arrival.isBefore(oldest) ? arrival : oldest;
        newest = arrival.isAfter(newest) ? arrival : newest;
    }
}
