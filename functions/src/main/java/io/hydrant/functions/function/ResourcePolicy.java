package io.hydrant.functions.function;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who else may do something with a function. Kept, not enforced.
///
/// @param revision differs after every change
/// @param statements JSON texts by their ids, in the order they were added
public record ResourcePolicy(String revision, Map<String, String> statements) {
    public ResourcePolicy {
        statements = Collections.unmodifiableMap(new LinkedHashMap<>(statements));
    }

    /// As policies are written.
    public String text() {
        return "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":["
                + String.join(",", statements.values())
                + "]}";
    }
}
