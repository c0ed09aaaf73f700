package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.time.Duration;
import java.util.Base64;

/// Puts functions that do nothing on a server.
final class FunctionDeployment {
    static final String NAME = "identity";
    static final String SERVICE = "lambda";
    static final String FUNCTIONS = "/2015-03-31/functions";

    private static final String ROLE = "arn:aws:iam::000000000000:role/functions";
    private static final int MEMORY_MEBIBYTES = 1_024;
    private static final int TIMEOUT_SECONDS = 60;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS_MAX = 600;

    private final WireClient wire;
    private final Pauses pauses;

    FunctionDeployment(WireClient wire, Pauses pauses) {
        this.wire = wire;
        this.pauses = pauses;
    }

    /// Creates the function and waits until it can be invoked.
    ///
    /// @return its ARN
    String deploy(FunctionLanguage language) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("FunctionName", NAME)
                .put("Runtime", language.runtime())
                .put("Handler", language.handler())
                .put("Role", ROLE)
                .put("MemorySize", MEMORY_MEBIBYTES)
                .put("Timeout", TIMEOUT_SECONDS);
        input.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(language.zip()));
        wire.postJson(SERVICE, FUNCTIONS, input);
        for (int polls = 0; polls < POLLS_MAX; polls++) {
            JsonNode configuration =
                    wire.requestJson(SERVICE, "GET", FUNCTIONS + "/" + NAME + "/configuration");
            if (configuration.path("State").asText().equals("Active")) {
                return configuration.path("FunctionArn").asText();
            }
            pauses.pause(POLL);
        }
        throw new CommandFailed("function " + NAME + " does not become Active");
    }

    /// A function that fails is fast: makes sure that it answers with what it gets.
    void requireWorking() {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("event", 1);
        JsonNode answer = wire.postJson(SERVICE, FUNCTIONS + "/" + NAME + "/invocations", event);
        if (!answer.equals(event)) {
            throw new CommandFailed("function " + NAME + " answers " + answer);
        }
    }
}
