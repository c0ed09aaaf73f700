package io.hydrant.query.dialect.information;

import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relations;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.StringLiteral;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One use of a table of `information_schema`: collects which names the query asks for. For one
/// thread.
public final class InformationScan {
    private final String relation;
    private final InformationTable table;
    private final Map<String, Set<String>> wanted = new HashMap<>();

    /// @param relation a name without need for quotes, unique in the query
    public InformationScan(String relation, InformationTable table) {
        this.relation = relation;
        this.table = table;
    }

    public String relation() {
        return relation;
    }

    public InformationTable table() {
        return table;
    }

    /// Takes a condition that all rows needed fulfil, and that speaks of one column alone.
    /// Conditions of other forms than `=` and `IN` with texts are left to the engine.
    ///
    /// @param valueOf what a question mark stands for; other expressions as they are
    public void restrict(String column, Expression condition, Values valueOf) throws QueryFailure {
        Optional<Set<String>> values = values(condition, valueOf);
        if (values.isPresent()) {
            wanted.merge(column, values.get(), InformationScan::both);
        }
    }

    /// Tells what an expression stands for.
    public interface Values {
        Expression of(Expression expression) throws QueryFailure;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static Optional<Set<String>> values(Expression condition, Values valueOf)
            throws QueryFailure {
        if (!(condition instanceof Predicated predicated)) {
            return Optional.empty();
        }
        return switch (predicated.getPredicate()) {
            case ComparisonPredicate comparison
                    when comparison.getOperator() == ComparisonPredicate.Operator.EQUAL -> {
                Optional<Set<String>> right = texts(List.of(comparison.getRight()), valueOf);
                yield right.isPresent() ? right : texts(List.of(predicated.getValue()), valueOf);
            }
            case InPredicate in
                    when !in.isNegated() && in.getValueList() instanceof InListExpression list ->
                    texts(list.getValues(), valueOf);
            default -> Optional.empty();
        };
    }

    /// Empty when one is no text.
    private static Optional<Set<String>> texts(List<Expression> expressions, Values valueOf)
            throws QueryFailure {
        Set<String> texts = new HashSet<>();
        for (Expression expression : expressions) {
            if (!(valueOf.of(expression) instanceof StringLiteral text)) {
                return Optional.empty();
            }
            texts.add(text.getValue());
        }
        return Optional.of(texts);
    }

    /// The relation, for the `WITH` clause of the query.
    ///
    /// @throws QueryFailure when the catalog has more than can be told
    public String definition(Relations relations) throws QueryFailure {
        String rows = new InformationRows(relations, table, wanted).json();
        StringBuilder columns = new StringBuilder();
        for (String column : table.columns()) {
            int index = table.columns().indexOf(column) + 1;
            columns.append(index == 1 ? "" : ", ")
                    .append("CAST(r[")
                    .append(index)
                    .append("] AS ")
                    .append(InformationTable.type(column).engine())
                    .append(") AS ")
                    .append(column);
        }
        return "%s AS (SELECT %s FROM (SELECT unnest(from_json(%s, '[[\"VARCHAR\"]]')) AS r))"
                .formatted(relation, columns, Sql.literal(rows));
    }
}
