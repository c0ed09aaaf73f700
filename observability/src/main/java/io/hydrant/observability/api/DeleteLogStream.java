package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;

/// Deletes a stream with its events.
final class DeleteLogStream {
    private final LogStore store;

    DeleteLogStream(LogStore store) {
        this.store = store;
    }

    DeleteLogStreamResponse answer(DeleteLogStreamRequest request, ApiCall call) {
        store.group(GroupReference.named(call, request.logGroupName()))
                .deleteStream(request.logStreamName());
        return DeleteLogStreamResponse.builder().build();
    }
}
