package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;

import java.util.List;

/// Says of every column asked for that it has no statistics: none are kept.
final class GetColumnStatisticsForPartition {
    private final Partitions partitions;

    GetColumnStatisticsForPartition(Partitions partitions) {
        this.partitions = partitions;
    }

    GetColumnStatisticsForPartitionResponse answer(
            GetColumnStatisticsForPartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        partitions.require(name, request.partitionValues());
        return GetColumnStatisticsForPartitionResponse.builder()
                .columnStatisticsList(List.of())
                .errors(ColumnStatistics.absent(request.columnNames()))
                .build();
    }
}
