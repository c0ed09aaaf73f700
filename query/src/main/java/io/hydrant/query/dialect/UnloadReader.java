package io.hydrant.query.dialect;

import io.hydrant.query.statement.MalformedStatement;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.Query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `UNLOAD (query) TO 's3://...' [WITH (...)]`, which is Athena's own.
///
/// The query and the properties are read by the parser of queries; what is between them, here.
///
/// Source: Athena User Guide, UNLOAD.
final class UnloadReader {
    private static final Pattern START =
            Pattern.compile(
                    "(?:\\s|--[^\\n]*\\n|/\\*(?:[^*]|\\*(?!/))*+\\*/)*+UNLOAD\\s*\\(",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern END =
            Pattern.compile(
                    "\\s*TO\\s*'((?:[^']|'')*+)'\\s*(WITH\\s*\\(.*\\))?\\s*;?\\s*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private UnloadReader() {}

    /// @return empty when it is another statement
    static Optional<StatementKind.Unload> read(String sql) throws MalformedStatement {
        Matcher start = START.matcher(sql);
        if (!start.lookingAt()) {
            return Optional.empty();
        }
        int close = closing(sql, start.end());
        Matcher end = END.matcher(sql.substring(close + 1));
        if (!end.matches()) {
            throw new MalformedStatement(
                    "UNLOAD must be: UNLOAD (query) TO 's3://bucket/prefix/' [WITH (...)]");
        }
        // Blanks keep the query's lines and columns where they are in the whole text.
        String before = sql.substring(0, start.end()).replaceAll("[^\\n]", " ");
        String text = before + sql.substring(start.end(), close);
        if (!(StatementReader.statement(text) instanceof Query query)) {
            throw new MalformedStatement("UNLOAD takes a SELECT query");
        }
        String with = end.group(2) == null ? "" : end.group(2);
        if (!with.isEmpty() && closing(with, with.indexOf('(') + 1) != with.length() - 1) {
            throw new MalformedStatement("UNLOAD has more behind its properties: " + with);
        }
        String carrier = "CREATE TABLE t " + with + " AS SELECT 1";
        if (!(StatementReader.statement(carrier) instanceof CreateTableAsSelect properties)) {
            throw new MalformedStatement("UNLOAD has no properties: " + with);
        }
        return Optional.of(
                new StatementKind.Unload(
                        query,
                        end.group(1).replace("''", "'"),
                        StatementReader.properties(properties.getProperties())));
    }

    /// The bracket that ends the query: those in texts, names and comments do not count.
    private static int closing(String sql, int from) throws MalformedStatement {
        int depth = 1;
        int at = from;
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == '\'' || next == '"') {
                at = sql.indexOf(next, at + 1);
            } else if (sql.startsWith("--", at)) {
                at = sql.indexOf('\n', at);
            } else if (sql.startsWith("/*", at)) {
                at = sql.indexOf("*/", at + 2) + 1;
            } else if (next == '(') {
                depth++;
            } else if (next == ')') {
                depth--;
                if (depth == 0) {
                    return at;
                }
            }
            if (at <= 0) {
                break;
            }
            at++;
        }
        throw new MalformedStatement("UNLOAD has no closing bracket behind its query");
    }
}
