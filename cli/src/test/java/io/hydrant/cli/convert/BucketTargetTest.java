package io.hydrant.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.client.WireFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

class BucketTargetTest {
    @TempDir private Path folder;
    private final SortedMap<String, String> objects = new ConcurrentSkipListMap<>();
    private HttpServer http;
    private int putsUntilFailure = Integer.MAX_VALUE;
    private ConvertScenario scenario;

    @BeforeEach
    void begin() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
        scenario = new ConvertScenario(folder);
        scenario.to = "s3://lake/trips";
        scenario.buckets = this::connect;
    }

    @AfterEach
    void end() {
        http.stop(0);
    }

    @Test
    void putsFilesBelowAPrefix() throws Exception {
        scenario.partitionBy = List.of("b");
        scenario.rejected = Optional.of("s3://lake/bad.json");
        scenario.input("a", "{\"a\":1,\"b\":\"x:é\"}\n{\"a\":\"x\"}\n");

        scenario.convert();

        assertThat(objects.keySet())
                .containsExactly("/lake/bad.json", "/lake/trips/b=x%3Aé/part-00000-00.parquet");
        assertThat(objects.get("/lake/trips/b=x%3Aé/part-00000-00.parquet"))
                .isEqualTo("a=1\nend\n");
        assertThat(ConvertScenario.files(folder).keySet()).containsExactly("in/a");
    }

    @Test
    void deletesWhatItPutWhenItFails() {
        objects.put("/lake/trips/other", "");
        scenario.existing = Existing.KEPT;
        putsUntilFailure = 2;
        scenario.sizes = new ConvertPlan.Sizes(1, ConvertScenario.MIB, 10);
        scenario.input("a", "{\"a\":1}{\"a\":2}{\"a\":3}");

        assertThatThrownBy(scenario::convert)
                .isInstanceOf(WireFailure.class)
                .hasMessage("Please reduce your request rate.");

        assertThat(objects.keySet()).containsExactly("/lake/trips/other");
        assertThat(ConvertScenario.files(folder).keySet()).containsExactly("in/a");
    }

    @Test
    void replacesOrRefusesObjectsThatAreThere() throws Exception {
        objects.put("/lake/trips/b=1/part-00000-aa.parquet", "");
        objects.put("/lake/trips/other", "");
        scenario.input("a", "{\"a\":1}");

        assertThatThrownBy(scenario::convert)
                .hasMessageStartingWith("s3://lake/trips/ is not empty; --append");
        scenario.existing = Existing.REPLACED;
        scenario.convert();

        assertThat(objects.keySet())
                .containsExactly("/lake/trips/other", "/lake/trips/part-00000-00.parquet");
    }

    private Buckets connect() {
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");
        URI endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        return new Buckets(new WireClient(endpoint, signer, Optional.empty()));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        String answer = "";
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                if (putsUntilFailure-- > 0) {
                    objects.put(path, body);
                } else {
                    status = 503;
                    answer =
                            "<Error><Code>SlowDown</Code><Message>Please reduce your request"
                                    + " rate.</Message></Error>";
                }
            }
            case "DELETE" -> objects.remove(path);
            default -> answer = list(exchange.getRequestURI().getQuery());
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String list(String query) {
        String prefix = "/lake/" + query.replaceAll(".*prefix=([^&]*).*", "$1");
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        for (String key : objects.tailMap(prefix).keySet()) {
            if (key.startsWith(prefix)) {
                xml.append("<Contents><Key>")
                        .append(key.substring("/lake/".length()))
                        .append("</Key><Size>1</Size></Contents>");
            }
        }
        return xml.append("</ListBucketResult>").toString();
    }
}
