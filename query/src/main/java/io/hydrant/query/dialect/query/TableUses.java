package io.hydrant.query.dialect.query;

import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Counts how often names of tables stand in a statement.
final class TableUses {
    private TableUses() {}

    /// Whether there is a query inside the expression.
    static boolean hasQuery(Node expression) {
        Deque<Node> waiting = new ArrayDeque<>();
        waiting.push(expression);
        while (!waiting.isEmpty()) {
            Node node = waiting.pop();
            if (node instanceof Query) {
                return true;
            }
            node.getChildren().forEach(waiting::push);
        }
        return false;
    }

    /// @return names without a database, lower case
    static Map<String, Integer> count(Node statement) {
        Map<String, Integer> uses = new HashMap<>();
        Deque<Node> waiting = new ArrayDeque<>();
        waiting.push(statement);
        while (!waiting.isEmpty()) {
            Node node = waiting.pop();
            if (node instanceof Table table && table.getName().getParts().size() == 1) {
                uses.merge(table.getName().getSuffix().toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
            node.getChildren().forEach(waiting::push);
        }
        return uses;
    }
}
