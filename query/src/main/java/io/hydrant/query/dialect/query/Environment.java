package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Scope;

import java.util.HashMap;
import java.util.Map;

/// What the meaning of a query depends on besides its text.
///
/// @param database where tables without a database are looked for
/// @param commonTables of `WITH` clauses around it, by lower-case name
/// @param outer columns of the queries around it
/// @param uses how often each table name without a database stands in the statement
/// @param viewDepth how many views it is inside of
/// @param top whether its result is the statement's
record Environment(
        String database,
        Map<String, CommonTable> commonTables,
        Scope outer,
        Map<String, Integer> uses,
        int viewDepth,
        boolean top) {
    Environment {
        commonTables = Map.copyOf(commonTables);
        uses = Map.copyOf(uses);
    }

    Environment with(String name, CommonTable table) {
        Map<String, CommonTable> more = new HashMap<>(commonTables);
        more.put(name, table);
        return new Environment(database, more, outer, uses, viewDepth, top);
    }

    /// For a query inside it.
    Environment inner(Scope scope) {
        return new Environment(database, commonTables, scope, uses, viewDepth, false);
    }

    boolean usedOnce(String name) {
        return uses.getOrDefault(name, 0) == 1;
    }
}
