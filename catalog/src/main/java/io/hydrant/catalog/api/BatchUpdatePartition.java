package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.PartitionUpdate;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;

import java.util.List;

/// Replaces partitions together; those that cannot be are told, and the others are replaced.
final class BatchUpdatePartition {
    private final Partitions partitions;

    BatchUpdatePartition(Partitions partitions) {
        this.partitions = partitions;
    }

    BatchUpdatePartitionResponse answer(BatchUpdatePartitionRequest request, ApiCall call) {
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());

        List<PartitionUpdate> updates =
                request.entries().stream()
                        .map(
                                entry ->
                                        new PartitionUpdate(
                                                entry.partitionValueList(), entry.partitionInput()))
                        .toList();
        List<BatchUpdatePartitionFailureEntry> errors =
                partitions.updateAll(name, updates).stream()
                        .map(
                                refusal ->
                                        BatchUpdatePartitionFailureEntry.builder()
                                                .partitionValueList(refusal.values())
                                                .errorDetail(GlueErrors.detail(refusal.reason()))
                                                .build())
                        .toList();
        return BatchUpdatePartitionResponse.builder().errors(errors).build();
    }
}
