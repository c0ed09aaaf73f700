package io.hydrant.wire.rest;

import io.hydrant.wire.json.MalformedRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All operations of a service by method and path, whether they are served or not. Safe for use by
/// many threads.
///
/// A table of lines as [RestRoute] draws them; `#` begins a comment.
public final class RestRoutes {
    private final List<RestRoute> routes;

    private RestRoutes(List<RestRoute> routes) {
        this.routes = List.copyOf(routes);
    }

    /// @throws IllegalArgumentException naming a line that is damaged
    public static RestRoutes parse(String table) {
        List<RestRoute> routes = new ArrayList<>();
        for (String line : table.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                routes.add(RestRoute.parse(line));
            }
        }
        // those that ask for parameters come first: their paths are also those of others
        routes.sort((a, b) -> b.query().size() - a.query().size());
        return new RestRoutes(routes);
    }

    /// Names of all operations.
    public List<String> operations() {
        return routes.stream().map(RestRoute::operation).toList();
    }

    /// @param labels members in the path, decoded
    record Match(RestRoute route, Map<String, String> labels) {}

    /// @throws MalformedRequest when the path cannot be decoded
    Optional<Match> find(String method, String rawPath, Map<String, List<String>> query) {
        List<String> path = RestRoute.segmentsOf(rawPath);
        for (RestRoute route : routes) {
            boolean asked =
                    route.method().equals(method)
                            && route.query().entrySet().stream()
                                    .allMatch(
                                            pair ->
                                                    query.getOrDefault(pair.getKey(), List.of())
                                                            .contains(pair.getValue()));
            Optional<Map<String, String>> labels = asked ? route.labels(path) : Optional.empty();
            if (labels.isPresent()) {
                return Optional.of(new Match(route, labels.get()));
            }
        }
        return Optional.empty();
    }
}
