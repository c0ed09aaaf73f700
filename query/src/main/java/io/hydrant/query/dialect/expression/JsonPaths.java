package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Node;

/// Reads JSON paths of `json_extract`: `$.a.b[0]["c d"]`, and writes them for the engine.
///
/// Names without quotes are of letters, digits, `_` and, behind a dot, `:`; in quotes `\"` and `\\`
/// stand for a quote and a backslash. A name of digits in brackets is a place of an array, or a
/// member. There are no wildcards.
///
/// Source: Trino, json_extract (its reader of paths).
final class JsonPaths {
    private final Node place;
    private final String path;
    private final StringBuilder engine = new StringBuilder("$");
    private int at;

    private JsonPaths(Node place, String path) {
        this.place = place;
        this.path = path;
    }

    static String engine(Node place, String path) throws QueryFailure {
        return new JsonPaths(place, path).read();
    }

    private String read() throws QueryFailure {
        match('$');
        while (at < path.length()) {
            if (tryMatch('.')) {
                member(name(true));
            } else if (tryMatch('[')) {
                if (tryMatch('"')) {
                    member(quoted());
                } else {
                    subscript(name(false));
                }
                match(']');
            } else {
                throw invalid();
            }
        }
        return engine.toString();
    }

    private String name(boolean behindDot) throws QueryFailure {
        int start = at;
        while (at < path.length() && isOfName(path.charAt(at), behindDot)) {
            at++;
        }
        if (start == at) {
            throw invalid();
        }
        return path.substring(start, at);
    }

    private static boolean isOfName(char next, boolean behindDot) {
        return Character.isLetterOrDigit(next) || next == '_' || behindDot && next == ':';
    }

    private String quoted() throws QueryFailure {
        StringBuilder name = new StringBuilder();
        while (at < path.length() && path.charAt(at) != '"') {
            if (path.charAt(at) == '\\') {
                at++;
                if (at == path.length() || path.charAt(at) != '"' && path.charAt(at) != '\\') {
                    throw invalid();
                }
            }
            name.append(path.charAt(at));
            at++;
        }
        match('"');
        return name.toString();
    }

    private void subscript(String name) throws QueryFailure {
        if (name.matches("[0-9]{1,9}")) {
            engine.append('[').append(name).append(']');
        } else {
            member(name);
        }
    }

    /// The engine's paths cannot name all members.
    private void member(String name) throws QueryFailure {
        if (name.indexOf('"') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw Refusals.notSupported(place, "The member '" + name + "' of a JSON path");
        }
        engine.append(".\"").append(name).append('"');
    }

    private boolean tryMatch(char wanted) {
        boolean found = at < path.length() && path.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void match(char wanted) throws QueryFailure {
        if (!tryMatch(wanted)) {
            throw invalid();
        }
    }

    private QueryFailure invalid() {
        return Refusals.at(place, "INVALID_FUNCTION_ARGUMENT", "Invalid JSON path: '" + path + "'");
    }
}
