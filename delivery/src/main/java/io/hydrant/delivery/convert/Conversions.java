package io.hydrant.delivery.convert;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// Where all conversions of an engine are done: some at once, the others wait their turn, with
/// converters that are used again. Safe for any thread.
///
/// A turn lasts as long as records are read and a file is made of them. What a store does with a
/// file that it has, such as sending it away, takes no turn.
public final class Conversions {
    private final RowFormats formats;
    private final Executor executor;
    private final int atOnceMax;
    private final long idleBytesMax;
    private final NewPartitions partitions;
    private final Semaphore turns;
    private final Deque<Converter> idle = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// @param executor whose threads convert and upload; more than there are turns, so that some
    ///   may wait for their stores
    /// @param atOnceMax how many objects are worked on at once, and how many converters wait for
    ///   their next one
    /// @param idleBytesMax what a converter may hold and be kept for its next object
    public Conversions(RowFormats formats, Executor executor, int atOnceMax, long idleBytesMax) {
        this(formats, executor, new Room(atOnceMax, idleBytesMax), NewPartitions.UNTOLD);
    }

    /// What conversions may take, as the other constructor says.
    public record Room(int atOnceMax, long idleBytesMax) {}

    /// @param partitions hears of every file
    public Conversions(RowFormats formats, Executor executor, Room room, NewPartitions partitions) {
        this.formats = formats;
        this.executor = executor;
        this.atOnceMax = room.atOnceMax();
        this.idleBytesMax = room.idleBytesMax();
        this.partitions = partitions;
        this.turns = new Semaphore(atOnceMax, true);
    }

    /// Begins a conversion as soon as a thread is free.
    public void execute(Runnable conversion) {
        executor.execute(conversion);
    }

    /// Hears of every file.
    public NewPartitions partitions() {
        return partitions;
    }

    interface Work {
        void run(Converter converter) throws IOException;
    }

    /// Waits for a turn and works with a converter, which is empty at first.
    ///
    /// @throws ConversionFailed when there is no reader for such rows
    void inTurn(TableSchema schema, JsonDialect dialect, Work work) throws IOException {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a conversion waited for its turn");
        }
        try {
            Converter converter = take(schema, dialect);
            work.run(converter);
            giveBack(converter);
        } finally {
            turns.release();
        }
    }

    private Converter take(TableSchema schema, JsonDialect dialect) {
        lock.lock();
        try {
            for (Iterator<Converter> each = idle.iterator(); each.hasNext(); ) {
                Converter candidate = each.next();
                if (candidate.isFor(schema, dialect)) {
                    each.remove();
                    return candidate;
                }
            }
        } finally {
            lock.unlock();
        }
        try {
            return new Converter(formats, schema, dialect);
        } catch (RuntimeException e) {
            throw new ConversionFailed(e);
        }
    }

    /// The converter that waited longest makes room for it. One whose work failed does not come
    /// back.
    private void giveBack(Converter converter) {
        converter.clear();
        if (converter.bytesHeld() > idleBytesMax) {
            return;
        }
        lock.lock();
        try {
            idle.addFirst(converter);
            if (idle.size() > atOnceMax) {
                idle.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }
}
