package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Base64;
import java.util.Map;

/// The operations of the Lambda API that the commands use.
public final class Functions {
    private static final String SERVICE = "lambda";
    private static final String FUNCTIONS = "/2015-03-31/functions";
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";

    private final WireClient wire;

    /// What a function is made of.
    ///
    /// @param zip its package
    /// @param environment its variables
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Draft(
            String name,
            String runtime,
            String handler,
            String role,
            byte[] zip,
            Map<String, String> environment) {}

    /// Leads from a data stream to a function.
    ///
    /// @param startingPosition `LATEST` or `TRIM_HORIZON`
    public record MappingDraft(
            String sourceArn, String function, int batchSize, String startingPosition) {}

    /// @param state `Creating`, `Enabled`, ...
    /// @param lastResult how the last invocation went
    public record Mapping(String uuid, String state, String lastResult) {}

    public Functions(WireClient wire) {
        this.wire = wire;
    }

    public void create(Draft draft, int memoryMebibytes, int timeoutSeconds) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("FunctionName", draft.name())
                .put("Runtime", draft.runtime())
                .put("Handler", draft.handler())
                .put("Role", draft.role())
                .put("MemorySize", memoryMebibytes)
                .put("Timeout", timeoutSeconds);
        input.putObject("Code").put("ZipFile", Base64.getEncoder().encodeToString(draft.zip()));
        ObjectNode variables = input.putObject("Environment").putObject("Variables");
        draft.environment().forEach(variables::put);
        wire.postJson(SERVICE, FUNCTIONS, input);
    }

    /// `Pending`, `Active`, ...
    public String state(String function) {
        return wire.requestJson(SERVICE, "GET", FUNCTIONS + "/" + function + "/configuration")
                .path("State")
                .asText();
    }

    /// Invokes a function and waits for it; one that fails answers with what it failed of.
    public JsonNode invoke(String function, JsonNode event) {
        return wire.postJson(SERVICE, FUNCTIONS + "/" + function + "/invocations", event);
    }

    public Mapping createMapping(MappingDraft draft) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("EventSourceArn", draft.sourceArn())
                .put("FunctionName", draft.function())
                .put("BatchSize", draft.batchSize())
                .put("StartingPosition", draft.startingPosition())
                .put("Enabled", true);
        return mapping(wire.postJson(SERVICE, MAPPINGS, input));
    }

    public Mapping mapping(String uuid) {
        return mapping(wire.requestJson(SERVICE, "GET", MAPPINGS + "/" + uuid));
    }

    private static Mapping mapping(JsonNode shape) {
        return new Mapping(
                shape.path("UUID").asText(),
                shape.path("State").asText(),
                shape.path("LastProcessingResult").asText());
    }
}
