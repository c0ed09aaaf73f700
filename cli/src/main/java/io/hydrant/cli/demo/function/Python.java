package io.hydrant.cli.demo.function;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The Python of this machine.
public final class Python {
    /// The setting of a server that names another interpreter.
    private static final String SETTING = "HYDRANT_FUNCTIONS_PYTHON";

    private static final String USUAL = "python3";
    private static final String QUESTION =
            """
            import sys
            if sys.version_info < (3, 7):
                sys.exit("it is Python %d.%d, and must be 3.7 or newer" % sys.version_info[:2])
            import boto3
            """;
    private static final int ANSWER_SECONDS_MAX = 30;

    private Python() {}

    /// What keeps the function from running in Python; empty when nothing does.
    ///
    /// @param environment of this process, which its servers have too
    public static Optional<String> lacking(Map<String, String> environment) {
        String named = environment.getOrDefault(SETTING, "");
        String interpreter = named.isEmpty() ? USUAL : named;
        try {
            Process process =
                    new ProcessBuilder(interpreter, "-c", QUESTION)
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            return verdict(interpreter, process);
        } catch (IOException _) {
            return Optional.of(
                    named.isEmpty()
                            ? "there is no python3 on the PATH"
                            : SETTING + " names " + named + ", which cannot be run");
        }
    }

    private static Optional<String> verdict(String interpreter, Process process)
            throws IOException {
        try {
            if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(
                        "%s does not answer within %d seconds"
                                .formatted(interpreter, ANSWER_SECONDS_MAX));
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.of("looking for " + interpreter + " was interrupted");
        }
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return Optional.of(problem(interpreter, said));
    }

    /// @param said what the interpreter printed; its last line tells the reason
    static String problem(String interpreter, String said) {
        if (said.contains("No module named 'boto3'")) {
            return "%s has no boto3 (`apt install python3-boto3` or `%s -m pip install boto3`)"
                    .formatted(interpreter, interpreter);
        }
        String last = said.substring(said.lastIndexOf('\n') + 1);
        return "%s does not import boto3: %s"
                .formatted(interpreter, last.isEmpty() ? "it says nothing" : last);
    }
}
