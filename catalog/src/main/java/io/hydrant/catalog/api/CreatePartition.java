package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionResponse;

/// Creates a partition.
final class CreatePartition {
    private final Partitions partitions;

    CreatePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    CreatePartitionResponse answer(CreatePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        partitions.create(name, request.partitionInput());
        return CreatePartitionResponse.builder().build();
    }
}
