package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;

import java.util.Arrays;

/// The positions of records of one frame, in rising order: runs of neighbouring records, or of
/// neighbouring sub-records of one record. For one thread while it grows.
final class PositionRuns {
    private final long offset;
    private int runs;
    private int records;

    /// Per run: the number of its first record, whether it is within one record, and where it
    /// starts.
    private int[] firsts;

    private boolean[] within;
    private int[] recordStarts;
    private int[] subStarts;

    /// @param runsExpected there may be more
    PositionRuns(long offset, int runsExpected) {
        this.offset = offset;
        this.firsts = new int[runsExpected];
        this.within = new boolean[runsExpected];
        this.recordStarts = new int[runsExpected];
        this.subStarts = new int[runsExpected];
    }

    long offset() {
        return offset;
    }

    int records() {
        return records;
    }

    /// A run of so many records.
    void add(int count, boolean withinRecord, int record, int sub) {
        if (runs == firsts.length) {
            int capacity = Math.max(4, 2 * runs);
            firsts = Arrays.copyOf(firsts, capacity);
            within = Arrays.copyOf(within, capacity);
            recordStarts = Arrays.copyOf(recordStarts, capacity);
            subStarts = Arrays.copyOf(subStarts, capacity);
        }
        firsts[runs] = records;
        within[runs] = withinRecord;
        recordStarts[runs] = record;
        subStarts[runs] = sub;
        runs++;
        records += count;
    }

    /// One more record; it lengthens the last run if it can.
    void add(int record, int sub) {
        if (runs > 0) {
            int run = runs - 1;
            int length = records - firsts[run];
            boolean nextSub = recordStarts[run] == record && subStarts[run] + length == sub;
            boolean nextRecord =
                    sub == 0 && subStarts[run] == 0 && recordStarts[run] + length == record;
            if (length == 1 && (nextSub || nextRecord)) {
                within[run] = nextSub;
                records++;
                return;
            }
            if (within[run] ? nextSub : nextRecord) {
                records++;
                return;
            }
        }
        add(1, false, record, sub);
    }

    Position position(int index) {
        int run = Arrays.binarySearch(firsts, 0, runs, index);
        if (run < 0) {
            run = -run - 2;
        }
        int distance = index - firsts[run];
        return within[run]
                ? new Position(offset, recordStarts[run], subStarts[run] + distance)
                : new Position(offset, recordStarts[run] + distance, subStarts[run]);
    }

    void write(MetadataWriter out) {
        out.number(offset);
        out.number(runs);
        int lastRecord = 0;
        for (int run = 0; run < runs; run++) {
            int end = run + 1 < runs ? firsts[run + 1] : records;
            out.number(2L * (end - firsts[run]) + (within[run] ? 1 : 0));
            out.number(recordStarts[run] - lastRecord);
            out.number(subStarts[run]);
            lastRecord = position(end - 1).record();
        }
    }
}
