package io.hydrant.catalog.api;

import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesResponse;

/// Lists the partition indexes of a table.
final class GetPartitionIndexes {
    private final Tables tables;

    GetPartitionIndexes(Tables tables) {
        this.tables = tables;
    }

    GetPartitionIndexesResponse answer(GetPartitionIndexesRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        PageToken.place("GetPartitionIndexes", request.nextToken());
        return GetPartitionIndexesResponse.builder()
                .partitionIndexDescriptorList(PartitionIndexes.shown(tables.require(name)))
                .build();
    }
}
