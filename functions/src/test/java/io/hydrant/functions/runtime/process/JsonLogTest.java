package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.tail;
import static io.hydrant.functions.runtime.process.FunctionBench.withLimits;
import static io.hydrant.functions.runtime.process.FunctionBench.withLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.function.LogSettings;
import io.hydrant.functions.function.LogSettings.Level;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Logs in the format JSON. Shapes: Lambda Developer Guide, "Log and monitor Python (Node.js)
/// functions", and Telemetry API event schema reference.
class JsonLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private FunctionBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = FunctionBench.in(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void needs(String runtime) {
        assumeTrue(
                bench.runner.lacking(runtime).isEmpty(),
                () -> "skipped: " + bench.runner.lacking(runtime).orElseThrow());
    }

    private static FunctionVersion json(FunctionVersion function, Level application, Level system) {
        return withLog(
                function,
                new LogSettings(
                        "/my/group", Optional.of(new LogSettings.Levels(application, system))));
    }

    /// The lines that are objects.
    private List<JsonNode> objects() throws Exception {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : bench.lines) {
            if (line.startsWith("{")) {
                objects.add(JSON.readTree(line));
            }
        }
        return objects;
    }

    private List<String> types() throws Exception {
        return objects().stream().map(node -> node.path("type").asText()).toList();
    }

    private JsonNode object(String type) throws Exception {
        return objects().stream()
                .filter(node -> node.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .path("record");
    }

    @Test
    void thePlatformSpeaksInRecords() throws Exception {
        needs("python3.12");
        FunctionVersion function =
                json(
                        bench.python("def handler(event, context):\n    print('plain')\n"),
                        Level.INFO,
                        Level.DEBUG);
        Invocation invocation = FunctionBench.invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(failure(outcome)).isEqualTo("none");
        assertThat(types())
                .containsExactly(
                        "platform.initStart",
                        "platform.start",
                        "platform.runtimeDone",
                        "platform.report");
        assertThat(objects().getFirst().path("time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(object("platform.initStart").path("runtimeVersion").asText())
                .isEqualTo("python:3.12.v1");
        assertThat(object("platform.start").toString())
                .isEqualTo(
                        "{\"requestId\":\""
                                + invocation.requestId()
                                + "\",\"version\":\"$LATEST\"}");
        JsonNode report = object("platform.report");
        assertThat(report.path("requestId").asText()).isEqualTo(invocation.requestId());
        assertThat(report.path("status").asText()).isEqualTo("success");
        assertThat(report.path("metrics").fieldNames())
                .toIterable()
                .containsExactly(
                        "durationMs",
                        "billedDurationMs",
                        "memorySizeMB",
                        "maxMemoryUsedMB",
                        "initDurationMs");
        assertThat(object("platform.runtimeDone").at("/metrics/producedBytes").asInt())
                .isEqualTo(4);
        assertThat(bench.lines).contains("plain");
        assertThat(tail(outcome).lines().toList().getFirst()).contains("platform.start");
    }

    @Test
    void theSystemsLevelChoosesRecords() throws Exception {
        needs("python3.12");
        FunctionVersion function =
                bench.python("def handler(event, context):\n    return 1 / event\n");
        FunctionVersion quiet = json(function, Level.INFO, Level.WARN);
        bench.invoke(quiet, "1");
        assertThat(types()).isEmpty();
        bench.invoke(quiet, "0");
        assertThat(types()).containsExactly("", "platform.runtimeDone", "platform.report");
        assertThat(object("platform.report").path("status").asText()).isEqualTo("error");
        assertThat(object("platform.report").path("errorType").asText())
                .isEqualTo("ZeroDivisionError");
        bench.lines.clear();
        bench.invoke(json(function, Level.INFO, Level.INFO), "1");
        assertThat(types())
                .containsExactly("platform.initStart", "platform.start", "platform.report");
    }

    @Test
    void aTimeoutIsAStatus() throws Exception {
        needs("python3.12");
        FunctionVersion function =
                withLimits(
                        bench.python(
                                "import time\ndef handler(event, context):\n    time.sleep(99)\n"),
                        Duration.ofSeconds(1),
                        256);
        bench.invoke(json(function, Level.INFO, Level.INFO), "{}");
        assertThat(object("platform.report").path("status").asText()).isEqualTo("timeout");
        assertThat(object("platform.report").has("errorType")).isFalse();
        assertThat(bench.lines).allMatch(line -> line.startsWith("{"));
    }

    @Test
    void pythonsLoggingWritesObjects() throws Exception {
        needs("python3.12");
        FunctionVersion function =
                json(
                        bench.python(
                                """
                                import logging
                                def handler(event, context):
                                    logging.info('not %s', 'kept')
                                    logging.warning('two\\nlines', extra={'order': 7})
                                    try:
                                        1 / 0
                                    except ZeroDivisionError:
                                        logging.getLogger('mine').exception('caught')
                                    raise ValueError('no')
                                """),
                        Level.WARN,
                        Level.WARN);
        Invocation invocation = FunctionBench.invocation(function, "{}");
        bench.runner.run(invocation);
        List<JsonNode> objects = objects();
        JsonNode warning = objects.getFirst();
        assertThat(warning.path("timestamp").asText()).endsWith("Z");
        assertThat(warning.path("level").asText()).isEqualTo("WARNING");
        assertThat(warning.path("message").asText()).isEqualTo("two\nlines");
        assertThat(warning.path("logger").asText()).isEqualTo("root");
        assertThat(warning.path("requestId").asText()).isEqualTo(invocation.requestId());
        assertThat(warning.path("order").asInt()).isEqualTo(7);
        JsonNode caught = objects.get(1);
        assertThat(caught.path("logger").asText()).isEqualTo("mine");
        assertThat(caught.path("errorType").asText()).isEqualTo("ZeroDivisionError");
        assertThat(caught.path("stackTrace").get(0).asText()).contains("app.py");
        JsonNode raised = objects.get(2);
        assertThat(raised.path("level").asText()).isEqualTo("ERROR");
        assertThat(raised.path("errorType").asText()).isEqualTo("ValueError");
        assertThat(raised.path("errorMessage").asText()).isEqualTo("no");
    }

    @Test
    void nodesConsoleWritesObjects() throws Exception {
        needs("nodejs20.x");
        FunctionVersion function =
                json(
                        bench.node(
                                """
                                exports.handler = async () => {
                                  console.debug('not kept');
                                  console.log({order: 7});
                                  console.warn('a %s', 'b', new TypeError('odd'));
                                  throw new RangeError('no');
                                };
                                """),
                        Level.INFO,
                        Level.WARN);
        Invocation invocation = FunctionBench.invocation(function, "{}");
        bench.runner.run(invocation);
        List<JsonNode> objects = objects();
        JsonNode order = objects.getFirst();
        assertThat(order.path("level").asText()).isEqualTo("INFO");
        assertThat(order.path("requestId").asText()).isEqualTo(invocation.requestId());
        assertThat(order.at("/message/order").asInt()).isEqualTo(7);
        JsonNode warning = objects.get(1);
        assertThat(warning.path("level").asText()).isEqualTo("WARN");
        assertThat(warning.path("message").asText()).startsWith("a b TypeError: odd");
        assertThat(warning.path("errorType").asText()).isEqualTo("TypeError");
        JsonNode thrown = objects.get(2);
        assertThat(thrown.path("level").asText()).isEqualTo("ERROR");
        assertThat(thrown.at("/message/errorType").asText()).isEqualTo("RangeError");
        assertThat(thrown.at("/message/stackTrace").get(0).asText()).isEqualTo("RangeError: no");
    }

    @Test
    void objectsOfAnyRuntimeAreChosenByTheirLevel() throws Exception {
        FunctionVersion function =
                json(
                        bench.function(
                                "provided.al2023",
                                "any",
                                "bootstrap",
                                """
                                #!/bin/sh
                                echo '{"level":"debug","a":1}'
                                echo '{"a":2}'
                                echo '{"a":{"level":"error"},"level":"warning"}'
                                echo '{"level":"error"'
                                echo plain
                                exit 1
                                """),
                        Level.WARN,
                        Level.WARN);
        bench.invoke(function, "{}");
        assertThat(bench.lines.stream().filter(line -> !line.contains("platform.")))
                .containsExactly(
                        "{\"a\":{\"level\":\"error\"},\"level\":\"warning\"}",
                        "{\"level\":\"error\"",
                        "plain");
    }

    @Test
    void runtimesAreToldTheFormatAndTheLevel() throws Exception {
        needs("python3.12");
        String program =
                """
                import os
                def handler(event, context):
                    names = ('FORMAT', 'LEVEL', 'GROUP_NAME')
                    return [os.environ.get('AWS_LAMBDA_LOG_' + name) for name in names]
                """;
        FunctionVersion function = bench.python(program);
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo("[\"Text\",null,\"/aws/lambda/python3-12\"]");
        assertThat(bench.answer(json(function, Level.TRACE, Level.INFO), "{}").toString())
                .isEqualTo("[\"JSON\",\"TRACE\",\"/my/group\"]");
    }
}
