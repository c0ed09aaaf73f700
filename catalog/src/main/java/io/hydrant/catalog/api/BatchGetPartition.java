package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.FoundPartitions;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

import java.util.List;

/// Shows those of some partitions that there are.
final class BatchGetPartition {
    private final Partitions partitions;

    BatchGetPartition(Partitions partitions) {
        this.partitions = partitions;
    }

    BatchGetPartitionResponse answer(BatchGetPartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        List<List<String>> wanted =
                request.partitionsToGet().stream().map(PartitionValueList::values).toList();
        FoundPartitions found = partitions.findAll(name, wanted);
        return BatchGetPartitionResponse.builder()
                .partitions(found.partitions())
                .unprocessedKeys(
                        found.rest().stream()
                                .map(values -> PartitionValueList.builder().values(values).build())
                                .toList())
                .build();
    }
}
