package io.hydrant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.server.config.ServerConfig;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.ToolProvider;

/// Functions reach a server that has a certificate of its own: at the address they are given, and
/// over TLS with what they trust.
class FunctionsOverTlsTest {
    @TempDir static Path folder;
    private static HydrantServer server;
    private static LambdaClient lambda;

    @BeforeAll
    static void start() {
        server =
                HydrantServer.start(
                        ServerConfig.of(
                                Map.of(
                                        "http.port", "0",
                                        "tls.self-signed", "true",
                                        "data.dir", folder.resolve("data").toString())));
        lambda =
                LambdaClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("test", "test")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    @AfterAll
    static void stop() {
        lambda.close();
        server.close();
    }

    @Test
    void python() throws IOException {
        String program =
                """
                import os, urllib.request
                def handler(event, context):
                    url = os.environ['AWS_ENDPOINT_URL'] + '/_hydrant/health'
                    return [urllib.request.urlopen(each).status
                            for each in (url, url.replace('http:', 'https:'))]
                """;
        assertThat(answer("python3.12", "app.handler", zip("app.py", program.getBytes(UTF_8))))
                .isEqualTo("[200, 200]");
    }

    @Test
    void node() throws IOException {
        String program =
                """
                const get = (url) => new Promise((resolve, reject) => require(url.split(':')[0])
                    .get(url, (answer) => { answer.resume(); resolve(answer.statusCode); })
                    .on('error', reject));
                exports.handler = async () => {
                  const url = process.env.AWS_ENDPOINT_URL + '/_hydrant/health';
                  return [await get(url), await get(url.replace('http:', 'https:'))];
                };
                """;
        assertThat(answer("nodejs20.x", "index.handler", zip("index.js", program.getBytes(UTF_8))))
                .isEqualTo("[200,200]");
    }

    @Test
    void java() throws IOException {
        String program =
                """
                import java.net.*;
                import java.util.*;
                public class App {
                    public List<Integer> handle(Map<String, Object> event) throws Exception {
                        String url = System.getenv("AWS_ENDPOINT_URL") + "/_hydrant/health";
                        List<Integer> statuses = new ArrayList<>();
                        for (String each : List.of(url, url.replace("http:", "https:"))) {
                            HttpURLConnection asked =
                                    (HttpURLConnection) URI.create(each).toURL().openConnection();
                            statuses.add(asked.getResponseCode());
                        }
                        return statuses;
                    }
                }
                """;
        Path source = Files.writeString(folder.resolve("App.java"), program);
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "17", "-proc:none", source.toString());
        assertThat(status).isZero();
        byte[] compiled = Files.readAllBytes(folder.resolve("App.class"));
        assertThat(answer("java21", "App::handle", zip("App.class", compiled)))
                .isEqualTo("[200,200]");
    }

    private static String answer(String runtime, String handler, SdkBytes code) {
        String name = runtime.replace('.', '-');
        try {
            lambda.createFunction(
                    request ->
                            request.functionName(name)
                                    .runtime(runtime)
                                    .handler(handler)
                                    .role("arn:aws:iam::000000000000:role/any")
                                    .timeout(60)
                                    .memorySize(512)
                                    .code(zip -> zip.zipFile(code)));
        } catch (LambdaException e) {
            assumeTrue(!e.getMessage().contains(" need "), () -> "skipped: " + e.getMessage());
            throw e;
        }
        InvokeResponse response = lambda.invoke(request -> request.functionName(name));
        return response.payload().asUtf8String();
    }

    private static SdkBytes zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }
}
