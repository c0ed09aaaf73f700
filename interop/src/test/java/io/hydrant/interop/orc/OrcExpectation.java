package io.hydrant.interop.orc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which rows a reader of ORC gives back. They are those that were written but for fractions of a
/// second before 1970, which ORC keeps apart from the seconds without saying to which side of the
/// second they belong:
/// - The last second before 1970 is written as 0, as the first one after it is. With a fraction of
///   a millisecond or more it comes back a second late.
/// - Trino takes any fraction to belong to the second before; ORC's own reader and writer only one
///   of a millisecond or more. With Trino smaller fractions come back a second early.
enum OrcExpectation {
    ORC,
    TRINO;

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final int NANOS_PER_MILLI = 1_000_000;

    /// Compares cell by cell: whole tables in a message help nobody.
    void assertSame(List<List<Object>> found, List<List<Object>> rows, String description) {
        assertThat(found).as(description).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            List<Object> expected = all(rows.get(i));
            for (int c = 0; c < expected.size(); c++) {
                if (!Objects.equals(found.get(i).get(c), expected.get(c))) {
                    assertThat(found.get(i).get(c))
                            .as("row %d, column %d of %s", i, c, description)
                            .isEqualTo(expected.get(c));
                }
            }
        }
    }

    private List<Object> all(List<?> values) {
        List<Object> all = new ArrayList<>();
        values.forEach(value -> all.add(value(value)));
        return all;
    }

    private Object value(Object value) {
        if (value instanceof List<?> list) {
            return all(list);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> changed = new LinkedHashMap<>();
            map.forEach((key, each) -> changed.put(value(key), value(each)));
            return changed;
        }
        return value instanceof LocalDateTime time && time.isBefore(EPOCH) ? early(time) : value;
    }

    private LocalDateTime early(LocalDateTime time) {
        if (time.getNano() >= NANOS_PER_MILLI) {
            return time.isBefore(EPOCH.minusSeconds(1)) ? time : time.plusSeconds(1);
        }
        return this == TRINO && time.getNano() > 0 ? time.minusSeconds(1) : time;
    }
}
