package io.hydrant.delivery.convert;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/// Where all conversions of an engine are done: as many at once as its executor has threads, with
/// converters that are used again. Safe for any thread.
public final class Conversions {
    /// What a converter may hold and be kept for the next object.
    private static final long IDLE_BYTES_MAX = 32 << 20;

    private final RowFormats formats;
    private final Executor executor;
    private final int idleMax;
    private final Deque<Converter> idle = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    /// @param idleMax converters that wait for their next object, at most
    public Conversions(RowFormats formats, Executor executor, int idleMax) {
        this.formats = formats;
        this.executor = executor;
        this.idleMax = idleMax;
    }

    /// Does a conversion when it is its turn.
    public void execute(Runnable conversion) {
        executor.execute(conversion);
    }

    RowFormats formats() {
        return formats;
    }

    Converter take(TableSchema schema, JsonDialect dialect) {
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
        return new Converter(formats, schema, dialect);
    }

    /// The converter that waited longest makes room for it.
    void giveBack(Converter converter) {
        converter.clear();
        if (converter.bytesHeld() > IDLE_BYTES_MAX) {
            return;
        }
        lock.lock();
        try {
            idle.addFirst(converter);
            if (idle.size() > idleMax) {
                idle.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }
}
