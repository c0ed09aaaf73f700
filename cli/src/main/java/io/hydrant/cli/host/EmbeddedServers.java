package io.hydrant.cli.host;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.kernel.error.HydrantException;
import io.hydrant.server.HydrantServer;
import io.hydrant.server.ServerLogging;
import io.hydrant.server.config.ConfigReader;
import io.hydrant.server.config.ServerConfig;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Servers of this very program.
public final class EmbeddedServers implements ServerHost {
    @Override
    public HostedServer start(ServerOptions options) {
        ServerLogging.configure();
        try {
            ServerConfig config =
                    ConfigReader.read(options.config(), System.getenv(), settings(options));
            return new Running(config, HydrantServer.start(config));
        } catch (HydrantException e) {
            throw new CommandFailed(e.getMessage());
        }
    }

    private static Map<String, String> settings(ServerOptions options) {
        Map<String, String> settings = new HashMap<>();
        options.port().ifPresent(port -> settings.put("http.port", Integer.toString(port)));
        options.host().ifPresent(host -> settings.put("http.bind", host));
        options.data().ifPresent(data -> settings.put("data.dir", data.toString()));
        switch (options.tls()) {
            case ServerOptions.Tls.Unsaid() -> {}
            case ServerOptions.Tls.SelfSigned() -> settings.put("tls.self-signed", "true");
            case ServerOptions.Tls.Files(Path certificate, Path key) -> {
                settings.put("tls.cert", certificate.toString());
                settings.put("tls.key", key.toString());
            }
        }
        return settings;
    }

    private record Running(ServerConfig config, HydrantServer server) implements HostedServer {
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
