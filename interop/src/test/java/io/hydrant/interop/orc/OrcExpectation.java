package io.hydrant.interop.orc;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What ORC can hold of rows.
final class OrcExpectation {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final int NANOS_PER_MILLI = 1_000_000;

    private OrcExpectation() {}

    static List<List<Object>> of(List<List<Object>> rows) {
        List<List<Object>> expected = new ArrayList<>();
        for (List<Object> row : rows) {
            expected.add(all(row));
        }
        return expected;
    }

    private static List<Object> all(List<?> values) {
        List<Object> all = new ArrayList<>();
        values.forEach(value -> all.add(value(value)));
        return all;
    }

    /// Times of the last second before 1970 come back a second late if they have milliseconds.
    private static Object value(Object value) {
        if (value instanceof List<?> list) {
            return all(list);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, each) -> changed.put(value(key), value(each)));
            return changed;
        }
        if (value instanceof LocalDateTime time
                && time.isBefore(EPOCH)
                && !time.isBefore(EPOCH.minusSeconds(1))
                && time.getNano() >= NANOS_PER_MILLI) {
            return time.plusSeconds(1);
        }
        return value;
    }
}
