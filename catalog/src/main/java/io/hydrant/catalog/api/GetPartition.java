package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionResponse;

/// Shows a partition.
final class GetPartition {
    private final Partitions partitions;

    GetPartition(Partitions partitions) {
        this.partitions = partitions;
    }

    GetPartitionResponse answer(GetPartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        return GetPartitionResponse.builder()
                .partition(partitions.require(name, request.partitionValues()))
                .build();
    }
}
