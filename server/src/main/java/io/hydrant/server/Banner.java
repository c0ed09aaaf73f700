package io.hydrant.server;

import io.hydrant.server.config.ServerConfig;
import io.hydrant.wire.auth.Credentials;

import java.net.URI;
import java.nio.file.Path;

/// What a server tells when it has started: one line. A secret is shown only when everybody knows
/// it.
public record Banner(URI endpoint, Path dataFolder, String accessKeyId, boolean defaultSecret) {

    public static Banner of(ServerConfig config, URI endpoint) {
        Credentials first = config.credentials().getFirst();
        return new Banner(
                endpoint,
                config.dataFolder(),
                first.accessKeyId(),
                first.secretKey().equals(ServerConfig.DEFAULT_KEY));
    }

    @Override
    public String toString() {
        return "Hydrant listens on "
                + endpoint
                + ", keeps its data in "
                + dataFolder
                + ", access key "
                + accessKeyId
                + (defaultSecret ? ", secret key " + ServerConfig.DEFAULT_KEY : "");
    }
}
