package io.hydrant.query.result;

import org.duckdb.DuckDBStruct;

import java.sql.SQLException;
import java.sql.Struct;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The members of the engine's rows within rows.
final class RowMembers {
    private RowMembers() {}

    /// By name, in order; values may be null. Members without names are `field0`, `field1`, ...
    static Map<String, Object> of(Struct struct) throws SQLException {
        if (struct instanceof DuckDBStruct named && !named.getSQLTypeName().startsWith("TUPLE")) {
            return named.getMap();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        int index = 0;
        for (Object value : struct.getAttributes()) {
            members.put("field" + index++, value);
        }
        return members;
    }

    static boolean isNull(Object value) {
        return Optional.ofNullable(value).isEmpty();
    }
}
