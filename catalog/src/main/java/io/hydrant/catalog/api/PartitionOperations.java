package io.hydrant.catalog.api;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.table.Tables;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionIndexRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionIndexesRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;

import java.util.List;
import java.util.stream.Stream;

/// The operations on partitions.
final class PartitionOperations {
    private final Partitions partitions;
    private final Tables tables;
    private final ServiceConstraints constraints;

    PartitionOperations(Catalog catalog, ServiceConstraints constraints) {
        this.partitions = catalog.partitions();
        this.tables = catalog.tables();
        this.constraints = constraints;
    }

    List<Operation> operations() {
        return Stream.of(partitionOperations(), otherOperations()).flatMap(List::stream).toList();
    }

    private List<Operation> partitionOperations() {
        return List.of(
                Operation.typed(
                        "CreatePartition",
                        CreatePartitionRequest::builder,
                        constraints,
                        new CreatePartition(partitions)::answer),
                Operation.typed(
                        "BatchCreatePartition",
                        BatchCreatePartitionRequest::builder,
                        constraints,
                        new BatchCreatePartition(partitions)::answer),
                Operation.typed(
                        "GetPartition",
                        GetPartitionRequest::builder,
                        constraints,
                        new GetPartition(partitions)::answer),
                Operation.typed(
                        "BatchGetPartition",
                        BatchGetPartitionRequest::builder,
                        constraints,
                        new BatchGetPartition(partitions)::answer),
                Operation.typed(
                        "GetPartitions",
                        GetPartitionsRequest::builder,
                        constraints,
                        new GetPartitions(partitions)::answer),
                Operation.typed(
                        "UpdatePartition",
                        UpdatePartitionRequest::builder,
                        constraints,
                        new UpdatePartition(partitions)::answer),
                Operation.typed(
                        "BatchUpdatePartition",
                        BatchUpdatePartitionRequest::builder,
                        constraints,
                        new BatchUpdatePartition(partitions)::answer),
                Operation.typed(
                        "DeletePartition",
                        DeletePartitionRequest::builder,
                        constraints,
                        new DeletePartition(partitions)::answer));
    }

    private List<Operation> otherOperations() {
        return List.of(
                Operation.typed(
                        "BatchDeletePartition",
                        BatchDeletePartitionRequest::builder,
                        constraints,
                        new BatchDeletePartition(partitions)::answer),
                Operation.typed(
                        "GetPartitionIndexes",
                        GetPartitionIndexesRequest::builder,
                        constraints,
                        new GetPartitionIndexes(tables)::answer),
                Operation.typed(
                        "CreatePartitionIndex",
                        CreatePartitionIndexRequest::builder,
                        constraints,
                        new CreatePartitionIndex(tables)::answer),
                Operation.typed(
                        "DeletePartitionIndex",
                        DeletePartitionIndexRequest::builder,
                        constraints,
                        new DeletePartitionIndex(tables)::answer),
                Operation.typed(
                        "GetColumnStatisticsForPartition",
                        GetColumnStatisticsForPartitionRequest::builder,
                        constraints,
                        new GetColumnStatisticsForPartition(partitions)::answer),
                Operation.typed(
                        "UpdateColumnStatisticsForPartition",
                        UpdateColumnStatisticsForPartitionRequest::builder,
                        constraints,
                        new UpdateColumnStatisticsForPartition()::answer),
                Operation.typed(
                        "DeleteColumnStatisticsForPartition",
                        DeleteColumnStatisticsForPartitionRequest::builder,
                        constraints,
                        new DeleteColumnStatisticsForPartition(partitions)::answer));
    }
}
