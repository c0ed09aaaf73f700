package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

import java.util.List;

/// Removes partitions together; those that are not there are told.
final class BatchDeletePartition {
    private final Partitions partitions;

    BatchDeletePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    BatchDeletePartitionResponse answer(BatchDeletePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        List<List<String>> all =
                request.partitionsToDelete().stream().map(PartitionValueList::values).toList();
        return BatchDeletePartitionResponse.builder()
                .errors(partitions.deleteAll(name, all).stream().map(PartitionErrors::of).toList())
                .build();
    }
}
