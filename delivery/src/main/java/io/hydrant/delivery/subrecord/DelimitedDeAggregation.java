package io.hydrant.delivery.subrecord;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Splits a record at a delimiter, which is removed. It never fails.
///
/// Delimiters are looked for from the left and do not overlap. Empty pieces are left out: behind a
/// delimiter at the end there is no empty sub-record, and none between two delimiters. A record
/// that holds nothing else becomes one empty sub-record.
///
/// Source: Firehose Developer Guide, multi record deaggregation; it is silent on empty pieces.
final class DelimitedDeAggregation implements SubRecords.Splitter {
    private final byte[] delimiter;

    DelimitedDeAggregation(byte[] delimiter) {
        this.delimiter = delimiter.clone();
    }

    @Override
    public SubRecordOutcome split(ByteBuffer record, int countMax) {
        ByteBuffer bytes = record.slice();
        List<ByteBuffer> pieces = new ArrayList<>();
        int from = 0;
        while (from < bytes.limit()) {
            int to = next(bytes, from);
            if (to > from) {
                if (pieces.size() == countMax) {
                    return SubRecordOutcome.Split.whole(bytes);
                }
                pieces.add(bytes.slice(from, to - from));
            }
            from = to + delimiter.length;
        }
        if (pieces.isEmpty()) {
            pieces.add(bytes.slice(0, 0));
        }
        return new SubRecordOutcome.Split(pieces);
    }

    /// Where the next delimiter begins, or the end if there is none.
    private int next(ByteBuffer bytes, int from) {
        int last = bytes.limit() - delimiter.length;
        for (int at = from; at <= last; at++) {
            int same = 0;
            while (same < delimiter.length && bytes.get(at + same) == delimiter[same]) {
                same++;
            }
            if (same == delimiter.length) {
                return at;
            }
        }
        return bytes.limit();
    }
}
