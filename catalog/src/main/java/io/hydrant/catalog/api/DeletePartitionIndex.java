package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexResponse;

/// Removes a partition index.
final class DeletePartitionIndex {
    private final Tables tables;

    DeletePartitionIndex(Tables tables) {
        this.tables = tables;
    }

    DeletePartitionIndexResponse answer(DeletePartitionIndexRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        tables.reindex(name, table -> PartitionIndexes.without(table, request.indexName()));
        return DeletePartitionIndexResponse.builder().build();
    }
}
