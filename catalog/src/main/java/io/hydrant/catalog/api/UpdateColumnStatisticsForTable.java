package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateColumnStatisticsForTableResponse;

/// Is refused: statistics are not kept.
final class UpdateColumnStatisticsForTable {
    UpdateColumnStatisticsForTableResponse answer(
            UpdateColumnStatisticsForTableRequest request, ApiCall call) {
        throw InvalidInput.unsupported(
                "UpdateColumnStatisticsForTable (statistics of columns of table "
                        + request.tableName()
                        + ") is");
    }
}
