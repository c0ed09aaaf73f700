package io.hydrant.server.admin;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which of the server's own paths is answered by whom. Filled while the server is put together,
/// then only read.
public final class AdminRoutes {
    private static final String PREFIX = "/_hydrant/";

    private final Map<String, Route> routes = new TreeMap<>();

    /// @param open whether unsigned requests are answered too
    public record Route(AdminEndpoint endpoint, boolean open) {}

    /// Whether a path is the server's own, known or not. No bucket can have this name.
    public static boolean covers(String rawPath) {
        return rawPath.startsWith(PREFIX);
    }

    /// A path for requests signed with any valid credentials, for whatever service.
    ///
    /// @param name what follows `/_hydrant/`
    public AdminRoutes signed(String name, AdminEndpoint endpoint) {
        return add(name, new Route(endpoint, false));
    }

    /// A path for everybody who reaches the port.
    public AdminRoutes open(String name, AdminEndpoint endpoint) {
        return add(name, new Route(endpoint, true));
    }

    public Optional<Route> find(String rawPath) {
        return Optional.ofNullable(routes.get(rawPath));
    }

    private AdminRoutes add(String name, Route route) {
        if (routes.put(PREFIX + name, route) != null) {
            throw new IllegalArgumentException("two endpoints for " + name);
        }
        return this;
    }
}
