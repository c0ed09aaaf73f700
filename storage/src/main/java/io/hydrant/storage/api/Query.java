package io.hydrant.storage.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters of a request's query, decoded.
final class Query {
    private record Parameter(String name, String value) {}

    private final List<Parameter> parameters = new ArrayList<>();

    /// @throws io.hydrant.storage.object.ObjectStoreException `InvalidURI`
    static Query parse(String rawQuery) {
        Query query = new Query();
        for (String piece : rawQuery.split("&")) {
            if (!piece.isEmpty()) {
                int equals = piece.indexOf('=');
                String name = equals < 0 ? piece : piece.substring(0, equals);
                String value = equals < 0 ? "" : piece.substring(equals + 1);
                query.parameters.add(new Parameter(decode(name), decode(value)));
            }
        }
        return query;
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    Optional<String> first(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /// The value, empty when there is none.
    String text(String name) {
        return first(name).orElse("");
    }

    private static String decode(String text) {
        return PercentCoding.decode(text.replace('+', ' '));
    }
}
