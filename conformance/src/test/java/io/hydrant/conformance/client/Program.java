package io.hydrant.conformance.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A client program of somebody else, run against a server.
///
/// @param folder where it runs and leaves its output
public record Program(Path folder, URI endpoint) {
    /// Whether a command runs at all here.
    public static boolean works(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What it writes to its standard output.
    ///
    /// @throws AssertionError when it does not end with 0
    public String run(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment()
                    .putAll(
                            Map.of(
                                    "AWS_ACCESS_KEY_ID",
                                    AwsClients.ACCESS_KEY,
                                    "AWS_SECRET_ACCESS_KEY",
                                    AwsClients.SECRET_KEY,
                                    "AWS_DEFAULT_REGION",
                                    AwsClients.REGION.id(),
                                    "AWS_EC2_METADATA_DISABLED",
                                    "true",
                                    "AWS_CONFIG_FILE",
                                    folder.resolve("none").toString(),
                                    "AWS_PAGER",
                                    "",
                                    "ENDPOINT",
                                    endpoint.toString()));
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new AssertionError(
                        String.join(" ", command)
                                + " ended with "
                                + exit
                                + ": "
                                + Files.readString(err));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program runs", e);
        }
    }

    /// The aws CLI with its arguments.
    public String aws(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("aws", "--endpoint-url", endpoint.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }
}
