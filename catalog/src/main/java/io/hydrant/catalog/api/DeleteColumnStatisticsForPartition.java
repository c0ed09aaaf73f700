package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionResponse;

/// Removes nothing: no statistics are kept. Trino asks so of every table that it makes, and takes
/// `EntityNotFoundException` for the absence of the table itself.
final class DeleteColumnStatisticsForPartition {
    private final Partitions partitions;

    DeleteColumnStatisticsForPartition(Partitions partitions) {
        this.partitions = partitions;
    }

    DeleteColumnStatisticsForPartitionResponse answer(
            DeleteColumnStatisticsForPartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        partitions.require(name, request.partitionValues());
        return DeleteColumnStatisticsForPartitionResponse.builder().build();
    }
}
