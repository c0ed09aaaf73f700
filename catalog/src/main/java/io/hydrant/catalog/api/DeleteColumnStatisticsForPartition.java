package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionResponse;

/// Finds no statistics to remove: none are kept.
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
        throw ColumnStatistics.absent(request.columnName());
    }
}
