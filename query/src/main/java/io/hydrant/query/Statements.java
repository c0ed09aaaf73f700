package io.hydrant.query;

import io.hydrant.query.statement.MalformedStatement;
import io.hydrant.query.statement.StatementRunner;
import io.hydrant.query.statement.Submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Gives every statement to the runner of its grammar, by its first words.
///
/// Athena has two grammars. Definitions are Hive's: they begin with words such as `ALTER`, `DROP`
/// or `MSCK`. All others are the engine's own, and so are, of those that begin like definitions,
/// the ones that are made from queries: `CREATE TABLE ... AS`, `CREATE VIEW`, `SHOW CREATE VIEW`.
/// Safe for use by many threads.
///
/// Source: Athena User Guide, SQL reference.
public final class Statements implements StatementRunner {
    private static final Set<String> BEGIN_DEFINITION =
            Set.of(
                    "ADD",
                    "ALTER",
                    "ANALYZE",
                    "CREATE",
                    "DESC",
                    "DESCRIBE",
                    "DFS",
                    "DROP",
                    "EXPORT",
                    "GRANT",
                    "IMPORT",
                    "LIST",
                    "LOAD",
                    "LOCK",
                    "MSCK",
                    "REFRESH",
                    "RELOAD",
                    "REPAIR",
                    "RESET",
                    "REVOKE",
                    "SET",
                    "SHOW",
                    "TRUNCATE",
                    "UNLOCK",
                    "USE");
    private static final Set<String> BEGIN_QUERY = Set.of("(", "SELECT", "WITH", "VALUES", "TABLE");

    private final StatementRunner queries;
    private final StatementRunner definitions;

    public Statements(StatementRunner queries, StatementRunner definitions) {
        this.queries = queries;
        this.definitions = definitions;
    }

    @Override
    public PreparedStatement prepare(Submission submission) throws MalformedStatement {
        return ofQueries(submission.text())
                ? queries.prepare(submission)
                : definitions.prepare(submission);
    }

    /// Whether a text is of the queries' grammar, if it is of any.
    static boolean ofQueries(String text) {
        List<String> words = words(text);
        if (words.isEmpty() || !BEGIN_DEFINITION.contains(words.getFirst())) {
            return true;
        }
        return switch (words.getFirst()) {
            case "CREATE" -> ofView(words) || ofQuery(words);
            case "SHOW" ->
                    words.size() > 2 && words.subList(1, 3).equals(List.of("CREATE", "VIEW"));
            default -> false;
        };
    }

    private static boolean ofView(List<String> words) {
        boolean replacing =
                words.size() > 3 && words.get(1).equals("OR") && words.get(2).equals("REPLACE");
        int kind = replacing ? 3 : 1;
        return words.size() > kind && words.get(kind).equals("VIEW");
    }

    /// `AS` before a query, and outside of all brackets; `STORED AS` is none.
    private static boolean ofQuery(List<String> words) {
        int depth = 0;
        for (int i = 1; i + 1 < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("(")) {
                depth++;
            } else if (word.equals(")")) {
                depth--;
            } else if (depth == 0
                    && word.equals("AS")
                    && !words.get(i - 1).equals("STORED")
                    && BEGIN_QUERY.contains(words.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /// Words in upper case and brackets. Comments are left out; a quoted text is one mark.
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            char first = text.charAt(at);
            if (first == '\'' || first == '"' || first == '`') {
                words.add("'");
            } else if (Character.isLetter(first) || first == '_') {
                words.add(text.substring(at, end).toUpperCase(Locale.ROOT));
            } else if (first == '(' || first == ')') {
                words.add(String.valueOf(first));
            }
            at = end;
        }
        return words;
    }

    private static int end(String text, int at) {
        char first = text.charAt(at);
        if (text.startsWith("--", at)) {
            return past(text, "\n", at + 2);
        }
        if (text.startsWith("/*", at)) {
            return past(text, "*/", at + 2);
        }
        if (first == '\'' || first == '"' || first == '`') {
            return past(text, String.valueOf(first), at + 1);
        }
        int end = at + 1;
        if (Character.isLetter(first) || first == '_') {
            while (end < text.length() && wordPart(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static boolean wordPart(char next) {
        return Character.isLetterOrDigit(next) || next == '_';
    }

    private static int past(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
