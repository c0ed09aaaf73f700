package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;

/// Deletes a group with all that it holds.
final class DeleteLogGroup {
    private final LogStore store;

    DeleteLogGroup(LogStore store) {
        this.store = store;
    }

    DeleteLogGroupResponse answer(DeleteLogGroupRequest request, ApiCall call) {
        store.delete(GroupReference.named(call, request.logGroupName()));
        return DeleteLogGroupResponse.builder().build();
    }
}
