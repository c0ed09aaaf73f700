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

    /// How many bytes of the delimiter still match when the one behind so many does not: whatever
    /// the delimiter is, each byte of a record is read once.
    private final int[] fallbacks;

    DelimitedDeAggregation(byte[] delimiter) {
        this.delimiter = delimiter.clone();
        this.fallbacks = fallbacks(delimiter);
    }

    private static int[] fallbacks(byte[] delimiter) {
        int[] fallbacks = new int[delimiter.length + 1];
        int matched = 0;
        for (int i = 1; i < delimiter.length; i++) {
            while (matched > 0 && delimiter[matched] != delimiter[i]) {
                matched = fallbacks[matched];
            }
            matched += delimiter[matched] == delimiter[i] ? 1 : 0;
            fallbacks[i + 1] = matched;
        }
        return fallbacks;
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

    @Override
    public int count(ByteBuffer record, int countMax) {
        ByteBuffer bytes = record.slice();
        int count = 0;
        int from = 0;
        while (from < bytes.limit() && count <= countMax) {
            int to = next(bytes, from);
            count += to > from ? 1 : 0;
            from = to + delimiter.length;
        }
        return Math.max(count, 1);
    }

    /// Where the next delimiter begins, or the end if there is none.
    private int next(ByteBuffer bytes, int from) {
        int matched = 0;
        for (int at = from; at < bytes.limit(); at++) {
            byte b = bytes.get(at);
            while (matched > 0 && delimiter[matched] != b) {
                matched = fallbacks[matched];
            }
            matched += delimiter[matched] == b ? 1 : 0;
            if (matched == delimiter.length) {
                return at + 1 - delimiter.length;
            }
        }
        return bytes.limit();
    }
}
