package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Query;

import java.util.List;

/// Translates queries inside expressions.
public interface Subqueries {
    /// A query inside an expression, in brackets.
    record Subquery(String sql, List<SqlType> types) {}

    /// @param outer what its names stand for when they are none of its own
    Subquery translate(Query query, Scope outer) throws QueryFailure;
}
