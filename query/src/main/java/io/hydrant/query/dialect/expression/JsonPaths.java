package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Node;

/// Reads JSON paths as Athena has them: `$.a.b[0]["c d"]`, and writes them for the engine.
final class JsonPaths {
    private JsonPaths() {}

    static String engine(Node place, String path) throws QueryFailure {
        if (!path.startsWith("$")) {
            return engine(place, "$." + path);
        }
        StringBuilder engine = new StringBuilder("$");
        int at = 1;
        while (at < path.length()) {
            int end;
            if (path.charAt(at) == '.') {
                end = nameEnd(path, at + 1);
                String name = path.substring(at + 1, end);
                if (name.isEmpty()) {
                    throw invalid(place, path);
                }
                member(engine, name.equals("*") ? "*" : name);
            } else if (path.charAt(at) == '[') {
                end = subscriptEnd(place, path, at);
                subscript(place, path, path.substring(at + 1, end - 1).strip(), engine);
            } else {
                throw invalid(place, path);
            }
            at = end;
        }
        return engine.toString();
    }

    private static int nameEnd(String path, int from) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    /// Behind the closing bracket.
    private static int subscriptEnd(Node place, String path, int open) throws QueryFailure {
        boolean quoted = false;
        for (int i = open + 1; i < path.length(); i++) {
            char next = path.charAt(i);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == ']' && !quoted) {
                return i + 1;
            }
        }
        throw invalid(place, path);
    }

    private static void subscript(Node place, String path, String inside, StringBuilder engine)
            throws QueryFailure {
        boolean quoted =
                inside.length() >= 2
                        && (inside.startsWith("\"") && inside.endsWith("\"")
                                || inside.startsWith("'") && inside.endsWith("'"));
        if (quoted) {
            member(engine, inside.substring(1, inside.length() - 1));
        } else if (inside.equals("*") || inside.matches("[0-9]{1,9}")) {
            engine.append('[').append(inside).append(']');
        } else {
            throw invalid(place, path);
        }
    }

    private static void member(StringBuilder engine, String name) {
        if (name.equals("*")) {
            engine.append(".*");
        } else {
            engine.append(".\"").append(name.replace("\"", "\\\"")).append('"');
        }
    }

    private static QueryFailure invalid(Node place, String path) {
        return Refusals.at(place, "INVALID_FUNCTION_ARGUMENT", "Invalid JSON path: '" + path + "'");
    }
}
