package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;

import java.time.InstantSource;

/// Adds a stream to a group.
final class CreateLogStream {
    private final LogStore store;
    private final InstantSource clock;

    CreateLogStream(LogStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    CreateLogStreamResponse answer(CreateLogStreamRequest request, ApiCall call) {
        store.group(GroupReference.named(call, request.logGroupName()))
                .createStream(request.logStreamName(), clock.instant());
        return CreateLogStreamResponse.builder().build();
    }
}
