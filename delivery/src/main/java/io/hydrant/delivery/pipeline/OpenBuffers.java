package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.ClosedBuffer;
import io.hydrant.delivery.buffer.DeliveryBuffer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/// The buffers of a track that take records, one for each key, ordered by when they are due. For
/// one thread.
///
/// None is empty: a buffer is made for the first record of its key, so it is due at a moment that
/// does not change.
final class OpenBuffers implements AutoCloseable {
    /// What records of so many keys touch fits into a processor's own cache.
    static final int AHEAD_MAX = 64;

    /// What the places of all records may take: mostly three bytes each.
    private static final int POSITION_BYTES_MAX = 24 << 20;

    private final Function<BufferKey, DeliveryBuffer> maker;
    private final BufferTable open = new BufferTable();

    /// Also holds buffers that were closed meanwhile; they are dropped when their time comes.
    private final PriorityQueue<OpenBuffer> byDue =
            new PriorityQueue<>(Comparator.comparing(OpenBuffer::due));

    private int positionBytes;

    /// What [#lookAhead] found, by the key's index; `null` where it found nothing.
    private final OpenBuffer[] ahead = new OpenBuffer[AHEAD_MAX];

    /// Means nothing: what is looked at must go somewhere.
    private int lastSeen;

    /// A buffer that takes no more.
    record Rolled(BufferKey key, ClosedBuffer buffer) {}

    /// @param maker of empty buffers
    OpenBuffers(Function<BufferKey, DeliveryBuffer> maker) {
        this.maker = maker;
    }

    /// Lets the buffer of a key take some records.
    ///
    /// @return buffers that are full now; that with the most places, if all together take too much
    List<Rolled> take(BufferKey key, Taking taking) {
        Optional<OpenBuffer> known = open.find(key);
        if (known.isPresent()) {
            return take(known.get(), taking);
        }
        DeliveryBuffer buffer = maker.apply(key);
        taking.into(buffer);
        OpenBuffer begun = new OpenBuffer(key, buffer);
        open.add(begun);
        byDue.add(begun);
        positionBytes += buffer.positionBytes();
        return full(begun);
    }

    /// Lets a buffer that is open take some records.
    ///
    /// @return as for a key
    List<Rolled> take(OpenBuffer into, Taking taking) {
        DeliveryBuffer buffer = into.buffer();
        int before = buffer.positionBytes();
        taking.into(buffer);
        positionBytes += buffer.positionBytes() - before;
        return full(into);
    }

    private List<Rolled> full(OpenBuffer taker) {
        if (taker.buffer().isFull()) {
            return List.of(roll(taker));
        }
        return positionBytes > POSITION_BYTES_MAX ? List.of(roll(mostScattered())) : List.of();
    }

    /// What goes into a buffer: at least one record.
    interface Taking {
        void into(DeliveryBuffer buffer);
    }

    /// Finds the buffers of some keys and looks at all that taking a record into them touches. With
    /// thousands of buffers no cache holds that; here it is fetched for many records side by side,
    /// one step after the other, instead of for one record after the other while they are taken.
    ///
    /// @param keys at most [#AHEAD_MAX]
    void lookAhead(List<BufferKey> keys) {
        int seen = 0;
        for (int i = 0; i < keys.size(); i++) {
            ahead[i] = open.likely(keys.get(i));
        }
        for (int i = 0; i < keys.size(); i++) {
            seen += ahead[i] == null ? 0 : ahead[i].look();
        }
        List<DeliveryBuffer> found = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            if (ahead[i] != null && !ahead[i].key().equals(keys.get(i))) {
                ahead[i] = open.find(keys.get(i)).orElse(null);
            }
            if (ahead[i] != null) {
                found.add(ahead[i].buffer());
            }
        }
        for (DeliveryBuffer buffer : found) {
            seen += buffer.look();
        }
        for (DeliveryBuffer buffer : found) {
            seen += buffer.lookAtEnds();
        }
        lastSeen = seen;
    }

    /// The buffer that [#lookAhead] found for key `index`, if it still takes records.
    Optional<OpenBuffer> ahead(int index) {
        return Optional.ofNullable(ahead[index]).filter(OpenBuffer::isOpen);
    }

    /// Closes those that are due.
    List<Rolled> rollDue(Instant now) {
        List<Rolled> rolled = new ArrayList<>();
        while (!now.isBefore(due())) {
            rolled.add(roll(byDue.element()));
        }
        return rolled;
    }

    /// Closes them all, those that are due first before the others.
    List<Rolled> rollAll() {
        return rollDue(Instant.MAX.minusNanos(1));
    }

    /// When the next one is due; `Instant.MAX` when there is none.
    Instant due() {
        while (!byDue.isEmpty() && !byDue.element().isOpen()) {
            byDue.remove();
        }
        return byDue.isEmpty() ? Instant.MAX : byDue.element().due();
    }

    /// Whether the key has a buffer.
    boolean has(BufferKey key) {
        return open.find(key).isPresent();
    }

    int count() {
        return open.count();
    }

    boolean isEmpty() {
        return open.count() == 0;
    }

    /// Arrival of the oldest record collected; `Instant.MAX` when there is none.
    Instant oldest() {
        Instant oldest = Instant.MAX;
        for (OpenBuffer one : open.all()) {
            Instant candidate = one.buffer().oldest();
            oldest = candidate.isBefore(oldest) ? candidate : oldest;
        }
        return oldest;
    }

    /// How fast the buffers of partitions fill.
    PartitionThroughput throughput(Instant now) {
        PartitionThroughput sum = PartitionThroughput.NONE;
        for (OpenBuffer one : open.all()) {
            if (one.key() instanceof BufferKey.Partition) {
                DeliveryBuffer buffer = one.buffer();
                sum = sum.and(PartitionThroughput.of(buffer.bytes(), buffer.since(), now));
            }
        }
        return sum;
    }

    /// None of them will become an object.
    @Override
    public void close() {
        open.all().forEach(one -> one.buffer().close());
    }

    private OpenBuffer mostScattered() {
        Comparator<OpenBuffer> byBytes = Comparator.comparing(one -> one.buffer().positionBytes());
        return open.all().stream().max(byBytes).orElseThrow();
    }

    private Rolled roll(OpenBuffer full) {
        open.remove(full);
        full.close();
        positionBytes -= full.buffer().positionBytes();
        return new Rolled(full.key(), full.buffer().roll());
    }
}
