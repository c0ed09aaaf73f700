package io.hydrant.delivery.convert;

import io.hydrant.delivery.convert.ConversionCounts.Failures;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which records of an object were rejected, by their number in it: one bit per record. For one
/// thread.
final class Tally {
    private final BitSet rejected = new BitSet();
    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private final Map<String, Long> recordsByCode = new LinkedHashMap<>();
    private int next;
    private long records;
    private long bytes;
    private long failedRecords;
    private long failedBytes;

    void converted(int recordBytes) {
        next++;
        records++;
        bytes += recordBytes;
    }

    void rejected(int recordBytes, Reason reason) {
        rejected.set(next++);
        failedRecords++;
        failedBytes += recordBytes;
        reasons.putIfAbsent(reason.code(), reason);
        recordsByCode.merge(reason.code(), 1L, Long::sum);
    }

    boolean isRejected(int record) {
        return rejected.get(record);
    }

    boolean hasRejected() {
        return failedRecords > 0;
    }

    ConversionCounts counts() {
        List<Failures> failures =
                reasons.entrySet().stream()
                        .map(e -> new Failures(e.getValue(), recordsByCode.get(e.getKey())))
                        .toList();
        return new ConversionCounts(records, bytes, failedRecords, failedBytes, failures);
    }
}
