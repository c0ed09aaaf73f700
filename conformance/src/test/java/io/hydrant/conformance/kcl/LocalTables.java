package io.hydrant.conformance.kcl;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.FreePort;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// DynamoDB Local in a process of its own: its tables live in memory and end with it.
final class LocalTables implements AutoCloseable {
    private static final String MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner";

    private final Process process;
    private final URI endpoint;

    private LocalTables(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// @param folder takes its native library and what it says
    static LocalTables start(Path folder) {
        int port = FreePort.find();
        Path natives = folder.resolve("natives");
        unpackNatives(natives);
        List<String> command =
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-Dsqlite4java.library.path=" + natives,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "-inMemory",
                        "-disableTelemetry",
                        "-port",
                        Integer.toString(port));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.to(folder.resolve("dynamodb.out").toFile()))
                            .start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(process::destroyForcibly, "end the tables"));
            LocalTables tables = new LocalTables(process, URI.create("http://127.0.0.1:" + port));
            tables.awaitReady();
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local cannot be started", e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitReady() {
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .endpointOverride(endpoint)
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            Await.until("tables", Duration.ofSeconds(60), () -> answers(client));
        }
    }

    private boolean answers(DynamoDbClient client) {
        if (!process.isAlive()) {
            throw new IllegalStateException("DynamoDB Local ended with " + process.exitValue());
        }
        try {
            client.listTables();
            return true;
        } catch (SdkClientException _) {
            return false; // nobody listens there yet
        }
    }

    /// Its library lies beside its jar, under a name with a version that it does not look for.
    private static void unpackNatives(Path folder) {
        List<Path> libraries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.contains("sqlite4java"))
                        .map(Path::of)
                        .toList();
        try {
            Files.createDirectories(folder);
            for (Path library : libraries) {
                Files.copy(library, folder.resolve(library.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    libraries.stream().map(Path::toString).collect(Collectors.joining(", ")), e);
        }
    }
}
