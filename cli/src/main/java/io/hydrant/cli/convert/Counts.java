package io.hydrant.cli.convert;

import java.util.concurrent.atomic.LongAdder;

/// What the lanes did so far. Safe for any thread.
///
/// @param documents looked at, rejected ones included
/// @param bytes of documents
/// @param rows made of documents
record Counts(LongAdder documents, LongAdder bytes, LongAdder rows, LaneFiles.Written written) {
    Counts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LaneFiles.Written());
    }
}
