package io.hydrant.query.engine;

/// Names and values in the text of the engine's SQL.
public final class SqlText {
    private SqlText() {}

    public static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
