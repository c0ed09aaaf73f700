package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.PartitionPage;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.partition.Segment;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.table.TableName;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

import java.util.List;
import java.util.Optional;

/// Lists partitions in order of their values.
final class GetPartitions {
    private static final String KIND = "GetPartitions";
    private static final int PARTITIONS_MAX = 1_000;

    private final Partitions partitions;

    GetPartitions(Partitions partitions) {
        this.partitions = partitions;
    }

    GetPartitionsResponse answer(GetPartitionsRequest request, ApiCall call) {
        Lacking.refuse("TransactionId", request.transactionId());
        Lacking.refuse("QueryAsOfTime", request.queryAsOfTime());
        TableName name =
                CatalogReference.table(
                        call, request.catalogId(), request.databaseName(), request.tableName());
        PartitionQuery query =
                new PartitionQuery(
                        Optional.ofNullable(request.expression()).orElse(""),
                        segment(request),
                        PageToken.place(KIND, request.nextToken()),
                        Optional.ofNullable(request.maxResults()).orElse(PARTITIONS_MAX));
        PartitionPage<Partition> page = partitions.page(name, query);
        List<Partition> shown = page.partitions();
        if (Optional.ofNullable(request.excludeColumnSchema()).orElse(false)) {
            shown = shown.stream().map(GetPartitions::withoutColumns).toList();
        }
        return GetPartitionsResponse.builder()
                .partitions(shown)
                .nextToken(PageToken.text(KIND, page.last()))
                .build();
    }

    private static Segment segment(GetPartitionsRequest request) {
        if (request.segment() == null) {
            return Segment.WHOLE;
        }
        int number = request.segment().segmentNumber();
        int total = request.segment().totalSegments();
        if (number >= total) {
            throw new InvalidInput(
                    "SegmentNumber must be below TotalSegments, %d, but was %d."
                            .formatted(total, number));
        }
        return new Segment(number, total);
    }

    private static Partition withoutColumns(Partition partition) {
        StorageDescriptor storage = partition.storageDescriptor();
        return storage == null
                ? partition
                : partition.toBuilder()
                        .storageDescriptor(storage.toBuilder().columns((List<Column>) null).build())
                        .build();
    }
}
