package io.hydrant.functions.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hydrant.functions.function.FunctionVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Clients of the AWS SDK for JavaScript v3 whose version does not read `AWS_ENDPOINT_URL`. The
/// modules are as small as can be, with the names and shapes of the real ones.
class OldNodeSdkTest {
    @TempDir Path folder;
    private FunctionBench bench;

    @BeforeEach
    void needsNode() throws Exception {
        bench = FunctionBench.in(folder);
        assumeTrue(
                bench.runner.lacking("nodejs20.x").isEmpty(),
                () -> "skipped: " + bench.runner.lacking("nodejs20.x").orElseThrow());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static void module(FunctionVersion function, String name, String version, String code)
            throws IOException {
        Path library = function.code().resolve("node_modules").resolve(name);
        Files.createDirectories(library.resolve("dist-cjs"));
        Files.writeString(
                library.resolve("package.json"),
                "{\"version\":\"" + version + "\",\"main\":\"dist-cjs/index.js\"}");
        Files.writeString(library.resolve("dist-cjs/index.js"), code);
    }

    @ParameterizedTest
    @CsvSource({
        "@smithy/middleware-endpoint, 2.0.5,   resolveEndpointConfig,  http://localhost:4566",
        "@smithy/middleware-endpoint, 2.2.0,   resolveEndpointConfig,  none",
        "@smithy/middleware-endpoint, 4.1.0,   resolveEndpointConfig,  none",
        "@aws-sdk/middleware-endpoint, 3.296.0, resolveEndpointConfig, http://localhost:4566",
        "@aws-sdk/config-resolver,    3.110.0, resolveEndpointsConfig, http://localhost:4566",
    })
    void getTheirEndpoint(String name, String version, String resolver, String endpoint)
            throws Exception {
        FunctionVersion function =
                bench.node(
                        """
                        const {Client} = require('@aws-sdk/client-kinesis');
                        const found = new Client({}), own = new Client({endpoint: 'http://own'});
                        exports.handler = async () => [found.config.endpoint || 'none', own.config.endpoint];
                        """);
        module(
                function,
                name,
                version,
                "Object.defineProperty(exports, 'RESOLVER', {enumerable: true, get: () => (x) => x});\n"
                        .replace("RESOLVER", resolver));
        module(
                function,
                "@aws-sdk/client-kinesis",
                "3.1.0",
                """
                const resolving = require('NAME');
                exports.Client = class {
                  constructor(given) { this.config = (0, resolving.RESOLVER)(given); }
                };
                """
                        .replace("NAME", name)
                        .replace("RESOLVER", resolver));
        assertThat(bench.answer(function, "{}").toString())
                .isEqualTo("[\"" + endpoint + "\",\"http://own\"]");
    }
}
