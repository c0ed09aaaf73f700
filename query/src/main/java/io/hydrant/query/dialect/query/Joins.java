package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.JoinCriteria;
import io.trino.sql.tree.JoinOn;
import io.trino.sql.tree.JoinUsing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Translates joins.
final class Joins {
    private final QueryRenderer queries;
    private final Environment environment;
    private final Sources sources;

    Joins(QueryRenderer queries, Environment environment, Sources sources) {
        this.queries = queries;
        this.environment = environment;
        this.sources = sources;
    }

    Source render(Join join, Scope before) throws QueryFailure {
        Source left = sources.render(join.getLeft(), before);
        Source right = sources.render(join.getRight(), Scope.of(left.fields(), before));
        String rightSql = join.getRight() instanceof Join ? "(" + right.sql() + ")" : right.sql();
        String operator =
                switch (join.getType()) {
                    case CROSS, IMPLICIT -> " CROSS JOIN ";
                    case INNER -> " INNER JOIN ";
                    case LEFT -> " LEFT JOIN ";
                    case RIGHT -> " RIGHT JOIN ";
                    case FULL -> " FULL JOIN ";
                };
        String sql = left.sql() + operator + rightSql;
        if (join.getCriteria().isEmpty()) {
            return new Source(sql, known(join, left, right), false);
        }
        JoinCriteria criteria = join.getCriteria().get();
        return switch (criteria) {
            case JoinOn on -> {
                List<Field> all = new ArrayList<>(left.fields());
                all.addAll(right.fields());
                String condition =
                        new Conditions(queries, environment)
                                .render(
                                        on.getExpression(),
                                        "JOIN ON clause",
                                        Scope.of(all, environment.outer()),
                                        prunable(join, left, right));
                yield new Source(sql + " ON " + condition, known(join, left, right), false);
            }
            case JoinUsing using -> using(join, using, left, right, sql);
            default -> throw Refusals.notSupported(join, "Natural join");
        };
    }

    /// Fields of relations whose rows the condition of the join leaves out.
    private static Predicate<Field> prunable(Join join, Source left, Source right) {
        Set<Field> fields = new HashSet<>();
        switch (join.getType()) {
            case CROSS, IMPLICIT, INNER -> {
                fields.addAll(left.fields());
                fields.addAll(right.fields());
            }
            case LEFT -> fields.addAll(right.fields());
            case RIGHT -> fields.addAll(left.fields());
            case FULL -> {}
        }
        return fields::contains;
    }

    /// Fields of the join: those that it can make null do not tell about their tables' rows.
    private static List<Field> known(Join join, Source left, Source right) {
        boolean leftKept = join.getType() != Join.Type.RIGHT && join.getType() != Join.Type.FULL;
        boolean rightKept = join.getType() != Join.Type.LEFT && join.getType() != Join.Type.FULL;
        List<Field> fields = new ArrayList<>((leftKept ? left : left.withoutOrigins()).fields());
        fields.addAll((rightKept ? right : right.withoutOrigins()).fields());
        return fields;
    }

    private Source using(Join join, JoinUsing using, Source left, Source right, String sql)
            throws QueryFailure {
        List<Field> fields = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Identifier column : using.getColumns()) {
            String name = column.getValue().toLowerCase(Locale.ROOT);
            names.add(name);
            Field one = field(column, name, left, "left");
            Field other = field(column, name, right, "right");
            Optional<SqlType> type = TypeRules.common(one.type(), other.type());
            if (type.isEmpty()) {
                throw Refusals.at(
                        column,
                        "TYPE_MISMATCH",
                        "Cannot join on column '%s' of types %s and %s"
                                .formatted(name, one.type().display(), other.type().display()));
            }
            conditions.add(one.sql() + " = " + other.sql());
            String value =
                    switch (join.getType()) {
                        case RIGHT -> other.sql();
                        case FULL -> "coalesce(" + one.sql() + ", " + other.sql() + ")";
                        case CROSS, IMPLICIT, INNER, LEFT -> one.sql();
                    };
            boolean ofLeft = join.getType() != Join.Type.RIGHT && join.getType() != Join.Type.FULL;
            fields.add(
                    new Field(
                            List.of(),
                            Optional.of(name),
                            value,
                            type.get(),
                            ofLeft ? one.origin() : Optional.empty()));
        }
        for (Field field : known(join, left, right)) {
            if (field.name().filter(names::contains).isEmpty()) {
                fields.add(field);
            }
        }
        return new Source(sql + " ON " + String.join(" AND ", conditions), fields, false);
    }

    private static Field field(Identifier place, String name, Source source, String side)
            throws QueryFailure {
        List<Field> found =
                source.fields().stream()
                        .filter(field -> field.name().filter(name::equals).isPresent())
                        .toList();
        if (found.size() > 1) {
            throw Refusals.at(place, "AMBIGUOUS_NAME", "Column '" + name + "' is ambiguous");
        }
        if (found.isEmpty()) {
            throw Refusals.at(
                    place,
                    "COLUMN_NOT_FOUND",
                    "Column '" + name + "' is missing from " + side + " side of join");
        }
        return found.getFirst();
    }
}
