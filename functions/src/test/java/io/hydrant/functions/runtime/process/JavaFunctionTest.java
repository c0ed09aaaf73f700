package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.json;
import static io.hydrant.functions.runtime.process.FunctionBench.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Functions in Java, on the official runtime interface client.
class JavaFunctionTest {
    private static final String PROGRAM =
            """
            package shop;

            import java.util.Map;

            public class Orders {
                private int calls;

                public Map<String, Object> handle(Map<String, Object> event) {
                    System.out.println("handling " + event);
                    if (event.containsKey("fail")) {
                        throw new IllegalStateException("no good");
                    }
                    if (event.containsKey("bytes")) {
                        return Map.of("x", "x".repeat((Integer) event.get("bytes")));
                    }
                    if (event.containsKey("exit")) {
                        System.exit((Integer) event.get("exit"));
                    }
                    calls++;
                    return Map.of("calls", calls);
                }
            }
            """;

    @TempDir Path folder;

    @Test
    void runsOnTheOfficialClient() throws Exception {
        try (FunctionBench bench = FunctionBench.in(folder)) {
            FunctionVersion function = compiled(bench, "shop.Orders::handle");
            assertThat(text(bench.invoke(function, "{\"a\":1}"))).isEqualTo("{\"calls\":1}");
            assertThat(bench.lines).contains("handling {a=1}");

            InvocationOutcome failed = bench.invoke(function, "{\"fail\":1}");
            assertThat(failure(failed)).isEqualTo("Runtime.UserException");
            assertThat(json(failed).get("errorMessage").asText()).isEqualTo("no good");
            assertThat(json(failed).get("errorType").asText())
                    .isEqualTo("java.lang.IllegalStateException");
            assertThat(json(failed).get("stackTrace").get(0).asText())
                    .startsWith("shop.Orders.handle(Orders.java:");

            assertThat(failure(bench.invoke(function, "{\"bytes\":7340032}")))
                    .isEqualTo("Function.ResponseSizeTooLarge");
            assertThat(bench.answer(function, "{}").get("calls").asInt()).isPositive();

            InvocationOutcome exited = bench.invoke(function, "{\"exit\":5}");
            assertThat(text(exited)).contains("Runtime exited with error: exit status 5");
            assertThat(bench.answer(function, "{}").get("calls").asInt()).isEqualTo(1);
        }
    }

    @Test
    void tellsThatAClassIsMissing() throws Exception {
        try (FunctionBench bench = FunctionBench.in(folder)) {
            InvocationOutcome outcome = bench.invoke(compiled(bench, "shop.Missing::handle"), "{}");
            assertThat(json(outcome).get("errorMessage").asText())
                    .isEqualTo("Class not found: shop.Missing");
            assertThat(failure(outcome)).isEqualTo("Runtime.BadFunctionCode");
            assertThat(String.join("\n", bench.lines)).contains("Class not found: shop.Missing");
        }
    }

    private static FunctionVersion compiled(FunctionBench bench, String handler)
            throws IOException {
        FunctionVersion function = bench.function("java21", handler, "shop/Orders.java", PROGRAM);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path source = function.code().resolve("shop/Orders.java");
        int status =
                compiler.run(null, null, null, "--release", "17", "-proc:none", source.toString());
        if (status != 0) {
            throw new IOException("cannot compile " + source);
        }
        Files.delete(source);
        return function;
    }
}
