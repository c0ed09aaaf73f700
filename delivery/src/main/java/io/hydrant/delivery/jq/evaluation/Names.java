package io.hydrant.delivery.jq.evaluation;

import io.hydrant.delivery.jq.syntax.InvalidQuery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What names mean at a place of a program, by the unique names they were given.
final class Names {
    static final Names NONE = new Names(Map.of());

    private final Map<String, String> meanings;

    private Names(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    /// @param signature as `f/1`
    Names with(String signature, String unique) {
        Map<String, String> more = new HashMap<>(meanings);
        more.put(signature, unique);
        return new Names(more);
    }

    Names withVariable(String name, String unique) {
        return with("$" + name, unique);
    }

    Names withLabel(String name, String unique) {
        return with("*" + name, unique);
    }

    Optional<String> function(String signature) {
        return Optional.ofNullable(meanings.get(signature));
    }

    String variable(String name) {
        String unique = meanings.get("$" + name);
        if (unique == null) {
            throw new InvalidQuery(
                    name.equals("ENV")
                            ? "$ENV is not supported in a metadata extraction query"
                            : "$" + name + " is not defined");
        }
        return unique;
    }

    String label(String name) {
        String unique = meanings.get("*" + name);
        if (unique == null) {
            throw new InvalidQuery("$*label-" + name + " is not defined");
        }
        return unique;
    }
}
