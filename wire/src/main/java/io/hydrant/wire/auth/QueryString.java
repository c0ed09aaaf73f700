package io.hydrant.wire.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The parameters of a raw query, in order.
final class QueryString {
    private static final int PARAMETERS_MAX = 1000;

    private final List<Parameter> parameters;

    private QueryString(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /// @param name and value percent-encoded in canonical form
    record Parameter(String name, String value) implements Comparable<Parameter> {
        @Override
        public int compareTo(Parameter other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }

    static QueryString of(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return new QueryString(List.of());
        }
        List<Parameter> found = new ArrayList<>();
        int start = 0;
        while (start <= rawQuery.length()) {
            int end = rawQuery.indexOf('&', start);
            end = end < 0 ? rawQuery.length() : end;
            if (end > start) {
                found.add(parameter(rawQuery.substring(start, end)));
            }
            if (found.size() > PARAMETERS_MAX) {
                throw new AuthenticationFailure(
                        AuthenticationFailure.Kind.MALFORMED_QUERY,
                        "The query has more than " + PARAMETERS_MAX + " parameters.");
            }
            start = end + 1;
        }
        return new QueryString(found);
    }

    private static Parameter parameter(String raw) {
        int equals = raw.indexOf('=');
        String name = equals < 0 ? raw : raw.substring(0, equals);
        String value = equals < 0 ? "" : raw.substring(equals + 1);
        return new Parameter(UriEncoding.queryPart(name), UriEncoding.queryPart(value));
    }

    /// The decoded value of the first parameter of this name.
    Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(UriEncoding.decode(parameter.value()));
            }
        }
        return Optional.empty();
    }

    boolean contains(String name) {
        return first(name).isPresent();
    }

    List<Parameter> all() {
        return Collections.unmodifiableList(parameters);
    }

    /// Sorted and joined, without the parameter that holds the signature itself.
    String canonical() {
        if (parameters.isEmpty()) {
            return "";
        }
        List<Parameter> sorted = new ArrayList<>(parameters);
        Collections.sort(sorted);
        StringBuilder out = new StringBuilder();
        for (Parameter parameter : sorted) {
            if (!parameter.name().equals("X-Amz-Signature")) {
                out.append(out.isEmpty() ? "" : "&")
                        .append(parameter.name())
                        .append('=')
                        .append(parameter.value());
            }
        }
        return out.toString();
    }
}
