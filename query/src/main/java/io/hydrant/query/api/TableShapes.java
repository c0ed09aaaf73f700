package io.hydrant.query.api;

import software.amazon.awssdk.services.athena.model.Column;
import software.amazon.awssdk.services.athena.model.TableMetadata;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tables of the catalog as the Athena API shows them.
final class TableShapes {
    private TableShapes() {}

    static TableMetadata of(Table table) {
        StorageDescriptor storage =
                Optional.ofNullable(table.storageDescriptor())
                        .orElse(StorageDescriptor.builder().build());
        return TableMetadata.builder()
                .name(table.name())
                .createTime(table.createTime())
                .lastAccessTime(table.lastAccessTime())
                .tableType(table.tableType())
                .columns(columns(storage.columns()))
                .partitionKeys(columns(table.partitionKeys()))
                .parameters(parameters(table, storage))
                .build();
    }

    private static List<Column> columns(
            List<software.amazon.awssdk.services.glue.model.Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                Column.builder()
                                        .name(column.name())
                                        .type(column.type())
                                        .comment(column.comment())
                                        .build())
                .toList();
    }

    /// Those of the table, and what the storage says under names of its own.
    private static Map<String, String> parameters(Table table, StorageDescriptor storage) {
        Map<String, String> parameters = new TreeMap<>(table.parameters());
        put(parameters, "inputformat", storage.inputFormat());
        put(parameters, "outputformat", storage.outputFormat());
        put(parameters, "location", storage.location());
        SerDeInfo serde =
                Optional.ofNullable(storage.serdeInfo()).orElse(SerDeInfo.builder().build());
        put(parameters, "serde.serialization.lib", serde.serializationLibrary());
        serde.parameters().forEach((key, value) -> put(parameters, "serde.param." + key, value));
        return parameters;
    }

    private static void put(Map<String, String> parameters, String key, String value) {
        Optional.ofNullable(value).ifPresent(text -> parameters.put(key, text));
    }
}
