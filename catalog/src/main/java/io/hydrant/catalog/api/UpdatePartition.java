package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.PartitionUpdate;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionResponse;

/// Replaces a partition, its values too if the input has others.
final class UpdatePartition {
    private final Partitions partitions;

    UpdatePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    UpdatePartitionResponse answer(UpdatePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        partitions.update(
                name, new PartitionUpdate(request.partitionValueList(), request.partitionInput()));
        return UpdatePartitionResponse.builder().build();
    }
}
