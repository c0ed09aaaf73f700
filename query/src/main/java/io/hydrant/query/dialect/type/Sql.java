package io.hydrant.query.dialect.type;

/// Writes names and texts so that the engine takes them for nothing else.
public final class Sql {
    private Sql() {}

    /// A name in quotes.
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A literal of a text.
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public static String cast(String sql, SqlType type) {
        return "CAST(" + sql + " AS " + type.engine() + ")";
    }
}
