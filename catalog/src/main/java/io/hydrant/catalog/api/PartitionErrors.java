package io.hydrant.catalog.api;

import io.hydrant.catalog.partition.PartitionRefusal;

import software.amazon.awssdk.services.glue.model.PartitionError;

/// Refusals of partitions in batches, as answers show them.
final class PartitionErrors {
    private PartitionErrors() {}

    static PartitionError of(PartitionRefusal refusal) {
        return PartitionError.builder()
                .partitionValues(refusal.values())
                .errorDetail(GlueErrors.detail(refusal.reason()))
                .build();
    }
}
