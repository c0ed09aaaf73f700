package io.hydrant.functions.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.functions.refusal.InvalidParameter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What users may set in the environments of their functions.
///
/// Source: Lambda Developer Guide, defined runtime environment variables.
final class EnvironmentRules {
    private static final int BYTES_MAX = 4096;
    private static final String REFUSED =
            "Lambda was unable to configure your environment variables because the environment"
                    + " variables you have provided ";
    private static final Set<String> RESERVED =
            Set.of(
                    "_HANDLER",
                    "_X_AMZN_TRACE_ID",
                    "AWS_REGION",
                    "AWS_DEFAULT_REGION",
                    "AWS_EXECUTION_ENV",
                    "AWS_LAMBDA_FUNCTION_NAME",
                    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                    "AWS_LAMBDA_FUNCTION_VERSION",
                    "AWS_LAMBDA_INITIALIZATION_TYPE",
                    "AWS_LAMBDA_LOG_GROUP_NAME",
                    "AWS_LAMBDA_LOG_STREAM_NAME",
                    "AWS_LAMBDA_RUNTIME_API",
                    "AWS_ACCESS_KEY",
                    "AWS_ACCESS_KEY_ID",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SESSION_TOKEN",
                    "LAMBDA_TASK_ROOT",
                    "LAMBDA_RUNTIME_DIR");

    private EnvironmentRules() {}

    /// @throws InvalidParameter for reserved names, and for more than 4 KB in all
    static void require(Map<String, String> variables) {
        List<String> reserved =
                variables.keySet().stream().filter(RESERVED::contains).sorted().toList();
        if (!reserved.isEmpty()) {
            throw new InvalidParameter(
                    REFUSED
                            + "contains reserved keys that are currently not supported for"
                            + " modification. Reserved keys used in this request: "
                            + String.join(", ", reserved));
        }
        ObjectNode text = new ObjectMapper().createObjectNode();
        new TreeMap<>(variables).forEach(text::put);
        String measured = text.toString();
        if (measured.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw new InvalidParameter(
                    REFUSED + "exceeded the 4KB limit. String measured: " + measured);
        }
    }
}
