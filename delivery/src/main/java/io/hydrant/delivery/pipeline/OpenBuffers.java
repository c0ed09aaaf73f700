package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.ClosedBuffer;
import io.hydrant.delivery.buffer.DeliveryBuffer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<BufferKey, Open> open = new HashMap<>();

    /// Also holds buffers that were closed meanwhile; they are dropped when their time comes.
    private final PriorityQueue<Open> byDue = new PriorityQueue<>(Comparator.comparing(Open::due));

    private int positionBytes;

    /// Means nothing: what is looked at must go somewhere.
    private int lastSeen;

    private record Open(BufferKey key, DeliveryBuffer buffer, Instant due) {}

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
        Open known = open.get(key);
        DeliveryBuffer buffer = known == null ? maker.apply(key) : known.buffer();
        int before = known == null ? 0 : buffer.positionBytes();
        taking.into(buffer);
        positionBytes += buffer.positionBytes() - before;
        if (known == null && !buffer.isEmpty()) {
            Open begun = new Open(key, buffer, buffer.due());
            open.put(key, begun);
            byDue.add(begun);
        }
        if (buffer.isFull()) {
            return List.of(roll(key));
        }
        return positionBytes > POSITION_BYTES_MAX ? List.of(roll(mostScattered())) : List.of();
    }

    /// What goes into a buffer: at least one record.
    interface Taking {
        void into(DeliveryBuffer buffer);
    }

    /// Looks at all that taking records of some keys will touch. With thousands of buffers no cache
    /// holds that; here it is fetched for many records side by side, instead of for one after the
    /// other while they are taken.
    ///
    /// @param keys about [#AHEAD_MAX]; one that has a buffer becomes the very key under which it is
    ///   found: no other is found as fast
    /// @param recordBytes of a record, roughly
    void lookAhead(List<BufferKey> keys, int recordBytes) {
        List<DeliveryBuffer> ahead = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            Open known = open.get(keys.get(i));
            if (known != null) {
                keys.set(i, known.key());
                ahead.add(known.buffer());
            }
        }
        int seen = 0;
        for (DeliveryBuffer buffer : ahead) {
            seen += buffer.look(recordBytes);
        }
        lastSeen = seen;
    }

    /// Closes those that are due.
    List<Rolled> rollDue(Instant now) {
        List<Rolled> rolled = new ArrayList<>();
        while (!now.isBefore(due())) {
            rolled.add(roll(byDue.element().key()));
        }
        return rolled;
    }

    /// Closes them all, those that are due first before the others.
    List<Rolled> rollAll() {
        return rollDue(Instant.MAX.minusNanos(1));
    }

    /// When the next one is due; `Instant.MAX` when there is none.
    Instant due() {
        while (!byDue.isEmpty() && open.get(byDue.element().key()) != byDue.element()) {
            byDue.remove();
        }
        return byDue.isEmpty() ? Instant.MAX : byDue.element().due();
    }

    /// Whether the key has a buffer.
    boolean has(BufferKey key) {
        return open.containsKey(key);
    }

    int count() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /// Arrival of the oldest record collected; `Instant.MAX` when there is none.
    Instant oldest() {
        Instant oldest = Instant.MAX;
        for (Open one : open.values()) {
            Instant candidate = one.buffer().oldest();
            oldest = candidate.isBefore(oldest) ? candidate : oldest;
        }
        return oldest;
    }

    /// How fast the buffers of partitions fill.
    PartitionThroughput throughput(Instant now) {
        PartitionThroughput sum = PartitionThroughput.NONE;
        for (Open one : open.values()) {
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
        open.values().forEach(one -> one.buffer().close());
    }

    private BufferKey mostScattered() {
        Comparator<Open> byBytes = Comparator.comparing(one -> one.buffer().positionBytes());
        return open.values().stream().max(byBytes).orElseThrow().key();
    }

    private Rolled roll(BufferKey key) {
        DeliveryBuffer buffer = open.remove(key).buffer();
        positionBytes -= buffer.positionBytes();
        return new Rolled(key, buffer.roll());
    }
}
