package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operations of the Athena API that the commands use.
public final class Queries {
    private static final String TARGET = "AmazonAthena.";
    private static final String SERVICE = "athena";

    private final WireClient wire;

    public Queries(WireClient wire) {
        this.wire = wire;
    }

    /// What a statement is started with.
    ///
    /// @param outputLocation where the result goes; the work group's place when empty
    public record Start(
            String text, String database, String workGroup, Optional<String> outputLocation) {}

    /// How far an execution is.
    ///
    /// @param state `QUEUED`, `RUNNING`, `SUCCEEDED`, `FAILED`, `CANCELLED`
    /// @param reason why it is so; empty when all is well
    /// @param outputLocation the file of the result
    public record Execution(
            String id,
            String state,
            String reason,
            String outputLocation,
            long scannedBytes,
            long millis) {
        public boolean finished() {
            return !state.equals("QUEUED") && !state.equals("RUNNING");
        }
    }

    /// A column of a result.
    public record Column(String name, String type) {}

    /// A part of a result.
    ///
    /// @param rows of each its values, empty for null
    /// @param next where it goes on
    public record Page(
            List<Column> columns,
            List<List<Optional<String>>> rows,
            long updateCount,
            Optional<String> next) {}

    /// @return the execution's id
    public String start(Start start) {
        ObjectNode input =
                object().put("QueryString", start.text()).put("WorkGroup", start.workGroup());
        input.putObject("QueryExecutionContext").put("Database", start.database());
        start.outputLocation()
                .ifPresent(
                        location ->
                                input.putObject("ResultConfiguration")
                                        .put("OutputLocation", location));
        return call("StartQueryExecution", input).path("QueryExecutionId").asText();
    }

    public Execution get(String id) {
        JsonNode execution =
                call("GetQueryExecution", object().put("QueryExecutionId", id))
                        .path("QueryExecution");
        return new Execution(
                id,
                execution.path("Status").path("State").asText(),
                execution.path("Status").path("StateChangeReason").asText(),
                execution.path("ResultConfiguration").path("OutputLocation").asText(),
                execution.path("Statistics").path("DataScannedInBytes").asLong(),
                execution.path("Statistics").path("TotalExecutionTimeInMillis").asLong());
    }

    public void stop(String id) {
        call("StopQueryExecution", object().put("QueryExecutionId", id));
    }

    /// @param token empty for the first page
    public Page results(String id, Optional<String> token, int rowsMax) {
        ObjectNode input = object().put("QueryExecutionId", id).put("MaxResults", rowsMax);
        token.ifPresent(text -> input.put("NextToken", text));
        JsonNode answer = call("GetQueryResults", input);
        List<Column> columns = new ArrayList<>();
        for (JsonNode column :
                answer.path("ResultSet").path("ResultSetMetadata").path("ColumnInfo")) {
            columns.add(new Column(column.path("Name").asText(), column.path("Type").asText()));
        }
        List<List<Optional<String>>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("ResultSet").path("Rows")) {
            List<Optional<String>> values = new ArrayList<>();
            for (JsonNode datum : row.path("Data")) {
                JsonNode value = datum.path("VarCharValue");
                values.add(value.isTextual() ? Optional.of(value.asText()) : Optional.empty());
            }
            rows.add(values);
        }
        return new Page(
                columns,
                rows,
                answer.path("UpdateCount").asLong(),
                Optional.of(answer.path("NextToken").asText()).filter(text -> !text.isEmpty()));
    }

    private JsonNode call(String operation, ObjectNode input) {
        return wire.call(SERVICE, TARGET + operation, input);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
