package io.hydrant.query.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.query.result.ResultForm;

/// What is kept of an execution and not shown with it.
///
/// @param token of the client; empty when it sent none
/// @param requestDigest tells whether the same token came with another request
/// @param reuseKey names what its result can be used for again; empty when nothing
/// @param orderName its name in the listing of its work group
/// @param outputRows rows of the result, without a header
/// @param outputBytes of the result file
/// @param updateCount rows that the statement wrote elsewhere
record ExecutionDetails(
        String token,
        String requestDigest,
        String reuseKey,
        String orderName,
        ResultForm form,
        long outputRows,
        long outputBytes,
        long updateCount) {
    void writeTo(ObjectNode root) {
        root.putObject("details")
                .put("token", token)
                .put("request", requestDigest)
                .put("reuse", reuseKey)
                .put("order", orderName)
                .put("form", form.name())
                .put("rows", outputRows)
                .put("bytes", outputBytes)
                .put("updates", updateCount);
    }

    static ExecutionDetails of(ObjectNode root) {
        JsonNode node = root.required("details");
        return new ExecutionDetails(
                node.required("token").asText(),
                node.required("request").asText(),
                node.required("reuse").asText(),
                node.required("order").asText(),
                ResultForm.valueOf(node.required("form").asText()),
                node.required("rows").asLong(),
                node.required("bytes").asLong(),
                node.required("updates").asLong());
    }

    ExecutionDetails withOutput(long rows, long bytes, long updates) {
        return new ExecutionDetails(
                token, requestDigest, reuseKey, orderName, form, rows, bytes, updates);
    }
}
