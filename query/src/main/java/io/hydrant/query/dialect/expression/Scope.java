package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What names stand for at a place in a query: its relations' fields, then those of the queries
/// around it.
public record Scope(List<Field> fields, Optional<Scope> outer) {
    public static final Scope EMPTY = new Scope(List.of(), Optional.empty());

    public Scope {
        fields = List.copyOf(fields);
    }

    public static Scope of(List<Field> fields, Scope outer) {
        return new Scope(fields, Optional.of(outer));
    }

    /// A name that was found.
    ///
    /// @param used how many of its parts stand for the field; the others are members of its row
    /// @param local whether it is of this scope and not of one around it
    public record Found(Field field, int used, boolean local) {}

    /// @param parts lower case, with dots between them in the query
    /// @throws QueryFailure when it stands for more than one field
    public Optional<Found> find(Node place, List<String> parts) throws QueryFailure {
        boolean local = true;
        Optional<Scope> level = Optional.of(this);
        while (level.isPresent()) {
            for (int used = parts.size(); used > 0; used--) {
                List<Field> matching = level.get().matching(parts.subList(0, used));
                if (matching.size() > 1) {
                    throw Refusals.at(
                            place,
                            "AMBIGUOUS_NAME",
                            "Column '" + String.join(".", parts) + "' is ambiguous");
                }
                if (!matching.isEmpty()) {
                    return Optional.of(new Found(matching.getFirst(), used, local));
                }
            }
            level = level.get().outer();
            local = false;
        }
        return Optional.empty();
    }

    private List<Field> matching(List<String> parts) {
        String name = parts.getLast();
        List<String> qualifier = parts.subList(0, parts.size() - 1);
        List<Field> matching = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().filter(name::equals).isPresent()
                    && endsWith(field.qualifier(), qualifier)) {
                matching.add(field);
            }
        }
        return matching;
    }

    /// Fields of a relation, by its name or a longer form of it.
    public List<Field> ofRelation(List<String> qualifier) {
        return fields.stream().filter(field -> endsWith(field.qualifier(), qualifier)).toList();
    }

    private static boolean endsWith(List<String> whole, List<String> end) {
        int from = whole.size() - end.size();
        return from >= 0 && whole.subList(from, whole.size()).equals(end);
    }
}
