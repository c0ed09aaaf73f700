package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForPartitionResponse;

/// Is refused: statistics are not kept.
final class UpdateColumnStatisticsForPartition {
    UpdateColumnStatisticsForPartitionResponse answer(
            UpdateColumnStatisticsForPartitionRequest request, ApiCall call) {
        throw InvalidInput.unsupported(
                "UpdateColumnStatisticsForPartition (statistics of columns of table "
                        + request.tableName()
                        + ") is");
    }
}
