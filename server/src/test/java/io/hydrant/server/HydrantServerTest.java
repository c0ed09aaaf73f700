package io.hydrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.server.config.ServerConfig;
import io.hydrant.server.http.PortUnavailable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class HydrantServerTest {
    @TempDir Path folder;

    private ServerConfig config(String... settings) {
        Map<String, String> all = new HashMap<>();
        all.put("http.port", "0");
        all.put("data.dir", folder.resolve("data").toString());
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return ServerConfig.of(all);
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void startsOnAFreePortAndTellsWhere() throws Exception {
        try (HydrantServer server = HydrantServer.start(config())) {
            assertThat(server.endpoint().getPort()).isEqualTo(server.port()).isPositive();
            assertThat(server.banner())
                    .hasToString(
                            "Hydrant listens on http://127.0.0.1:"
                                    + server.port()
                                    + ", keeps its data in "
                                    + folder.resolve("data")
                                    + ", access key test, secret key test");
            HttpResponse<String> health = get(server.endpoint().resolve("/_hydrant/health"));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).startsWith("{\"status\":\"up\"");
            HttpResponse<String> metrics = get(server.endpoint().resolve("/_hydrant/metrics"));
            assertThat(metrics.body())
                    .contains("hydrant_http_requests_total 2.0", "hydrant_http_connections ");
        }
    }

    @Test
    void showsNoSecretThatIsOne() {
        try (HydrantServer server =
                HydrantServer.start(config("credentials.secret-key", "hidden"))) {
            assertThat(server.banner().toString()).endsWith("access key test");
        }
    }

    @Test
    void closesMetricsAndHealthWhenAsked() throws Exception {
        try (HydrantServer server = HydrantServer.start(config("http.open-metrics", "false"))) {
            for (String path : new String[] {"metrics", "health", "logs?group=g"}) {
                HttpResponse<String> response = get(server.endpoint().resolve("/_hydrant/" + path));
                assertThat(response.statusCode()).isEqualTo(403);
            }
        }
    }

    @Test
    void refusesAFolderInUseAndAPortInUse() {
        try (HydrantServer server = HydrantServer.start(config())) {
            assertThatThrownBy(() -> HydrantServer.start(config()))
                    .isInstanceOf(DataFolder.Unusable.class);
            ServerConfig samePort =
                    config(
                            "http.port",
                            Integer.toString(server.port()),
                            "data.dir",
                            folder.resolve("other").toString());
            assertThatThrownBy(() -> HydrantServer.start(samePort))
                    .isInstanceOf(PortUnavailable.class);
            DataFolder.open(folder.resolve("other")).close(); // given back when the start failed
        }
    }

    @Test
    void startsAgainOnTheSameFolder() {
        for (int i = 0; i < 3; i++) {
            HydrantServer.start(config()).close();
        }
    }

    @Test
    void leavesItsCertificateForClientsToTrust() {
        try (HydrantServer server = HydrantServer.start(config("tls.self-signed", "true"))) {
            assertThat(server.endpoint().getScheme()).isEqualTo("https");
            assertThat(folder.resolve("data/tls/self-signed.pem"))
                    .content()
                    .startsWith("-----BEGIN CERTIFICATE-----");
        }
    }
}
