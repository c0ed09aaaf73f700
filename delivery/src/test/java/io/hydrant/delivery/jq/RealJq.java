package io.hydrant.delivery.jq;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The program `jq` 1.6, where it is installed.
final class RealJq {
    private final Path program;

    private RealJq(Path program) {
        this.program = program;
    }

    /// Nothing where the PATH has no jq, or one of another version.
    static Optional<RealJq> find() throws IOException, InterruptedException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, "jq");
            if (Files.isExecutable(candidate)) {
                RealJq found = new RealJq(candidate);
                String version = found.output(List.of("--version"), "").getFirst();
                return version.equals("jq-1.6") ? Optional.of(found) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The outputs in compact JSON; `error` behind them if it ends with an error, only `invalid` if
    /// the program does not compile.
    List<String> run(String query, String input) throws IOException, InterruptedException {
        return output(List.of("-c", query), input);
    }

    private List<String> output(List<String> arguments, String input)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path errors = Files.createTempFile("jq", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // a program that does not compile does not read
            }
            byte[] bytes = process.getInputStream().readAllBytes();
            process.waitFor();
            String error = Files.readString(errors);
            if (error.contains("compile error")) {
                return List.of("invalid");
            }
            List<String> lines =
                    new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
            if (error.contains("error")) {
                lines.add("error");
            }
            return lines;
        } finally {
            Files.delete(errors);
        }
    }
}
