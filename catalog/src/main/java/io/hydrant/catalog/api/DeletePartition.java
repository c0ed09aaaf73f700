package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionResponse;

/// Removes a partition.
final class DeletePartition {
    private final Partitions partitions;

    DeletePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    DeletePartitionResponse answer(DeletePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        partitions.delete(name, request.partitionValues());
        return DeletePartitionResponse.builder().build();
    }
}
