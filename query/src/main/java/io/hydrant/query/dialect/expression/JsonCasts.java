package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Varchar;

/// Makes values of JSON.
final class JsonCasts {
    private JsonCasts() {}

    static String fromJson(String json, SqlType to) {
        return switch (to) {
            case Array _, Mapping _, Row _ ->
                    "from_json(" + json + ", " + Sql.literal(structure(to)) + ")";
            case Varchar varchar when varchar.length().isPresent() ->
                    "left(" + json + " ->> '$', " + varchar.length().getAsInt() + ")";
            default -> Sql.cast("(" + json + " ->> '$')", to);
        };
    }

    /// A type as the engine's `from_json` takes it: JSON that has the names of types as texts.
    private static String structure(SqlType type) {
        return switch (type) {
            case Array(SqlType element) -> "[" + structure(element) + "]";
            case Row row -> {
                StringBuilder text = new StringBuilder("{");
                for (int i = 0; i < row.members().size(); i++) {
                    text.append(i == 0 ? "" : ",")
                            .append(quoted(row.engineName(i)))
                            .append(':')
                            .append(structure(row.members().get(i).type()));
                }
                yield text.append('}').toString();
            }
            default -> quoted(type.engine());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
