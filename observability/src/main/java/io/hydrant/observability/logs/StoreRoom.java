package io.hydrant.observability.logs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What all streams of a store share. Safe for use by many threads.
///
/// @param bytes of all files, with what a file costs beside them
/// @param streams how many there are
/// @param openFiles how many streams keep the file open that they write to
record StoreRoom(
        LogBounds bounds,
        Arrivals arrivals,
        AtomicLong bytes,
        AtomicInteger streams,
        AtomicInteger openFiles) {
    static final int OPEN_FILES_MAX = 256;

    StoreRoom(LogBounds bounds) {
        this(bounds, new Arrivals(), new AtomicLong(), new AtomicInteger(), new AtomicInteger());
    }

    boolean isFull() {
        return bytes.get() > bounds.totalBytesMax();
    }
}
