package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexResponse;

/// Notes a partition index. Listings are as fast without: an index changes nothing but what is
/// shown.
final class CreatePartitionIndex {
    private final Tables tables;

    CreatePartitionIndex(Tables tables) {
        this.tables = tables;
    }

    CreatePartitionIndexResponse answer(CreatePartitionIndexRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        tables.reindex(name, table -> PartitionIndexes.with(table, request.partitionIndex()));
        return CreatePartitionIndexResponse.builder().build();
    }
}
