package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.expression.TypePattern.FunctionOf;
import io.hydrant.query.dialect.type.SqlType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A function of the list, with one set of parameters.
///
/// @param repeatsLast whether the last parameter may come any number of times
/// @param template what it is in the engine
record Signature(
        String name,
        Kind kind,
        List<TypePattern> parameters,
        boolean repeatsLast,
        TypePattern result,
        String template) {
    enum Kind {
        PLAIN,
        VOLATILE,
        AGGREGATE,
        WINDOW
    }

    Signature {
        parameters = List.copyOf(parameters);
    }

    TypePattern parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /// @param arguments types; empty for a lambda
    /// @return the letters' types without those that lambdas give; empty when they do not fit
    Optional<Map<String, SqlType>> match(List<Optional<SqlType>> arguments, boolean conversions) {
        boolean count =
                repeatsLast
                        ? arguments.size() >= parameters.size()
                        : arguments.size() == parameters.size();
        if (!count) {
            return Optional.empty();
        }
        Map<String, SqlType> bound = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean lambda = parameter(i) instanceof FunctionOf;
            if (lambda != arguments.get(i).isEmpty()) {
                return Optional.empty();
            }
            if (!lambda && !parameter(i).accepts(arguments.get(i).get(), bound, conversions)) {
                return Optional.empty();
            }
        }
        return Optional.of(bound);
    }

    String display() {
        return parameters.stream()
                .map(TypePattern::display)
                .collect(Collectors.joining(", ", name + "(", repeatsLast ? "...)" : ")"));
    }
}
