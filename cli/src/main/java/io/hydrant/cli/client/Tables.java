package io.hydrant.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// The operations of the Glue API that the commands use.
public final class Tables {
    private static final String TARGET = "AWSGlue.";
    private static final String SERVICE = "glue";

    private final WireClient wire;

    /// @param type the text of a Hive type
    public record TableColumn(String name, String type) {}

    public Tables(WireClient wire) {
        this.wire = wire;
    }

    public void createDatabase(String name) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.putObject("DatabaseInput").put("Name", name);
        wire.call(SERVICE, TARGET + "CreateDatabase", input);
    }

    /// How many partitions a table has.
    public int partitionCount(String database, String table) {
        ObjectNode input =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("DatabaseName", database)
                        .put("TableName", table);
        int count = 0;
        boolean more = true;
        while (more) {
            JsonNode answer = wire.call(SERVICE, TARGET + "GetPartitions", input);
            count += answer.path("Partitions").size();
            more = answer.hasNonNull("NextToken");
            input.put("NextToken", answer.path("NextToken").asText());
        }
        return count;
    }

    /// The columns of a table's newest version; partition keys are not among them.
    public List<TableColumn> columns(String database, String table) {
        ObjectNode input =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("DatabaseName", database)
                        .put("Name", table);
        return columns(wire.call(SERVICE, TARGET + "GetTable", input).path("Table"));
    }

    /// The columns of one version of a table.
    public List<TableColumn> columns(String database, String table, String versionId) {
        ObjectNode input =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("DatabaseName", database)
                        .put("TableName", table)
                        .put("VersionId", versionId);
        JsonNode answer = wire.call(SERVICE, TARGET + "GetTableVersion", input);
        return columns(answer.path("TableVersion").path("Table"));
    }

    private static List<TableColumn> columns(JsonNode table) {
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : table.path("StorageDescriptor").path("Columns")) {
            columns.add(
                    new TableColumn(
                            column.path("Name").asText(), column.path("Type").asText("string")));
        }
        return columns;
    }
}
