package io.hydrant.observability.api;

import io.hydrant.observability.logs.LogStore;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

import java.util.TreeMap;

/// Creates a group of the class STANDARD.
final class CreateLogGroup {
    private final LogStore store;

    CreateLogGroup(LogStore store) {
        this.store = store;
    }

    CreateLogGroupResponse answer(CreateLogGroupRequest request, ApiCall call) {
        Lacking.refuse("kmsKeyId", request.kmsKeyId() != null);
        Lacking.refuse(
                "logGroupClass " + request.logGroupClassAsString(),
                request.logGroupClass() != null
                        && request.logGroupClass() != LogGroupClass.STANDARD);
        Lacking.refuse(
                "deletionProtectionEnabled",
                Boolean.TRUE.equals(request.deletionProtectionEnabled()));
        store.create(
                GroupReference.named(call, request.logGroupName()),
                TagRules.added(new TreeMap<>(), request.tags()));
        return CreateLogGroupResponse.builder().build();
    }
}
