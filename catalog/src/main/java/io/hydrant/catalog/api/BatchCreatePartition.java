package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.PartitionRefusal;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;

import java.util.List;

/// Creates partitions together; those that cannot be are told, and the others are created.
final class BatchCreatePartition {
    private final Partitions partitions;

    BatchCreatePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    BatchCreatePartitionResponse answer(BatchCreatePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        List<PartitionRefusal> refused = partitions.createAll(name, request.partitionInputList());
        return BatchCreatePartitionResponse.builder()
                .errors(refused.stream().map(PartitionErrors::of).toList())
                .build();
    }
}
