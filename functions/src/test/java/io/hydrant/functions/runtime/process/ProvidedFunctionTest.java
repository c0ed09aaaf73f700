package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Functions that bring their own runtime.
class ProvidedFunctionTest {
    private static final String SHELL =
            """
            #!/bin/sh
            api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
            while :; do
              event=$(curl -sS -D "$TMPDIR/headers" "$api/invocation/next") || exit 1
              id=$(grep -i lambda-runtime-aws-request-id "$TMPDIR/headers" | tr -d '[:space:]' | cut -d: -f2)
              echo "handler $_HANDLER got $event"
              if [ "$event" = '"fail"' ]; then
                curl -sS -H 'Lambda-Runtime-Function-Error-Type: Shop.Closed' \\
                  -d '{"errorMessage":"closed","errorType":"Shop.Closed"}' "$api/invocation/$id/error"
              else
                printf '{"echo":%s}' "$event" | curl -sS -H 'Transfer-Encoding: chunked' \\
                  -X POST --data-binary @- "$api/invocation/$id/response"
              fi
            done
            """;

    @TempDir Path folder;

    @Test
    void runsAShellScriptThatPostsChunks() throws Exception {
        assumeTrue(hasCurl(), "skipped: curl is not installed");
        try (FunctionBench bench = FunctionBench.in(folder)) {
            FunctionVersion function =
                    bench.function("provided.al2023", "mine", "bootstrap", SHELL);
            assertThat(text(bench.invoke(function, "{\"a\":1}"))).isEqualTo("{\"echo\":{\"a\":1}}");
            InvocationOutcome failed = bench.invoke(function, "\"fail\"");
            assertThat(text(failed))
                    .isEqualTo("{\"errorMessage\":\"closed\",\"errorType\":\"Shop.Closed\"}");
            assertThat(failure(failed)).isEqualTo("Shop.Closed");
            assertThat(text(bench.invoke(function, "2"))).isEqualTo("{\"echo\":2}");
            assertThat(bench.lines).contains("handler mine got {\"a\":1}");
            assertThat(bench.lines).filteredOn(l -> l.startsWith("INIT_START")).hasSize(1);
        }
    }

    @Test
    void findsTheBootstrapInALayer() throws Exception {
        assumeTrue(hasCurl(), "skipped: curl is not installed");
        try (FunctionBench bench = FunctionBench.in(folder)) {
            Path layer = Files.createDirectories(folder.resolve("layer"));
            Path other = Files.createDirectories(folder.resolve("other/bin"));
            Path bootstrap = Files.writeString(layer.resolve("bootstrap"), SHELL);
            assertThat(bootstrap.toFile().setExecutable(true)).isTrue();
            FunctionVersion function =
                    FunctionBench.withLayers(
                            bench.function("provided.al2", "mine", "data", "x"),
                            List.of(layer, other.getParent()));
            assertThat(text(bench.invoke(function, "3"))).isEqualTo("{\"echo\":3}");
        }
    }

    @Test
    void tellsThatABootstrapCannotBeExecuted() throws Exception {
        try (FunctionBench bench = FunctionBench.in(folder)) {
            FunctionVersion function =
                    bench.function("provided.al2", "mine", "bootstrap", "#!/no/such/interpreter\n");
            assertThat(failure(bench.invoke(function, "3"))).isEqualTo("Runtime.ExitError");
        }
    }

    @Test
    void tellsThatABootstrapIsNotExecutable() throws Exception {
        try (FunctionBench bench = FunctionBench.in(folder)) {
            FunctionVersion function =
                    bench.function("provided.al2", "mine", "bootstrap", "#!/bin/sh\n");
            assertThat(function.code().resolve("bootstrap").toFile().setExecutable(false)).isTrue();
            InvocationOutcome outcome = bench.invoke(function, "3");
            assertThat(failure(outcome)).isEqualTo("Runtime.InvalidEntrypoint");
            assertThat(text(outcome))
                    .contains("Error: fork/exec /var/task/bootstrap: permission denied");
        }
    }

    private static boolean hasCurl() {
        return new Programs("").find("curl").isPresent();
    }
}
