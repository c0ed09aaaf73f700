package io.hydrant.functions.runtime.process;

import static io.hydrant.functions.runtime.process.FunctionBench.failure;
import static io.hydrant.functions.runtime.process.FunctionBench.invocation;
import static io.hydrant.functions.runtime.process.FunctionBench.json;
import static io.hydrant.functions.runtime.process.FunctionBench.tail;
import static io.hydrant.functions.runtime.process.FunctionBench.withEnvironment;
import static io.hydrant.functions.runtime.process.FunctionBench.withLayers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.functions.function.FunctionVersion;
import io.hydrant.functions.runtime.Invocation;
import io.hydrant.functions.runtime.InvocationOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Functions in Python, on the python3 of this machine.
class PythonFunctionTest {
    @TempDir Path folder;
    private FunctionBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = FunctionBench.in(folder);
        assumeTrue(
                bench.runner.lacking("python3.12").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("python3.12").orElseThrow());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void answersWithWhatTheHandlerReturns() throws Exception {
        FunctionVersion function =
                bench.python("def handler(event, context):\n    return {'got': event['a'] + 1}\n");
        assertThat(bench.answer(function, "{\"a\":41}").toString()).isEqualTo("{\"got\":42}");
    }

    @Test
    void answersNoneAsNullAndBytesAsText() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import base64, decimal
                        def handler(event, context):
                            if event == "none":
                                return None
                            return {'data': base64.b64encode('grüß'.encode()), b'k': 'ü',
                                    'n': decimal.Decimal('1.5'), 't': (1, 2)}
                        """);
        assertThat(bench.answer(function, "\"none\"").isNull()).isTrue();
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo("{\"data\":\"Z3LDvMOf\",\"k\":\"ü\",\"n\":1.5,\"t\":[1,2]}");
    }

    @Test
    void keepsAnEnvironmentWarm() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        calls = 0
                        def handler(event, context):
                            global calls
                            calls += 1
                            return calls
                        """);
        for (int call = 1; call <= 20; call++) {
            assertThat(bench.answer(function, "{}").asInt()).isEqualTo(call);
        }
        assertThat(bench.lines).filteredOn(line -> line.startsWith("INIT_START")).hasSize(1);
    }

    @Test
    void tellsTheContext() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        def handler(event, c):
                            return [c.aws_request_id, c.function_name, c.function_version,
                                    c.invoked_function_arn, c.memory_limit_in_mb, c.log_group_name,
                                    0 < c.get_remaining_time_in_millis() <= 20000,
                                    c.identity.cognito_identity_id, c.client_context]
                        """);
        Invocation invocation = invocation(function, "{}");
        JsonNode told = json(bench.runner.run(invocation));
        assertThat(told.toString())
                .isEqualTo(
                        "[\""
                                + invocation.requestId()
                                + "\",\"python3-12\",\"$LATEST\","
                                + "\"arn:aws:lambda:eu-central-1:123456789012:function:python3-12\","
                                + "\"256\",\"/aws/lambda/python3-12\",true,null,null]");
    }

    @Test
    void tellsTheClientContext() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        def handler(event, c):
                            return [c.client_context.custom, c.client_context.client.app_title, event]
                        """);
        Invocation invocation =
                new Invocation(
                        function,
                        "id",
                        new byte[0],
                        Optional.of(
                                "{\"custom\":{\"k\":\"grüß\"},\"client\":{\"app_title\":\"t\"}}"));
        assertThat(json(bench.runner.run(invocation)).toString())
                .isEqualTo("[{\"k\":\"grüß\"},\"t\",{}]");
    }

    @Test
    void startsThroughTheWrapperOfTheUser() throws Exception {
        FunctionVersion plain =
                bench.python("import os\ndef handler(e, c):\n    return os.environ['ADDED']\n");
        Path wrapper = plain.code().resolve("wrapper");
        Files.writeString(wrapper, "#!/bin/sh\nexport ADDED=yes\nexec \"$@\"\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        FunctionVersion function =
                withEnvironment(plain, Map.of("AWS_LAMBDA_EXEC_WRAPPER", "./wrapper"));
        assertThat(bench.answer(function, "{}").asText()).isEqualTo("yes");
    }

    @Test
    void saysThatExtensionsAreNotStarted() throws Exception {
        Path layer = Files.createDirectories(folder.resolve("watcher/extensions")).getParent();
        FunctionVersion function =
                withLayers(bench.python("def handler(e, c):\n    return 1\n"), List.of(layer));
        bench.answer(function, "{}");
        assertThat(bench.lines)
                .contains(
                        "EXTENSION of layer watcher is not started: extensions are not supported by"
                                + " this server");
    }

    @Test
    void describesAnExceptionAsTheServiceDoes() throws Exception {
        FunctionVersion function =
                bench.python("def handler(event, context):\n    raise ValueError('no good')\n");
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        assertThat(failure(outcome)).isEqualTo("ValueError");
        JsonNode told = json(outcome);
        assertThat(told.get("errorMessage").asText()).isEqualTo("no good");
        assertThat(told.get("errorType").asText()).isEqualTo("ValueError");
        assertThat(told.get("requestId").asText()).isEqualTo(invocation.requestId());
        assertThat(told.get("stackTrace")).hasSize(1);
        assertThat(told.get("stackTrace").get(0).asText())
                .matches(
                        "  File \"/.*/?app.py\", line 2, in handler\n"
                                + "    raise ValueError\\('no good'\\)\n");
        assertThat(bench.lines)
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "[ERROR] ValueError: no good\n"
                                                        + "Traceback (most recent call last):\n"
                                                        + "  File "));
    }

    @Test
    void goesOnAfterAnException() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        calls = 0
                        def handler(event, context):
                            global calls
                            calls += 1
                            if event: raise KeyError('x')
                            return calls
                        """);
        assertThat(failure(bench.invoke(function, "{\"fail\":1}"))).isEqualTo("KeyError");
        assertThat(bench.answer(function, "{}").asInt()).isEqualTo(2);
    }

    @Test
    void logsWhatIsPrintedBetweenStartAndEnd() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import logging, sys
                        print('at start')
                        def handler(event, context):
                            print('one\\ntwo')
                            print('to stderr', file=sys.stderr)
                            logging.warning('careful:\\n%s', 'now')
                            sys.stdout.write('no line end')
                        """);
        Invocation invocation = invocation(function, "{}");
        InvocationOutcome outcome = bench.runner.run(invocation);
        String id = invocation.requestId();
        assertThat(bench.lines.get(0))
                .matches(
                        "INIT_START Runtime Version: python:3.12.v1\tRuntime Version ARN:"
                                + " arn:aws:lambda:eu-central-1::runtime:[0-9a-f]{64}");
        assertThat(bench.lines.get(1)).isEqualTo("at start");
        assertThat(bench.lines.get(2)).isEqualTo("START RequestId: " + id + " Version: $LATEST");
        assertThat(bench.lines.subList(3, 6)).containsExactly("one", "two", "to stderr");
        assertThat(bench.lines.get(6))
                .matches(
                        "\\[WARNING]\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\t"
                                + id
                                + "\tcareful:\nnow");
        assertThat(bench.lines.get(7)).isEqualTo("no line end");
        assertThat(bench.lines.get(8)).isEqualTo("END RequestId: " + id);
        assertThat(bench.lines.get(9))
                .matches(
                        "REPORT RequestId: "
                                + id
                                + "\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\t"
                                + "Memory Size: 256 MB\tMax Memory Used: \\d+ MB\t"
                                + "Init Duration: \\d+\\.\\d\\d ms\t");
        assertThat(tail(outcome)).isEqualTo(String.join("\n", bench.lines.subList(2, 10)) + "\n");
    }

    @Test
    void keepsTheLast4KibOfALongLog() throws Exception {
        FunctionVersion function =
                bench.python(
                        "def handler(event, context):\n"
                                + "    for i in range(20000): print('line %d' % i)\n");
        InvocationOutcome outcome = bench.invoke(function, "{}");
        assertThat(outcome.logTail()).hasSize(4_096);
        assertThat(tail(outcome)).contains("line 19999\nEND RequestId: ");
        assertThat(bench.lines).filteredOn(line -> line.startsWith("line ")).hasSize(20_000);
    }

    @Test
    void cutsALineThatNoEventCanHold() throws Exception {
        FunctionVersion function =
                bench.python("def handler(event, context):\n    print('x' * 1000000)\n");
        bench.answer(function, "{}");
        assertThat(bench.lines)
                .filteredOn(line -> line.startsWith("x"))
                .extracting(String::length)
                .containsExactly(262_118, 262_118, 262_118, 213_646);
    }

    @Test
    void seesOnlyItsOwnEnvironment() throws Exception {
        FunctionVersion function =
                withEnvironment(
                        bench.python(
                                """
                                import os
                                def handler(event, context):
                                    return dict(os.environ)
                                """),
                        Map.of("MINE", "yes", "TZ", "Asia/Tokyo", "AWS_REGION", "not-this"));
        JsonNode environment = bench.answer(function, "{}");
        assertThat(environment.fieldNames())
                .toIterable()
                // set by Python itself where the locale of LANG is not installed
                .filteredOn(name -> !name.equals("LC_CTYPE"))
                .containsExactlyInAnyOrder(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_ENDPOINT_URL",
                        "AWS_REGION",
                        "AWS_DEFAULT_REGION",
                        "AWS_EXECUTION_ENV",
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "AWS_LAMBDA_LOG_FORMAT",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "AWS_LAMBDA_RUNTIME_API",
                        "AWS_XRAY_CONTEXT_MISSING",
                        "AWS_XRAY_DAEMON_ADDRESS",
                        "_AWS_XRAY_DAEMON_ADDRESS",
                        "_AWS_XRAY_DAEMON_PORT",
                        "_X_AMZN_TRACE_ID",
                        "LAMBDA_TASK_ROOT",
                        "LAMBDA_RUNTIME_DIR",
                        "_HANDLER",
                        "TZ",
                        "LANG",
                        "PATH",
                        "LD_LIBRARY_PATH",
                        "PYTHONPATH",
                        "NODE_PATH",
                        "PWD",
                        "SHLVL",
                        "HOME",
                        "TMPDIR",
                        "MINE");
        assertThat(environment.get("TZ").asText()).isEqualTo("Asia/Tokyo");
        assertThat(environment.get("AWS_REGION").asText()).isEqualTo("eu-central-1");
        assertThat(environment.get("AWS_EXECUTION_ENV").asText())
                .isEqualTo("AWS_Lambda_python3.12");
        assertThat(environment.get("AWS_ENDPOINT_URL").asText()).isEqualTo("http://localhost:4566");
        assertThat(environment.get("_X_AMZN_TRACE_ID").asText()).startsWith("Root=1-");
    }

    @Test
    void findsModulesInLayersAndInFolders() throws Exception {
        Path layer = Files.createDirectories(folder.resolve("layer/python"));
        Files.writeString(layer.resolve("shared.py"), "NAME = 'from the layer'\n");
        Path site = Files.createDirectories(layer.resolve("lib/python3.8/site-packages"));
        Files.writeString(site.resolve("sited.py"), "NAME = ', installed'\n");
        FunctionVersion function =
                withLayers(
                        bench.function(
                                "python3.7",
                                "deep/app.handler",
                                "deep/app.py",
                                """
                                import shared, sited
                                def handler(event, context):
                                    return shared.NAME + sited.NAME
                                """),
                        List.of(layer.getParent()));
        assertThat(bench.answer(function, "{}").asText()).isEqualTo("from the layer, installed");
    }

    @Test
    void givesAnOldBotocoreItsEndpoint() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import botocore.session
                        client = botocore.session.Session().create_client('kinesis')
                        own = botocore.session.Session().create_client('s3', endpoint_url='http://own')
                        def handler(event, context):
                            return [client, own]
                        """);
        Path library = Files.createDirectories(function.code().resolve("botocore"));
        Files.writeString(library.resolve("__init__.py"), "__version__ = '1.29.165'\n");
        Files.writeString(
                library.resolve("session.py"),
                """
                class Session:
                    def create_client(self, service_name, region_name=None, api_version=None,
                                      use_ssl=True, verify=None, endpoint_url=None, **more):
                        return [service_name, endpoint_url]
                """);
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo("[[\"kinesis\",\"http://localhost:4566\"],[\"s3\",\"http://own\"]]");
    }

    @Test
    void saysHowToGetAMissingBoto3() throws Exception {
        FunctionVersion function =
                bench.python(
                        """
                        import sys
                        sys.modules['boto3'] = None
                        import boto3
                        """);
        InvocationOutcome outcome = bench.invoke(function, "{}");
        assertThat(failure(outcome)).isEqualTo("Runtime.ImportModuleError");
        assertThat(tail(outcome)).contains("[HINT] boto3 is not installed for ");
        assertThat(tail(outcome)).contains(" -m pip install boto3");
    }
}
