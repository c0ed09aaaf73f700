package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Except;
import io.trino.sql.tree.Intersect;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.Union;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Translates `UNION`, `INTERSECT` and `EXCEPT`.
final class SetOperations {
    private final QueryRenderer queries;
    private final Environment environment;

    SetOperations(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    RenderedQuery render(SetOperation operation) throws QueryFailure {
        if (operation.getCorresponding().isPresent()) {
            throw Refusals.notSupported(operation, "CORRESPONDING");
        }
        String name =
                switch (operation) {
                    case Union _ -> "UNION";
                    case Intersect _ -> "INTERSECT";
                    case Except _ -> "EXCEPT";
                    default ->
                            throw Refusals.notSupported(
                                    operation, operation.getClass().getSimpleName());
                };
        Environment inner = environment.inner(environment.outer());
        RenderedQuery whole = side(operation.getRelations().getFirst(), inner);
        String sql = "(" + whole.sql() + ")";
        for (Relation relation :
                operation.getRelations().subList(1, operation.getRelations().size())) {
            RenderedQuery next = side(relation, inner);
            whole = new RenderedQuery(sql, check(operation, name, whole, next));
            sql += " " + name + (operation.isDistinct() ? " (" : " ALL (") + next.sql() + ")";
        }
        return new RenderedQuery(sql, whole.columns());
    }

    private RenderedQuery side(Relation relation, Environment inner) throws QueryFailure {
        if (relation instanceof QueryBody body) {
            return queries.body(body, inner).withoutOrigins();
        }
        throw Refusals.notSupported(relation, relation.getClass().getSimpleName());
    }

    /// @return columns of both together, with the names of the first
    static List<OutputColumn> check(
            Node place, String operation, RenderedQuery left, RenderedQuery right)
            throws QueryFailure {
        if (left.columns().size() != right.columns().size()) {
            throw Refusals.at(
                    place,
                    "TYPE_MISMATCH",
                    "%s query has different number of fields: %d, %d"
                            .formatted(operation, left.columns().size(), right.columns().size()));
        }
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            SqlType one = left.columns().get(i).type();
            SqlType other = right.columns().get(i).type();
            Optional<SqlType> common = TypeRules.common(one, other);
            if (common.isEmpty()) {
                throw Refusals.at(
                        place,
                        "TYPE_MISMATCH",
                        "column %d in %s query has incompatible types: %s, %s"
                                .formatted(i + 1, operation, one.display(), other.display()));
            }
            columns.add(
                    new OutputColumn(left.columns().get(i).name(), common.get(), Optional.empty()));
        }
        return columns;
    }
}
