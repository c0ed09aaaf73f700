package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.WireClient;

import java.util.List;
import java.util.Map;

/// The table that trips are converted by.
///
/// @param name of the table and of its database
record TripTable(String name, String bucket, String prefix) {
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";

    /// How queries read it; conversion goes by the delivery stream instead.
    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

    /// The columns of the table, as Hive names their types.
    private static final List<Map.Entry<String, String>> COLUMNS =
            List.of(
                    Map.entry("pickup_latitude", "double"),
                    Map.entry("pickup_longitude", "double"),
                    Map.entry("dropoff_latitude", "double"),
                    Map.entry("dropoff_longitude", "double"),
                    Map.entry("trip_id", "bigint"),
                    Map.entry("trip_distance", "double"),
                    Map.entry("passenger_count", "int"),
                    Map.entry("pickup_datetime", "timestamp"),
                    Map.entry("dropoff_datetime", "timestamp"),
                    Map.entry("total_amount", "double"));

    /// @param partitionKeys of the table, all of them strings
    void create(WireClient wire, List<String> partitionKeys) {
        ObjectNode database = JsonNodeFactory.instance.objectNode();
        database.putObject("DatabaseInput").put("Name", name);
        wire.call("glue", "AWSGlue.CreateDatabase", database);
        ObjectNode table = JsonNodeFactory.instance.objectNode().put("DatabaseName", name);
        ObjectNode input = table.putObject("TableInput").put("Name", name);
        ObjectNode storage = input.putObject("StorageDescriptor");
        storage.put("Location", "s3://" + bucket + "/" + prefix);
        storage.put("InputFormat", PARQUET + "MapredParquetInputFormat");
        storage.put("OutputFormat", PARQUET + "MapredParquetOutputFormat");
        storage.putObject("SerdeInfo")
                .put("SerializationLibrary", PARQUET + "serde.ParquetHiveSerDe");
        ArrayNode columns = storage.putArray("Columns");
        COLUMNS.forEach(column -> add(columns, column.getKey(), column.getValue()));
        ArrayNode keys = input.putArray("PartitionKeys");
        partitionKeys.forEach(key -> add(keys, key, "string"));
        wire.call("glue", "AWSGlue.CreateTable", table);
    }

    private static void add(ArrayNode columns, String column, String type) {
        columns.addObject().put("Name", column).put("Type", type);
    }

    /// Makes a destination convert records by this table.
    ///
    /// @param serializer as the API names it
    void convert(ObjectNode destination, String serializer) {
        ObjectNode conversion = destination.putObject("DataFormatConversionConfiguration");
        conversion.put("Enabled", true);
        conversion
                .putObject("SchemaConfiguration")
                .put("RoleARN", ROLE)
                .put("DatabaseName", name)
                .put("TableName", name)
                .put("Region", "us-east-1")
                .put("VersionId", "LATEST");
        conversion
                .putObject("InputFormatConfiguration")
                .putObject("Deserializer")
                .putObject("OpenXJsonSerDe");
        conversion
                .putObject("OutputFormatConfiguration")
                .putObject("Serializer")
                .putObject(serializer);
    }
}
