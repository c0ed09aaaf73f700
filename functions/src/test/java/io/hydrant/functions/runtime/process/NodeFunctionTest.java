package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.invocation;
import static io.hydrant.functions.runtime.process.FunctionBench.json;
import static io.hydrant.functions.runtime.process.FunctionBench.tail;
import static io.hydrant.functions.runtime.process.FunctionBench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;

/// Functions in JavaScript, on the node of this machine.
class NodeFunctionTest {
    @TempDir static Path folder;
    private static FunctionBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = FunctionBench.in(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @BeforeEach
    void needsNode() {
        assumeTrue(
                bench.runner.lacking("nodejs20.x").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("nodejs20.x").orElseThrow());
        bench.lines.clear();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exports.handler = async (e) => ({got: e.a + 1})                      | {"got":42}
                    exports.handler = (e, c, done) => done(null, [e.a])                  | [41]
                    exports.handler = (e, c, done) => {setTimeout(() => done(null, 1))}  | 1
                    exports.handler = (e, c) => c.succeed('ü')                           | "ü"
                    exports.handler = async () => {}                                     | null
                    exports.handler = () => 5                                            | null
                    exports.handler = async (e, c) => c.memoryLimitInMB                  | "256"
                    """)
    void answersInAllWaysOfHandlers(String program, String answer) throws Exception {
        assertThat(text(bench.invoke(bench.node(program), "{\"a\":41}"))).isEqualTo(answer);
    }

    @Test
    void loadsModulesAndNestedExports() throws Exception {
        String program = "export const handler = async () => 'module'\n";
        assertThat(
                        bench.answer(
                                        bench.function(
                                                "nodejs22.x",
                                                "index.handler",
                                                "index.mjs",
                                                program),
                                        "{}")
                                .asText())
                .isEqualTo("module");
        FunctionVersion typed =
                bench.function("nodejs22.x", "lib/main.handler", "lib/main.js", program);
        Files.writeString(typed.code().resolve("package.json"), "{\"type\":\"module\"}");
        assertThat(bench.answer(typed, "{}").asText()).isEqualTo("module");
        FunctionVersion nested =
                bench.function(
                        "nodejs18.x",
                        "index.deep.handler",
                        "index.cjs",
                        "exports.deep = {handler: async () => 'nested'}");
        assertThat(bench.answer(nested, "{}").asText()).isEqualTo("nested");
    }

    @Test
    void keepsAnEnvironmentWarm() throws Exception {
        FunctionVersion function =
                bench.node("let calls = 0; exports.handler = async () => ++calls");
        for (int call = 1; call <= 10; call++) {
            assertThat(bench.answer(function, "{}").asInt()).isEqualTo(call);
        }
    }

    @Test
    void logsConsoleLinesWithTimeIdAndLevel() throws Exception {
        FunctionVersion function =
                bench.node(
                        """
                        exports.handler = async () => {
                          console.log('hello %d', 5, {a: 1});
                          console.error('two\\nlines');
                          process.stdout.write('plain\\n');
                        }
                        """);
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        String stamp = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]{12}Z\t" + invocation.requestId();
        assertThat(tail(outcome)).containsPattern(stamp + "\tINFO\thello 5 \\{ a: 1 }\n");
        assertThat(tail(outcome)).contains("plain\n");
        assertThat(bench.lines)
                .anySatisfy(line -> assertThat(line).matches(stamp + "\tERROR\ttwo\nlines"));
    }

    @Test
    void describesAnErrorAsTheServiceDoes() throws Exception {
        FunctionVersion function =
                bench.node("exports.handler = async () => {\n  throw new TypeError('no good') }");
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(failure(outcome)).isEqualTo("TypeError");
        JsonNode told = json(outcome);
        assertThat(told.fieldNames())
                .toIterable()
                .containsExactly("errorType", "errorMessage", "trace");
        assertThat(told.get("trace").get(0).asText()).isEqualTo("TypeError: no good");
        assertThat(told.get("trace").get(1).asText())
                .matches("    at .*handler \\(.*index\\.js:2:\\d+\\)");
        assertThat(tail(outcome))
                .contains(
                        invocation.requestId()
                                + "\tERROR\tInvoke Error \t{\"errorType\":\"TypeError\","
                                + "\"errorMessage\":\"no good\",\"stack\":[\"TypeError: no good\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exports.handler = (e, c, done) => done(new RangeError('x'))                    | RangeError
                    exports.handler = async () => { throw 'text' }                                 | string
                    exports.handler = () => new Promise(() => setTimeout(() => {throw new Error()})) | Error
                    exports.handler = async () => {Promise.reject(new Error('x')); await new Promise(r => setTimeout(r, 5000))} | Runtime.UnhandledPromiseRejection
                    exports.handler = async () => 10n                                              | Runtime.MarshalError
                    exports.handler = 5                                                            | Runtime.HandlerNotFound
                    exports.other = 5                                                              | Runtime.HandlerNotFound
                    require('nix')                                                                 | Runtime.ImportModuleError
                    exports.handler = (                                                            | Runtime.UserCodeSyntaxError
                    throw new EvalError('at start')                                                | EvalError
                    exports.handler = async () => process.exit(2)                                  | Runtime.ExitError
                    exports.handler = awslambda.streamifyResponse(() => 1)                         | Runtime.Unsupported
                    """)
    void namesWhatWentWrong(String program, String type) throws Exception {
        InvocationOutcome outcome = bench.invoke(bench.node(program), "{}");
        assertThat(failure(outcome)).isEqualTo(type);
        assertThat(json(outcome).get("errorType").asText()).isEqualTo(type);
    }

    @Test
    void namesAModuleThatIsNotThere() throws Exception {
        FunctionVersion function =
                bench.function("nodejs20.x", "missing.handler", "index.js", "exports.handler = 1");
        assertThat(json(bench.invoke(function, "{}")).get("errorMessage").asText())
                .isEqualTo("Error: Cannot find module 'missing'");
    }

    @Test
    void refusesAnAnswerAboveTheLimitAndGoesOn() throws Exception {
        FunctionVersion function =
                bench.node(
                        "let calls = 0;"
                                + "exports.handler = async (e) => ++calls && 'x'.repeat(e.bytes)");
        assertThat(bench.invoke(function, "{\"bytes\":6291554}").payload()).hasSize(6_291_556);
        assertThat(failure(bench.invoke(function, "{\"bytes\":6291555}")))
                .isEqualTo("Function.ResponseSizeTooLarge");
        assertThat(bench.answer(function, "{\"bytes\":3}").asText()).isEqualTo("xxx");
        assertThat(bench.lines).filteredOn(line -> line.startsWith("INIT_START")).hasSize(1);
    }

    @Test
    void givesTheOldSdkItsEndpoint() throws Exception {
        FunctionVersion function =
                bench.node(
                        """
                        const AWS = require('aws-sdk');
                        exports.handler = async () => AWS.config;
                        """);
        Path library = function.code().resolve("node_modules/aws-sdk/lib");
        Files.createDirectories(library);
        Files.writeString(
                library.resolve("core.js"),
                "exports.config = {update(more) { Object.assign(this, more); }};");
        Files.writeString(library.resolveSibling("package.json"), "{\"main\":\"lib/aws.js\"}");
        Files.writeString(library.resolve("aws.js"), "module.exports = require('./core');");
        assertThat(bench.answer(function, "{}").get("endpoint").asText())
                .isEqualTo("http://localhost:4566");
    }
}
