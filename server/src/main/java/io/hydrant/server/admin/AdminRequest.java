package io.hydrant.server.admin;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.wire.auth.Caller;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A request to one of the server's own paths.
///
/// @param caller who signed it; anonymous on open paths
/// @param pathName what stands in place of the path's `{name}`; empty without one
/// @param parameters of the query, decoded; the last of several with one name counts
/// @param body whole; empty on open paths, which take none
public record AdminRequest(
        Caller caller, String pathName, Map<String, String> parameters, byte[] body) {
    public AdminRequest {
        parameters = Map.copyOf(parameters);
    }

    /// @param rawName as sent, percent-encoded
    public static AdminRequest of(Caller caller, String rawName, String rawQuery, byte[] body) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new AdminRequest(caller, decoded(rawName), parameters, body);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    public String requiredParameter(String name) {
        return parameter(name)
                .orElseThrow(() -> new InvalidArgument("the parameter " + name + " is missing"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidArgument("'" + text + "' is not well encoded");
        }
    }
}
