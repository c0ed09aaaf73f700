package io.hydrant.cli.host;

import io.hydrant.cli.client.Credentials;
import io.hydrant.server.HydrantServer;
import io.hydrant.server.ServerLogging;
import io.hydrant.server.config.ConfigReader;
import io.hydrant.server.config.ServerConfig;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// Servers of this very program.
public final class EmbeddedServers implements ServerHost {
    private final Map<String, String> environment;

    /// @param environment variables named `HYDRANT_…` are settings
    public EmbeddedServers(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public HostedServer start(ServerOptions options) {
        ServerLogging.configure();
        ServerConfig config = ConfigReader.read(options.config(), environment, settings(options));
        return new Embedded(HydrantServer.start(config), config);
    }

    /// What the command line says, by the keys of the configuration.
    private static Map<String, String> settings(ServerOptions options) {
        Map<String, String> settings = new HashMap<>(options.settings());
        options.port().ifPresent(port -> settings.put("http.port", port.toString()));
        options.host().ifPresent(host -> settings.put("http.bind", host));
        options.data().ifPresent(data -> settings.put("data.dir", data.toString()));
        switch (options.tls()) {
            case ServerOptions.Tls.Unsaid _ -> {
                // The configuration decides.
            }
            case ServerOptions.Tls.SelfSigned _ -> settings.put("tls.self-signed", "true");
            case ServerOptions.Tls.Files files -> {
                settings.put("tls.cert", files.certificate().toString());
                settings.put("tls.key", files.key().toString());
            }
        }
        return settings;
    }

    private record Embedded(HydrantServer server, ServerConfig config) implements HostedServer {
        @Override
        public URI endpoint() {
            return server.endpoint();
        }

        @Override
        public String banner() {
            return server.banner().toString();
        }

        @Override
        public Credentials credentials() {
            io.hydrant.wire.auth.Credentials first = config.credentials().getFirst();
            return new Credentials(
                    first.accessKeyId(), first.secretKey(), first.sessionToken().orElse(""));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
