package io.hydrant.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which of the server's own paths is answered by whom. Filled while the server is put together,
/// then only read.
public final class AdminRoutes {
    private static final String PREFIX = "/_hydrant/";
    private static final String NAME = "{name}";

    private final List<Route> routes = new ArrayList<>();

    /// @param segments of the path behind the prefix; one may be `{name}`, which stands for any
    /// @param open whether unsigned requests are answered too
    public record Route(
            String method, List<String> segments, AdminEndpoint endpoint, boolean open) {
        /// What stands in place of `{name}`, empty text without one; nothing when the path is
        /// another.
        private Optional<String> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            String name = "";
            for (int i = 0; i < path.size(); i++) {
                if (segments.get(i).equals(NAME)) {
                    name = path.get(i);
                } else if (!segments.get(i).equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(name);
        }
    }

    /// What a request for one of these paths meets.
    public sealed interface Match {
        /// @param pathName what stands in place of `{name}`, as sent
        record Found(Route route, String pathName) implements Match {}

        record WrongMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    /// Whether a path is the server's own, known or not. No bucket can have this name.
    public static boolean covers(String rawPath) {
        return rawPath.startsWith(PREFIX);
    }

    /// A path for requests signed with any valid credentials, for whatever service.
    ///
    /// @param path what follows `/_hydrant/`
    public AdminRoutes signed(String method, String path, AdminEndpoint endpoint) {
        return add(new Route(method, segments(path), endpoint, false));
    }

    /// A path for everybody who reaches the port.
    public AdminRoutes open(String method, String path, AdminEndpoint endpoint) {
        return add(new Route(method, segments(path), endpoint, true));
    }

    public Match find(String method, String rawPath) {
        List<String> path = segments(rawPath.substring(PREFIX.length()));
        Match match = new Match.Nothing();
        for (Route route : routes) {
            Optional<String> name = route.match(path);
            if (name.isPresent() && route.method().equals(method)) {
                return new Match.Found(route, name.get());
            }
            if (name.isPresent()) {
                match = new Match.WrongMethod(route.method());
            }
        }
        return match;
    }

    private AdminRoutes add(Route route) {
        boolean taken =
                routes.stream()
                        .anyMatch(
                                other ->
                                        other.method().equals(route.method())
                                                && other.segments().equals(route.segments()));
        if (taken) {
            throw new IllegalArgumentException("two endpoints for " + route.segments());
        }
        routes.add(route);
        return this;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
