package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.ClosedBuffer;
import io.hydrant.delivery.buffer.DeliveryBuffer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/// The buffers of a track that take records, one for each key, ordered by when they are due. For
/// one thread.
///
/// None is empty: a buffer is made for the first record of its key, so it is due at a moment that
/// does not change.
final class OpenBuffers {
    private final Function<BufferKey, DeliveryBuffer> maker;
    private final Map<BufferKey, Open> open = new HashMap<>();

    /// Also holds buffers that were closed meanwhile; they are dropped when their time comes.
    private final PriorityQueue<Open> byDue = new PriorityQueue<>(Comparator.comparing(Open::due));

    private record Open(BufferKey key, DeliveryBuffer buffer, Instant due) {}

    /// A buffer that takes no more.
    record Rolled(BufferKey key, ClosedBuffer buffer) {}

    /// @param maker of empty buffers
    OpenBuffers(Function<BufferKey, DeliveryBuffer> maker) {
        this.maker = maker;
    }

    /// Lets the buffer of a key take some records.
    ///
    /// @return the buffer, when it is full now
    Optional<Rolled> take(BufferKey key, Taking taking) {
        Open known = open.get(key);
        DeliveryBuffer buffer = known == null ? maker.apply(key) : known.buffer();
        taking.into(buffer);
        if (known == null && !buffer.isEmpty()) {
            Open begun = new Open(key, buffer, buffer.due());
            open.put(key, begun);
            byDue.add(begun);
        }
        return buffer.isFull() ? Optional.of(roll(key)) : Optional.empty();
    }

    /// What goes into a buffer: at least one record.
    interface Taking {
        void into(DeliveryBuffer buffer);
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

    private Rolled roll(BufferKey key) {
        return new Rolled(key, open.remove(key).buffer().close());
    }
}
